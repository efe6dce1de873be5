public import Core

/// What the metrics of a run are computed from.
///
/// All instants are nanoseconds UTC.
///
/// Equity is taken as it is marked: open profit and accrued costs included (S55).
public struct PerformanceInput: Sendable {
    /// The instant at which the initial capital stood: the start of the first bar.
    public var start: Int64
    /// The capital before the first bar, positive.
    public var initialCapital: Double
    /// The end of each bar, ascending.
    ///
    /// Shape `[bars]`.
    public var times: [Int64]
    /// Total equity at the end of each bar.
    ///
    /// Shape `[bars]`.
    public var equity: [Double]
    /// One past the last bar of each session, ascending, the last one the number of bars.
    ///
    /// Shape `[sessions]`.
    public var sessionEnds: [Int]
    /// The name of each session, ascending.
    ///
    /// Shape `[sessions]`.
    public var sessionDates: [CivilDate]
    /// Periods per year by convention: 252 for exchange sessions, 365 for 24/7, 260 for 24/5.
    public var periodsPerYear: Double
    /// Where that convention is from: `XNYS`, `24/7`.
    public var periodsBasis: String
    /// The risk-free return per year as a fraction; per session it is `(1 + rate)^(1/periodsPerYear) − 1`.
    public var riskFreePerYear: Double = 0
    /// Cash paid in (positive) or out during each bar, as of its end just before the mark; empty for none.
    public var flows: [Double] = []
    /// The level of the benchmark at the end of each bar; empty for no benchmark.
    public var benchmark: [Double] = []
    /// The level of the benchmark at the start.
    public var benchmarkInitial: Double = 0
    /// Closed lots in the order in which they were closed.
    public var trades: [TradeLot] = []
    /// Lots still open at the end, marked at the last price as if closed there (S42).
    public var openTrades: [TradeLot] = []
    /// The market value of all positions, each taken positive, as a fraction of equity at each bar; empty if unknown.
    public var grossExposure: [Double] = []
    /// The market value of all positions, shorts negative, as a fraction of equity at each bar; empty if unknown.
    public var netExposure: [Double] = []
    /// The sum of quantity times price over all fills, in cash; `nil` if unknown.
    public var tradedNotional: Double?
    /// All costs of the run, in cash, positive; `nil` if unknown.
    public var totalCosts: Double?
    /// The seed of the bootstrap.
    public var seed: UInt64 = 0
    /// Resamples of the bootstrap: `nil` for the standard number, 0 for no intervals.
    public var bootstrapResamples: Int?

    /// The equity of a run; set the other properties as far as they are known.
    public init(
        start: Int64, initialCapital: Double, times: [Int64], equity: [Double], sessionEnds: [Int],
        sessionDates: [CivilDate], periodsPerYear: Double, periodsBasis: String
    ) {
        self.start = start
        self.initialCapital = initialCapital
        self.times = times
        self.equity = equity
        self.sessionEnds = sessionEnds
        self.sessionDates = sessionDates
        self.periodsPerYear = periodsPerYear
        self.periodsBasis = periodsBasis
    }

    /// The benchmark as a run of its own, bought and held with the same capital, for a column beside the strategy's.
    ///
    /// `nil` without a benchmark.
    public var benchmarkRun: PerformanceInput? {
        guard !benchmark.isEmpty else { return nil }
        let scale = initialCapital / benchmarkInitial
        var run = PerformanceInput(
            start: start, initialCapital: initialCapital, times: times, equity: LongArray.map(benchmark) { $0 * scale },
            sessionEnds: sessionEnds, sessionDates: sessionDates, periodsPerYear: periodsPerYear,
            periodsBasis: periodsBasis)
        run.riskFreePerYear = riskFreePerYear
        run.benchmark = benchmark
        run.benchmarkInitial = benchmarkInitial
        run.seed = seed
        run.bootstrapResamples = bootstrapResamples
        return run
    }

    /// Stops the program where lengths contradict each other: a bug of the caller.
    func checkInvariants() {
        invariant(initialCapital > 0, "initial capital \(initialCapital) is not positive")
        invariant(times.count == equity.count, "\(times.count) instants, but \(equity.count) values of equity")
        invariant(
            sessionEnds.count == sessionDates.count,
            "\(sessionEnds.count) session ends, but \(sessionDates.count) session dates")
        invariant((sessionEnds.last ?? 0) == equity.count, "the last session does not end with the last bar")
        invariant(flows.isEmpty || flows.count == equity.count, "\(flows.count) flows for \(equity.count) bars")
        invariant(
            benchmark.isEmpty || benchmark.count == equity.count && benchmarkInitial > 0,
            "\(benchmark.count) benchmark levels from \(benchmarkInitial) for \(equity.count) bars")
        invariant(
            (grossExposure.isEmpty || grossExposure.count == equity.count)
                && (netExposure.isEmpty || netExposure.count == equity.count),
            "\(grossExposure.count) gross and \(netExposure.count) net exposures for \(equity.count) bars")
        invariant(periodsPerYear > 0, "\(periodsPerYear) periods per year")
    }
}
