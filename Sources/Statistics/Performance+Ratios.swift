internal import Core
internal import Glibc

extension Performance {
    /// Growth over the whole run as a fraction; `nil` where there are no returns (S43).
    var totalReturn: Double? { returnsAbsence == nil ? wealth.last.map { $0 / input.initialCapital - 1 } : nil }

    /// The deepest fall over bars; `nil` where there are no returns (S43).
    var maximumDrawdown: Double? { returnsAbsence == nil ? drawdowns.maximum : nil }

    /// Compound annual growth, ACT/365.25 from the start to the last bar (S59).
    public var compoundGrowth: Double? {
        guard returnsAbsence == nil, let last = wealth.last, elapsedYears > 0 else { return nil }
        return expm1(log(last / input.initialCapital) / elapsedYears)
    }

    /// The Sharpe ratio per session: mean over sd (ddof 1) of excess returns, `nil` when they do not vary (S57).
    ///
    /// - Source: Sharpe (1994), "The Sharpe Ratio", eq. 4–6.
    public var sharpePerSession: Double? {
        guard excessMoments.varies, let deviation = excessMoments.standardDeviation(ddof: 1) else { return nil }
        return excessMoments.mean / deviation
    }

    /// `√periodsPerYear`.
    var rootPeriods: Double { input.periodsPerYear.squareRoot() }

    /// The annual Sharpe ratio (S57).
    public var sharpe: Double? { sharpePerSession.map { $0 * rootPeriods } }

    /// Root mean square of the shortfalls below the risk-free return, over all sessions, per session (S58).
    var downsidePerSession: Double? {
        excessReturns.isEmpty ? nil : (partial.squaresBelow / Double(excessReturns.count)).squareRoot()
    }

    /// The annual Sortino ratio (S58), `nil` where no return falls short.
    public var sortino: Double? {
        guard let downside = downsidePerSession, downside > 1e-14 else { return nil }
        return excessMoments.mean / downside * rootPeriods
    }

    /// Annual standard deviation of the session returns, ddof 1.
    public var volatility: Double? { moments.standardDeviation(ddof: 1).map { $0 * rootPeriods } }

    /// The lags of the autocorrelation-adjusted Sharpe ratio.
    var adjustmentLags: Int {
        SharpeInference.lags(count: excessReturns.count)
    }

    /// The annual Sharpe ratio with Lo's factor instead of `√periodsPerYear`.
    public var autocorrelationAdjustedSharpe: Double? {
        let correlations = autocorrelations(of: excessReturns, moments: excessMoments, lags: adjustmentLags)
        guard let sharpePerSession,
            let factor = SharpeInference.annualisation(
                autocorrelations: correlations, periods: input.periodsPerYear)
        else { return nil }
        return sharpePerSession * factor
    }

    /// R² of the line of least squares through the cumulated logarithmic returns against the number of the session.
    var stability: Double? {
        guard sessionReturns.count > 2 else { return nil }
        let logs = sessionWealth.map { log($0 / input.initialCapital) }
        let pair = PairedMoments(x: (0..<logs.count).map { Double($0) }, y: logs)
        return pair.correlation.map { $0 * $0 }
    }

    /// Annual alpha on excess returns, arithmetic: `(mean(r − f) − β·mean(b − f))·ppy` (S63).
    public var alpha: Double? {
        guard let pair = againstBenchmark, let beta = pair.slope else { return nil }
        return (excessMoments.mean - beta * (pair.x.mean - riskFreePerSession)) * input.periodsPerYear
    }

    /// The t statistic of alpha by ordinary least squares.
    var alphaT: Double? {
        guard let pair = againstBenchmark, let beta = pair.slope, pair.x.count > 2, pair.y.varies else { return nil }
        let n = Double(pair.x.count)
        let residual = max(0, pair.y.sumOfSquares - beta * pair.sumOfProducts) / (n - 2)
        let center = pair.x.mean - riskFreePerSession
        let error = (residual * (1 / n + center * center / pair.x.sumOfSquares)).squareRoot()
        // A run that is its benchmark leaves rounding only.
        guard error > 1e-14 else { return nil }
        return (excessMoments.mean - beta * center) / error
    }

    /// Annualised compounded return over the sessions whose benchmark return passes, over the benchmark's own.
    func capture(periods: Double? = nil, _ passes: (Double) -> Bool) -> Double? {
        let chosen = benchmarkReturns.indices.filter { passes(benchmarkReturns[$0]) }
        guard !chosen.isEmpty else { return nil }
        let own = annualGrowth(chosen.map { sessionReturns[$0] }, periods: periods)
        let other = annualGrowth(chosen.map { benchmarkReturns[$0] }, periods: periods)
        return abs(other) > 1e-14 ? own / other : nil
    }

    /// `Π(1 + r)^(ppy/n) − 1`.
    func annualGrowth(_ returns: [Double], periods: Double? = nil) -> Double {
        let logs = Reductions.sum(returns.map { log1p($0) })
        return expm1(logs * (periods ?? input.periodsPerYear) / Double(returns.count))
    }

    /// Growth a year over the deepest fall, both within the last 36 months (Young 1991).
    var calmarOverThreeYears: Double? {
        guard let last = input.sessionDates.last, returnsAbsence == nil else { return nil }
        let (year, month, day) = last.components
        let cut = CivilDate(
            year: year - 3, month: month, day: min(day, CivilDate.daysIn(month: month, year: year - 3)))
        guard let base = input.sessionDates.lastIndex(where: { $0 <= cut }), base + 1 < sessionWealth.count else {
            return nil
        }
        let (from, to) = (input.sessionEnds[base], wealth.count)
        let scan = DrawdownScan(wealth: Array(wealth[from..<to]), initial: wealth[from - 1])
        let span = Double(input.times[to - 1] - input.times[from - 1]) / (365.25 * 86_400e9)
        guard scan.maximum < 0, span > 0 else { return nil }
        return expm1(log(wealth[to - 1] / wealth[from - 1]) / span) / -scan.maximum
    }

    /// The most sessions in a row whose return passes.
    func longestRun(_ passes: (Double) -> Bool) -> Int {
        var (run, longest) = (0, 0)
        for value in sessionReturns {
            run = passes(value) ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    /// The share of values that pass.
    func share(_ values: [Double], _ passes: (Double) -> Bool) -> Double? {
        values.isEmpty ? nil : Double(values.count(where: passes)) / Double(values.count)
    }

    /// The mean of values.
    func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : Reductions.sum(values) / Double(values.count)
    }
}
