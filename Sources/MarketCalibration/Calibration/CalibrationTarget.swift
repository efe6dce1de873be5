/// The real market as calibration sees it: which moments it gives, on which days, and how they are weighted.
struct CalibrationTarget: Sendable {
    /// The moments that are matched.
    let moments: [CalibrationMoment]
    /// The weighting of the training days.
    let weighting: MomentWeighting
    /// Standard errors on the training days.
    let errors: [Double]
    /// The moments of the held-out days; NaN where none is held out.
    let heldOut: [Double]
    /// Standard errors there; NaN where they are too few.
    let heldOutErrors: [Double]
    let trainingDays: Int
    let heldOutDays: Int
    /// The fewest values that a moment may rest on.
    static let fewest = 30
    /// The fewest half hours that are resampled where days are too few to hold any out.
    static let fewestCells = 4

    /// Splits the days and weighs the moments; one or two days are all trained on.
    ///
    /// - Throws: `tooFewDays`, `tooShort`, `momentNotGiven`, `tooFewMoments`, `momentsNotWeighable`.
    init(_ record: CalibrationRecord, _ options: CalibrationOptions, parameters: Int) throws(CalibrationError) {
        let days = record.days.filter { !$0.returns.isEmpty }
        // Of one or two days none can be spared to judge the fit.
        let isHeldOut = days.count >= 3
        heldOutDays = isHeldOut ? max(1, Int((Double(days.count) * options.heldOutShare).rounded())) : 0
        trainingDays = days.count - heldOutDays
        guard !isHeldOut || trainingDays >= 2 else {
            throw .tooFewDays(found: days.count, needed: max(3, heldOutDays + 2))
        }
        let training = MomentCells(Array(days.prefix(trainingDays)))
        let rest = MomentCells(Array(days.suffix(heldOutDays)))
        guard isHeldOut || training.count >= CalibrationTarget.fewestCells else {
            throw .tooShort(halfHours: training.count, needed: CalibrationTarget.fewestCells)
        }
        func isGiven(_ moment: CalibrationMoment) -> Bool {
            let values = training.values(of: [moment]) + (isHeldOut ? rest.values(of: [moment]) : [])
            return training.observations(of: moment) >= CalibrationTarget.fewest && values.allSatisfy(\.isFinite)
        }
        for moment in options.moments ?? [] where !isGiven(moment) {
            let first = training.observations(of: moment)
            let second = isHeldOut ? rest.observations(of: moment) : first
            throw .momentNotGiven(
                moment, found: first < CalibrationTarget.fewest ? first : second, needed: CalibrationTarget.fewest)
        }
        var moments: [CalibrationMoment] = []
        for moment in options.moments ?? CalibrationMoment.allCases.filter(isGiven) where !moments.contains(moment) {
            moments.append(moment)
        }
        guard moments.count >= parameters else { throw .tooFewMoments(found: moments.count, parameters: parameters) }
        let target = training.values(of: moments)
        guard
            let bootstrap = MomentBootstrap(training, moments, resamples: options.resamples, seed: options.seed),
            let weighting = MomentWeighting(target: target, bootstrap, shrinkage: options.shrinkage)
        else { throw .momentsNotWeighable }
        let second =
            isHeldOut ? MomentBootstrap(rest, moments, resamples: options.resamples, seed: options.seed) : nil
        (self.moments, self.weighting, errors) = (moments, weighting, bootstrap.errors)
        heldOut = isHeldOut ? rest.values(of: moments) : [Double](repeating: .nan, count: moments.count)
        heldOutErrors = second?.errors ?? [Double](repeating: .nan, count: moments.count)
    }
}
