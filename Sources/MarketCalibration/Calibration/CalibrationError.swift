public import MarketSimulator
public import StylizedFacts

/// Why a calibration cannot begin: what was found, what is allowed, and the remedy.
public enum CalibrationError: Error, Hashable, Sendable {
    /// Nothing is free.
    case noParameters
    /// No parameter of the market has this path.
    case unknownParameter(String, nearest: String?)
    /// A parameter is named twice.
    case repeatedParameter(String)
    /// A parameter is a word, or true or false.
    case notNumeric(String)
    /// A parameter's declaration is too wide to search, and it starts at 0.
    case needsRange(String, value: Double)
    /// A range is empty, beyond the declaration, or without the start.
    case range(String, found: ClosedRange<Double>, allowed: ClosedRange<Double>, start: Double)
    /// There are fewer days than training and held-out ones need.
    case tooFewDays(found: Int, needed: Int)
    /// One or two days with fewer half hours than can be resampled.
    case tooShort(halfHours: Int, needed: Int)
    /// The data do not give a moment.
    case momentNotGiven(CalibrationMoment, found: Int, needed: Int)
    /// The bootstrap of the training days leaves moments undefined, or their covariance without an inverse.
    case momentsNotWeighable
    /// Fewer moments than free parameters.
    case tooFewMoments(found: Int, parameters: Int)
    /// The market as it starts does not give a moment.
    case notSimulated(CalibrationMoment)
    /// An option outside what it can be.
    case option(String, found: Double, allowed: String)
    /// Bars longer than a minute.
    case widerThanAMinute(nanoseconds: Int64)
    /// The record of the real market is not sound.
    case record(MarketRecordError)
    /// The configuration makes no market.
    case market(MarketConfigurationError)
    /// It was stopped before the start was measured.
    case interrupted
}

extension CalibrationError: CustomStringConvertible {
    /// The error in a sentence, with its remedy.
    public var description: String {
        switch self {
        case .noParameters:
            "no parameter is free: name at least one, such as 'fundamental.volatility'"
        case .unknownParameter(let path, let nearest):
            "the market has no parameter '\(path)'" + (nearest.map { ": did you mean '\($0)'?" } ?? ";")
                + " paths are activity.NAME, exchange.NAME, fundamental.NAME, GROUP.NAME and GROUP.count"
        case .repeatedParameter(let path): "the parameter '\(path)' is named twice: name it once"
        case .notNumeric(let path):
            "the parameter '\(path)' is no number: only numbers and distributions can be calibrated"
        case .needsRange(let path, let value):
            "the parameter '\(path)' starts at \(value) and its declared range is too wide to search: give it a range"
        case .range(let path, let found, let allowed, let start):
            "the range of '\(path)' is \(found.lowerBound) to \(found.upperBound): it must lie within "
                + "\(allowed.lowerBound) to \(allowed.upperBound), not be empty, and hold the start \(start)"
        case .tooFewDays(let found, let needed):
            "there are \(found) days with returns: calibration needs \(needed), so that some are held out; give more days"
        case .tooShort(let halfHours, let needed):
            "there are \(halfHours) half hours with returns: calibration needs \(needed); give more hours or days"
        case .momentNotGiven(let moment, let found, let needed):
            "the data do not give '\(moment.rawValue)', the \(moment.definition): it rests on \(found) values and needs "
                + "\(needed); leave it out, or give data that have it"
        case .momentsNotWeighable:
            "the moments of the training days cannot be weighted: their bootstrap covariance has no inverse; give more "
                + "days, fewer moments or more shrinkage"
        case .tooFewMoments(let found, let parameters):
            "\(found) moments cannot tell \(parameters) parameters apart: give as many moments as parameters, or more"
        case .notSimulated(let moment):
            "the market at its start does not give '\(moment.rawValue)', the \(moment.definition): change the "
                + "configuration, simulate more days or leave the moment out"
        case .option(let name, let found, let allowed): "\(name) is \(found): allowed is \(allowed)"
        case .widerThanAMinute(let nanoseconds):
            "the bars have \(Double(nanoseconds) / 6e10) minutes: calibration needs bars of at most one"
        case .record(let error): error.description
        case .market(let error): error.description
        case .interrupted: "stopped before the market at its start was measured: there is nothing to keep"
        }
    }
}
