import Core
public import MarketCalibration
import MarketSimulator
public import StrategyKit
public import StylizedFacts

/// A calibration of a market, as a config describes it.
public struct CalibrationPlan: Sendable {
    /// The market and what of it is free.
    public let configuration: SimulationConfiguration
    /// Real data.
    public let record: CalibrationRecord
    /// What the real data are called.
    public let name: String
    /// The SHA-256 of all that decides what is found.
    public let hash: String
    private let calibrator: MarketCalibrator

    /// A plan.
    ///
    /// - Parameters:
    ///   - data: Real bars or ticks.
    ///   - dataHash: The hash of their files.
    ///   - threads: On how many threads markets are simulated; what comes out does not depend on it.
    /// - Throws: `CalibrationFailure.config` for what the config says wrongly, each with its place, or `.data`.
    public init(
        _ configuration: SimulationConfiguration, to data: MarketRecord, dataHash: String, threads: Int
    ) throws(CalibrationFailure) {
        let settings = configuration.calibration
        var options = CalibrationOptions()
        options.heldOutShare = settings.heldOut
        options.simulatedDays = settings.days
        options.replications = settings.replications
        options.budget = settings.budget
        options.restarts = settings.restarts
        options.seed = settings.seed ?? configuration.market.configuration.seed
        options.threads = threads
        let market = configuration.market.configuration
        var problems: [ConfigError.Problem] = []
        if !settings.moments.isEmpty {
            let known = settings.moments.map { CalibrationMoment(rawValue: $0.name) }
            for (moment, found) in zip(settings.moments, known) where found == nil {
                problems.append(
                    .init(
                        moment.place,
                        "there is no moment '\(moment.name)'; there are "
                            + CalibrationMoment.allCases.map(\.rawValue).joined(separator: ", ")))
            }
            options.moments = known.compactMap { $0 }
        }
        var parameters: [CalibrationParameter] = []
        for parameter in settings.parameters {
            do throws(CalibrationFault) {
                parameters.append(try CalibrationPlan.parameter(parameter, market))
            } catch { problems.append(.init(parameter.place, error.text)) }
        }
        guard problems.isEmpty else {
            problems.sort { ($0.place.line ?? 0, $0.place.column ?? 0) < ($1.place.line ?? 0, $1.place.column ?? 0) }
            throw .config(.invalid(problems))
        }
        do throws(CalibrationError) {
            calibrator = try MarketCalibrator(market, parameters, options)
            record = try CalibrationRecord(data)
        } catch { throw .calibration(error) }
        self.configuration = configuration
        name = data.name
        hash = SHA256.hexDigest(
            of: "\(configuration.hash) \(market.seed) \(settings.text) \(dataHash) \(Version.current)")
    }

    /// A parameter with its range: the ends that are not given are those of the declaration.
    private static func parameter(
        _ parameter: CalibrationConfiguration.Parameter, _ market: MarketConfiguration
    ) throws(CalibrationFault) -> CalibrationParameter {
        var free = CalibrationParameter(parameter.path)
        do throws(CalibrationError) {
            if parameter.low != nil || parameter.high != nil {
                let isWhole = parameter.low != nil && parameter.high != nil
                let usual = isWhole ? 0...0 : try MarketCalibrator(market, [free]).parameters[0].range
                let (low, high) = (parameter.low ?? usual.lowerBound, parameter.high ?? usual.upperBound)
                if low <= high { free.range = low...high }
            }
            // By itself, so that what is wrong with it is said at its place.
            _ = try MarketCalibrator(market, [free])
        } catch { throw CalibrationFault(text: "\(error)") }
        let isGiven = parameter.low != nil || parameter.high != nil
        guard !isGiven || free.range != nil else {
            throw CalibrationFault(text: "the range of '\(parameter.path)' begins above its end")
        }
        return free
    }

    /// What is wrong with a parameter.
    private struct CalibrationFault: Error {
        var text: String
    }

    /// How a calibration goes.
    public struct Progress: Sendable {
        /// What it is doing: `search`, `refinement`, `identification`, `surface`.
        public let stage: String
        /// Points evaluated so far.
        public let points: Int
        /// Points that are evaluated at most: those of the search, and those that measure intervals and the loss.
        public let planned: Int
        /// Points that the search may evaluate.
        public let budget: Int
        /// The least distance so far.
        public let distance: Double
    }

    /// Calibrates.
    ///
    /// - Parameters:
    ///   - shouldContinue: Asked from any thread; where it says no, the best point so far is kept.
    ///   - progress: Told before and after the first point, then again and again.
    /// - Throws: `CalibrationFailure`.
    public func run(
        shouldContinue: @escaping @Sendable () -> Bool, progress: (Progress) -> Void
    ) throws(CalibrationFailure) -> CalibrationOutcome {
        let result: CalibrationResult
        do throws(CalibrationError) {
            result = try calibrator.calibrate(to: record, shouldContinue: shouldContinue) { told in
                progress(
                    Progress(
                        stage: told.stage.rawValue, points: told.evaluations, planned: told.planned,
                        budget: calibrator.options.budget, distance: told.distance))
            }
        } catch { throw .calibration(error) }
        return CalibrationOutcome(plan: self, result: result)
    }

    /// A parameter that could be free, for a list.
    public struct Candidate: Sendable {
        /// The path.
        public let path: String
        /// What it is, as a config writes it.
        public let value: String
        /// What it means, with its unit.
        public let summary: String
    }

    /// All parameters of a market that can be free.
    public static func candidates(_ market: MarketPlan) -> [Candidate] {
        market.configuration.calibrationPaths.filter(\.isNumeric).map { info in
            Candidate(
                path: info.path, value: info.value.text,
                summary: info.summary + (info.unit.isEmpty ? "" : " (\(info.unit))"))
        }
    }

    /// All moments, with what they are.
    public static var moments: [(name: String, definition: String)] {
        CalibrationMoment.allCases.map { ($0.rawValue, $0.definition) }
    }
}

/// Why there is no calibration.
public enum CalibrationFailure: Error {
    /// The config says something wrong.
    case config(ConfigError)
    /// Data or market do not allow it.
    case calibration(CalibrationError)
    /// A file cannot be written.
    case folder(FolderError)
}
