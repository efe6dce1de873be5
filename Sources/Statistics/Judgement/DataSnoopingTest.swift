/// Whether the best of many trials beats a benchmark by more than luck: White's reality check, Hansen's test for
/// superior predictive ability, and Romano and Wolf's stepwise test, all from the same resamples.
///
/// With d the daily return of a trial less the benchmark's, d̄ its mean, ω² the long-run variance and stars for resamples:
/// the reality check compares `max √n d̄` with `max √n (d̄* − d̄)`; Hansen's test compares `max √n d̄/ω` with
/// `max √n (d̄* − c)/ω`, where c is what is held of the trial's true mean.
///
/// - Edge cases: A trial whose differences do not vary has no studentised statistic and is left out of that form. A
///   resample counts as above the statistic only where it is strictly so.
/// - Source: White (2000), "A Reality Check for Data Snooping"; Hansen (2005), "A Test for Superior Predictive Ability".
/// - Verified by: `DataSnoopingTests`.
public struct DataSnoopingTest: Sendable, Hashable {
    /// The number of trials.
    public let trials: Int
    /// The number of trials whose differences vary.
    public let varying: Int
    /// The number of days.
    public let days: Int
    /// The mean block length used.
    public let blockLength: Double
    /// The number of resamples.
    public let resamples: Int
    /// The seed of the resamples; `nil` where the days were given.
    public let seed: UInt64?
    /// Whether Hansen's statistics are raised to zero where no trial beats the benchmark.
    public let raisesToZero: Bool
    /// The reality check's `max √n d̄`.
    public let realityCheckStatistic: Double
    /// The number of resamples above it.
    public let realityCheckExceedances: Int
    /// Hansen's test with means over their standard deviations: the one to go by.
    public let studentised: SuperiorityPValues
    /// Hansen's test with means as they are.
    public let unstudentised: SuperiorityPValues
    /// Which trials beat the benchmark.
    public let stepwise: StepwiseTest
    /// The mean difference of each trial per day.
    public let means: [Double]
    /// The root of the long-run variance of each trial's differences; 0 where they do not vary.
    public let deviations: [Double]

    /// The p-value of White's reality check.
    public var realityCheck: Double { Double(realityCheckExceedances) / Double(resamples) }

    /// Tests trials against a benchmark.
    ///
    /// - Parameters:
    ///   - returns: The trials.
    ///   - benchmark: Daily returns to beat, shape `[days]`; `nil` for zero.
    ///   - resampling: How days are drawn again.
    ///   - stepwiseStudentised: Whether the stepwise test divides means by their deviations.
    ///   - raisesToZero: Whether Hansen's statistic is at least zero, as in his paper. Where all trials are worse than the
    ///     benchmark some other tools go on below.
    ///   - workers: The number of threads; the result does not depend on it.
    /// - Throws: `tooFewDays`, `shape`, `parameter`, `benchmarkNotFinite`, `noVariation`.
    /// - Complexity: O(resamples · trials · min(days, days / block length)); memory for 8 trials and 512 resamples per
    ///   worker, and some 40 bytes per trial.
    public init(
        _ returns: ReturnMatrix, benchmark: [Double]? = nil, resampling: Resampling, stepwiseStudentised: Bool = true,
        raisesToZero: Bool = true, workers: Int = 1
    ) throws(JudgementError) {
        guard returns.dayCount >= 10 else {
            throw .tooFewDays(found: returns.dayCount, needed: 10, purpose: "a test by resampling")
        }
        if let benchmark {
            guard benchmark.count == returns.dayCount else {
                throw .shape(
                    found: "\(benchmark.count) returns of the benchmark",
                    needed: "the \(returns.dayCount) days of trials")
            }
            if let day = benchmark.firstIndex(where: { !$0.isFinite }) { throw .benchmarkNotFinite(day: day) }
        }
        try resampling.check(dayCount: returns.dayCount)
        let length =
            resampling.givenBlockLength ?? returns.automaticBlockLength(benchmark: benchmark, workers: workers)
        let performances = TrialPerformance.measure(
            returns, benchmark: benchmark, blockLength: length, workers: workers)
        let varying = performances.count { $0.deviation > 0 }
        guard varying > 0 else { throw .noVariation(purpose: "a test by resampling") }
        let contest = Contest(
            performances: performances, dayCount: returns.dayCount, stepwiseStudentised: stepwiseStudentised,
            raisesToZero: raisesToZero)
        let counts = contest.resample(
            returns, benchmark: benchmark, resampling: resampling, blockLength: length, workers: workers)
        (trials, self.varying, days) = (returns.trialCount, varying, returns.dayCount)
        (blockLength, resamples, seed) = (length, resampling.resamples, resampling.seed)
        self.raisesToZero = raisesToZero
        realityCheckStatistic = contest.plain.statistic
        realityCheckExceedances = Int(counts.realityCheck)
        studentised = contest.studentised.pValues(counts.studentised, resamples: resamples)
        unstudentised = contest.plain.pValues(counts.plain, resamples: resamples)
        stepwise = contest.stepwise(counts.steps, resamples: resamples)
        means = performances.map(\.mean)
        deviations = performances.map(\.deviation)
    }
}
