import Statistics

/// How the highest Sharpe ratio of a sweep stands to what trials without skill would give.
struct SweepLuck {
    /// The column of the annual ratios.
    let column: Int
    /// The number of trials of the sweep, those that failed too (S72).
    let count: Int
    /// The standard deviation (ddof 1) of the ratios, annual.
    let deviation: Double
    /// The highest ratio to be expected of so many trials without skill, annual.
    let expectedMaximum: Double
    /// The place of the trial with the highest ratio.
    let best: Int
    /// Its ratio, annual.
    let highest: Double
    /// The probability that its true ratio is above `expectedMaximum`; `nil` where it cannot be known.
    let deflated: Double?

    /// What is known of a report's trials; `nil` where fewer than two have a Sharpe ratio.
    ///
    /// Ratios are annual throughout: the expected maximum is linear in their deviation, and so it is that of the ratios a
    /// session times the root of the sessions in a year.
    init?(_ report: SweepReport) {
        let trials = report.trials
        guard let column = trials.column("sharpe"),
            let best = trials.best(by: SweepGoal(column: column, isLower: false), most: 1).first
        else { return nil }
        let ratios = trials.values(column).filter(\.isFinite)
        guard let variance = Moments(ratios, scale: 1).variance(ddof: 1), variance.isFinite else { return nil }
        self.column = column
        count = trials.count
        deviation = variance.squareRoot()
        expectedMaximum = SharpeInference.expectedMaximum(trials: Double(count), variance: variance)
        self.best = best
        highest = trials.figure(column, of: best)
        deflated = SweepLuck.deflated(trials, best: best, annual: highest, threshold: expectedMaximum)
    }

    /// The deflated ratio of a trial, from the moments of its session returns.
    private static func deflated(_ trials: SweepTrials, best: Int, annual: Double, threshold: Double) -> Double? {
        func figure(_ id: String) -> Double? {
            trials.column(id).map { trials.figure($0, of: best) }.flatMap { $0.isFinite ? $0 : nil }
        }
        guard let mean = figure("mean"), let spread = figure("deviation"), spread > 0, annual != 0,
            let sessions = figure("sessions"), let skewness = figure("skewness"), let kurtosis = figure("kurtosis_raw")
        else { return nil }
        let ratio = mean / spread
        return SharpeInference.probabilisticSharpe(
            sharpe: ratio, threshold: threshold * ratio / annual, count: Int(sessions), skewness: skewness,
            kurtosisRaw: kurtosis)
    }
}
