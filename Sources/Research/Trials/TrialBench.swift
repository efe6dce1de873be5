public import Core
public import Simulation
public import Statistics
public import StrategyKit
public import TimeSeries

/// Runs many trials over the same bars and terms: what is known of the bars, and the columns that rules read, are shared.
///
/// A trial leaves its headline figures only. Threads share a bench.
public struct TrialBench: Sendable {
    /// The bars.
    public let panel: Panel
    /// The terms.
    public let broker: Broker
    /// Where decisions begin (S16).
    public let from: Timestamp?
    /// The columns that trials share.
    public let store: ColumnStore
    private let grid: BarGrid
    private let everyBarTrades: Bool
    private let sessionEnds: [Int]
    private let calendar: TradingCalendar
    private let times: [Int64]

    /// A bench.
    ///
    /// - Parameters:
    ///   - capacity: The greatest size of the shared columns, in bytes.
    public init(panel: Panel, broker: Broker, from: Timestamp? = nil, capacity: Int = 256 << 20) {
        self.panel = panel
        self.broker = broker
        self.from = from
        store = ColumnStore(capacity: capacity)
        grid = BarGrid(panel)
        everyBarTrades = panel.everyBarTrades(broker.fill)
        calendar = panel.dayCalendar
        times = EquityCurve.decisionTimes(of: panel)
        sessionEnds = SessionMap(times: times, calendar: calendar).ends
    }

    /// Runs one strategy in its starting state.
    ///
    /// - Returns: `nil` where no decision could be taken.
    public func run(_ strategy: any Strategy) -> HeadlineFigures? {
        let backtest = Backtest(panel: panel, broker: broker, from: from)
        let strategy = (strategy as? RulesStrategy)?.sharing(store) ?? strategy
        if let figures = signalled(strategy, backtest) { return figures }
        let run = backtest.run(strategy: strategy, on: grid)
        guard let first = run.firstTradingStep, run.stepCount > first else { return nil }
        let isShort = run.isFast && panel.count == 1
        return isShort ? summedUp(run, from: first) : wholeCurve(run, from: first)
    }

    /// The figures of a strategy that is signals and no more, without a run; `nil` where it takes one.
    private func signalled(_ strategy: any Strategy, _ backtest: Backtest) -> HeadlineFigures? {
        guard panel.count == 1, let strategy = strategy as? any SignallingStrategy,
            let signals = strategy.marketSignals(on: panel),
            let (first, summary) = backtest.summary(
                of: signals, warmUp: strategy.warmUpBars, on: grid, everyBarTrades: everyBarTrades,
                sessionEnds: sessionEnds)
        else { return nil }
        return figures(summary, summary.levels, steps: first..<panel.series[0].count)
    }

    /// The figures of a run on one instrument, without its curve.
    private func summedUp(_ run: Run, from first: Int) -> HeadlineFigures {
        let summary = RunSummary(run, on: grid, from: first, sessionEnds: sessionEnds)
        var levels = summary.levels
        // A run that was ruined may end inside a session.
        if run.outcome == .ruined, !sessionEnds.contains(run.stepCount) { levels.append(run.finalEquity) }
        return figures(summary, levels, steps: first..<run.stepCount)
    }

    private func figures(_ summary: RunSummary, _ levels: [Cash], steps: Range<Int>) -> HeadlineFigures {
        HeadlineFigures(
            levels: levels, initial: broker.cash, years: years(steps),
            periodsPerYear: Double(calendar.periodsPerYear), maximumDrawdown: summary.maximumDrawdown,
            lowest: summary.lowest, profits: summary.profits, costs: summary.costs,
            tradedNotional: summary.tradedNotional)
    }

    /// The figures of any run.
    private func wholeCurve(_ run: Run, from first: Int) -> HeadlineFigures {
        let curve = EquityCurve(
            log: run.log, panel: panel, initialCash: broker.cash, stepCount: run.stepCount, terms: broker)
        let scan = DrawdownScan(wealth: Array(curve.equity[first...]), initial: broker.cash)
        let ends = sessionEnds.filter { $0 > first && $0 < run.stepCount } + [run.stepCount]
        let ledger = TradeLedger(
            log: run.log, panel: panel, end: Timestamp(nanoseconds: curve.times.last ?? 0), terms: broker)
        let trading = run.trading(on: panel)
        return HeadlineFigures(
            levels: ends.map { curve.equity[$0 - 1] }, initial: broker.cash, years: years(first..<run.stepCount),
            periodsPerYear: Double(calendar.periodsPerYear), maximumDrawdown: scan.maximum, lowest: scan.lowest,
            profits: ledger.closed.map(\.netPnl), costs: trading.costs, tradedNotional: trading.notional)
    }

    /// Years of 365.25 days from the start of the first bar to the end of the last.
    private func years(_ steps: Range<Int>) -> Double {
        let start = panel.firstStart(endingAt: times[steps.lowerBound])
        return Double(times[steps.upperBound - 1] - start) / Double(Timestamp.day) / 365.25
    }
}
