/// The real market as calibration sees it: which moments it gives, on which days, and how they are weighted.
struct CalibrationTarget: Sendable {
    /// The moments that are matched.
    let moments: [CalibrationMoment]
    /// The weighting of the training days.
    let weighting: MomentWeighting
    /// Standard errors on the training days.
    let errors: [Double]
    /// The moments of the held-out days.
    let heldOut: [Double]
    /// Standard errors there; NaN where they are too few.
    let heldOutErrors: [Double]
    let trainingDays: Int
    let heldOutDays: Int
    /// The fewest values that a moment may rest on.
    static let fewest = 30

    /// Splits the days and weighs the moments.
    ///
    /// - Throws: `tooFewDays`, `momentNotGiven`, `tooFewMoments`, `momentsNotWeighable`.
    init(_ record: CalibrationRecord, _ options: CalibrationOptions, parameters: Int) throws(CalibrationError) {
        let days = record.days.filter { !$0.returns.isEmpty }
        heldOutDays = max(1, Int((Double(days.count) * options.heldOutShare).rounded()))
        trainingDays = days.count - heldOutDays
        guard trainingDays >= 2 else { throw .tooFewDays(found: days.count, needed: max(3, heldOutDays + 2)) }
        let training = MomentCells(Array(days.prefix(trainingDays)))
        let rest = MomentCells(Array(days.suffix(heldOutDays)))
        func isGiven(_ moment: CalibrationMoment) -> Bool {
            training.observations(of: moment) >= CalibrationTarget.fewest
                && (training.values(of: [moment]) + rest.values(of: [moment])).allSatisfy(\.isFinite)
        }
        for moment in options.moments ?? [] where !isGiven(moment) {
            let (first, second) = (training.observations(of: moment), rest.observations(of: moment))
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
        let second = MomentBootstrap(rest, moments, resamples: options.resamples, seed: options.seed)
        (self.moments, self.weighting, errors) = (moments, weighting, bootstrap.errors)
        heldOut = rest.values(of: moments)
        heldOutErrors = second?.errors ?? [Double](repeating: .nan, count: moments.count)
    }
}
