internal import Glibc

/// One form of the statistics that trials are compared by: means as they are, or over their standard deviations.
struct ContestForm: Sendable {
    /// What each mean is multiplied by; 0 for a trial that is left out.
    let scales: [Double]
    /// The mean of each trial times its scale; minus infinity for one left out.
    let values: [Double]
    /// What is added to a resampled deviation of a trial where no trial is poor: 0, or minus infinity for one left out.
    let upper: [Double]
    /// The same where only clearly poor trials are poor.
    let consistent: [Double]
    /// The same where poor trials are as bad as they look.
    let lower: [Double]
    /// The best trial, the first of equals.
    let bestTrial: Int
    /// The highest value.
    let highest: Double
    /// What resampled maxima of Hansen's test are compared with.
    let level: Double
    /// The root of the number of days.
    private let rootDays: Double

    init(_ performances: [TrialPerformance], dayCount: Int, studentised: Bool, raisesToZero: Bool) {
        let n = Double(dayCount)
        // Worse than so many standard errors is clearly poor.
        let bound = (2 * log(log(n)) / n).squareRoot()
        scales = performances.map { studentised ? ($0.deviation > 0 ? 1 / $0.deviation : 0) : 1 }
        var (values, upper, consistent, lower) = ([Double](), [Double](), [Double](), [Double]())
        for (trial, performance) in performances.enumerated() {
            let scale = scales[trial]
            let isOut = scale == 0
            let value = performance.mean * scale
            let isPoor = performance.mean < -bound * performance.deviation
            values.append(isOut ? -.infinity : value)
            upper.append(isOut ? -.infinity : 0)
            consistent.append(isOut ? -.infinity : isPoor ? value : 0)
            lower.append(isOut ? -.infinity : min(0, value))
        }
        (self.values, self.upper, self.consistent, self.lower) = (values, upper, consistent, lower)
        var best = 0
        for trial in values.indices where values[trial] > values[best] { best = trial }
        bestTrial = best
        highest = values[best]
        level = raisesToZero ? max(0, values[best]) : values[best]
        rootDays = n.squareRoot()
    }

    /// `√n` times the highest value: the reality check's statistic.
    var statistic: Double { rootDays * highest }

    /// `√n` times the value of each trial.
    var statistics: [Double] { values.map { rootDays * $0 } }

    /// Hansen's test with numbers of resamples above the level.
    func pValues(_ counts: ContestCounts.Exceedances, resamples: Int) -> SuperiorityPValues {
        SuperiorityPValues(
            statistic: rootDays * level, bestTrial: bestTrial, resamples: resamples,
            exceedances: SuperiorityPValues.Exceedances(
                lower: counts.lower, consistent: counts.consistent, upper: counts.upper))
    }
}
