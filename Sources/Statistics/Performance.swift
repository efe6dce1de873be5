internal import Core
internal import Glibc

/// A run prepared for its metrics: everything that several of them need, computed once.
///
/// Bars are passed over a few times in O(n); all else is on sessions. Where equity fell to zero or below there are no
/// returns (S43): `returnsAbsence` says so and the series are empty.
public struct Performance: Sendable {
    /// What the run left.
    public let input: PerformanceInput
    /// Wealth at each bar: equity with flows taken out, starting from the initial capital.
    ///
    /// Shape `[bars]`.
    public let wealth: [Double]
    /// Why there are no returns, if there are none.
    public let returnsAbsence: String?
    /// Drawdowns over bars.
    public let drawdowns: DrawdownScan
    /// Wealth at the end of each session.
    ///
    /// Shape `[sessions]`.
    public let sessionWealth: [Double]
    /// The return of each session, the first from the initial capital.
    ///
    /// Shape `[sessions]`.
    public let sessionReturns: [Double]
    /// Drawdowns over the ends of sessions.
    public let sessionDrawdowns: DrawdownScan
    /// The risk-free return per session.
    public let riskFreePerSession: Double
    /// Session returns less the risk-free return.
    public let excessReturns: [Double]
    /// Moments of the session returns.
    public let moments: Moments
    /// Moments of the excess returns.
    public let excessMoments: Moments
    /// Session returns in ascending order.
    public let sortedReturns: [Double]
    /// The returns of months.
    public let months: [PeriodReturn]
    /// The returns of years.
    public let years: [PeriodReturn]
    /// The benchmark's return in each session; empty without a benchmark.
    public let benchmarkReturns: [Double]
    /// Joint moments of the benchmark's (x) and the run's (y) session returns; `nil` without a benchmark.
    public let againstBenchmark: PairedMoments?
    /// Moments of the run's less the benchmark's session returns; `nil` without a benchmark.
    public let activeMoments: Moments?
    /// Statistics of closed lots.
    public let lots: TradeStatistics
    /// Statistics of closed round trips.
    public let roundTrips: TradeStatistics
    /// Statistics of lots, those still open marked at the last price.
    public let lotsWithOpen: TradeStatistics
    /// Statistics of round trips, those still open marked at the last price.
    public let roundTripsWithOpen: TradeStatistics
    /// Intervals by resampling; `nil` with too few returns or where none were asked for.
    public let bootstrap: StationaryBootstrap?
    /// Sums of the excess returns above and below zero, and of the squares of those below.
    let partial: (above: Double, below: Double, squaresBelow: Double)

    /// Prepares a run.
    public init(_ input: PerformanceInput) {
        input.checkInvariants()
        self.input = input
        let wealth = Performance.wealth(of: input)
        self.wealth = wealth
        drawdowns = DrawdownScan(wealth: wealth, initial: input.initialCapital)
        // A sum over bars is finite only if every value is.
        let finite = Reductions.sum(wealth).isFinite
        let sound = finite && drawdowns.lowest > 0
        returnsAbsence =
            sound
            ? nil : finite ? "equity fell to zero or below: no returns" : "equity is not a finite number: no returns"
        let ends = sound ? input.sessionEnds : []
        let dates = sound ? input.sessionDates : []
        let levels = ends.map { wealth[$0 - 1] }
        sessionWealth = levels
        let returns = Performance.returns(levels, from: input.initialCapital)
        sessionReturns = returns
        sessionDrawdowns = DrawdownScan(wealth: levels, initial: input.initialCapital)
        let free = input.riskFreePerYear == 0 ? 0 : expm1(log1p(input.riskFreePerYear) / input.periodsPerYear)
        riskFreePerSession = free
        moments = Moments(returns, scale: 1)
        let excess = free == 0 ? returns : returns.map { $0 - free }
        excessReturns = excess
        excessMoments = free == 0 ? moments : Moments(excess, scale: 1)
        partial = Reductions.partial(excess, about: 0)
        sortedReturns = returns.sorted()
        months = PeriodReturn.months(wealth: levels, dates: dates, initial: input.initialCapital)
        years = PeriodReturn.years(wealth: levels, dates: dates, initial: input.initialCapital)
        if input.benchmark.isEmpty || !sound {
            benchmarkReturns = []
            againstBenchmark = nil
            activeMoments = nil
        } else {
            let benchmark = Performance.returns(ends.map { input.benchmark[$0 - 1] }, from: input.benchmarkInitial)
            benchmarkReturns = benchmark
            againstBenchmark = PairedMoments(
                x: benchmark, y: returns, xMoments: Moments(benchmark, scale: 1), yMoments: moments)
            activeMoments = Moments(zip(returns, benchmark).map { $0 - $1 }, scale: 1)
        }
        lots = TradeStatistics(input.trades)
        roundTrips = TradeStatistics(TradeLot.roundTrips(of: input.trades, leaving: input.openTrades))
        if input.openTrades.isEmpty {
            (lotsWithOpen, roundTripsWithOpen) = (lots, roundTrips)
        } else {
            lotsWithOpen = TradeStatistics(input.trades + input.openTrades)
            roundTripsWithOpen = TradeStatistics(TradeLot.roundTrips(of: input.trades + input.openTrades))
        }
        let resamples = input.bootstrapResamples ?? StationaryBootstrap.resamples(count: excess.count)
        bootstrap =
            excess.count >= 20
            ? StationaryBootstrap(returns: excess, riskFree: free, seed: input.seed, resamples: resamples) : nil
    }

    private static func wealth(of input: PerformanceInput) -> [Double] {
        guard input.flows.contains(where: { $0 != 0 }) else { return input.equity }
        var (wealth, before) = (input.initialCapital, input.initialCapital)
        return input.equity.indices.map { index in
            wealth *= (input.equity[index] - input.flows[index]) / before
            before = input.equity[index]
            return wealth
        }
    }

    private static func returns(_ levels: [Double], from initial: Double) -> [Double] {
        var before = initial
        return levels.map { level in
            defer { before = level }
            return level / before - 1
        }
    }

    /// Years of 365.25 days from the start to the last bar.
    public var elapsedYears: Double { elapsedDays / 365.25 }

    /// Calendar days from the start to the last bar.
    public var elapsedDays: Double {
        Double((input.times.last ?? input.start) - input.start) / Double(Timestamp.day)
    }

    /// The deepest drawdowns over bars, the deepest first; none where there are no returns (S43).
    public func worstDrawdowns(_ limit: Int) -> [Drawdown] {
        returnsAbsence == nil ? drawdowns.worst(limit, times: input.times, start: input.start) : []
    }

    /// How the session returns are spread.
    public var distribution: ReturnDistribution { ReturnDistribution(sorted: sortedReturns) }

    /// Wealth against its highest value so far at each bar, the initial capital included: 0 at a peak, else negative; `nan`
    /// where wealth is zero or below (S43).
    public func drawdownColumn() -> [Double] {
        var peak = input.initialCapital
        return wealth.map { value in
            peak = value > peak ? value : peak
            return value > 0 ? value / peak - 1 : .nan
        }
    }
}
