import Statistics

/// The moments of the session returns of every trial of a sweep.
struct TrialMomentColumns {
    private let sessions: Int
    private let counts: [Double]
    private let means: [Double]
    private let deviations: [Double]
    private let skewnesses: [Double]
    private let kurtoses: [Double]
    private let volatilities: [Double]

    /// Reads them.
    init(_ sweep: FinishedSweep) throws(SweepJudgementError) {
        sessions = sweep.sessions.count
        counts = try sweep.column("sessions")
        means = try sweep.column("mean")
        deviations = try sweep.column("deviation")
        skewnesses = try sweep.column("skewness")
        kurtoses = try sweep.column("kurtosis_raw")
        volatilities = try sweep.column("volatility")
    }

    /// The moments of a trial that has figures.
    func figures(of trial: Int) -> TrialFigures {
        let count = Int(exactly: counts[trial]).flatMap { (0...sessions).contains($0) ? $0 : nil } ?? 0
        // What a single return, or a damaged file, says of variation is nothing.
        func known(_ value: Double) -> Double? { value.isFinite && count > 1 ? value : nil }
        return TrialFigures(
            count: count, mean: known(means[trial]) ?? 0, standardDeviation: known(deviations[trial]) ?? 0,
            skewness: known(skewnesses[trial]), kurtosisRaw: known(kurtoses[trial]))
    }

    /// The sessions in a year: volatility is the deviation times their root; `nil` where no trial's returns vary.
    var periodsPerYear: Double? {
        for (volatility, deviation) in zip(volatilities, deviations) where deviation > 0 && volatility.isFinite {
            let ratio = volatility / deviation
            let periods = ratio * ratio
            // Calendars count whole sessions a year; the quotient differs from them by rounding.
            return abs(periods - periods.rounded()) < 1e-6 * periods ? periods.rounded() : periods
        }
        return nil
    }
}
