public import Core
public import Simulation
public import Statistics
public import StrategyKit
public import TimeSeries

/// Runs many trials over the same bars and terms: what is known of the bars, and the columns that rules read, are shared.
///
/// A trial leaves its headline figures and session returns only. Threads share a bench.
public struct TrialBench: Sendable {
    /// What a trial leaves.
    public struct Outcome: Sendable, Hashable {
        /// The figures by which trials are told apart.
        public var figures: HeadlineFigures
        /// The session returns behind them.
        ///
        /// Shape `[sessions]`; none where equity fell to zero or below.
        public var returns: [Double]
        /// The place of the first of them among the sessions of the bench.
        public var firstSession: Int
    }

    /// Why a trial left nothing.
    public enum Failure: Error, Hashable {
        /// No decision could be taken: the strategy needs so many bars to warm up.
        case undecided(warmUp: Int)
        /// It was stopped from outside.
        case stopped
    }

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
    /// The dates of the sessions of the bars.
    public let sessionDates: [CivilDate]
    private let sessionEnds: [Int]
    private let calendar: TradingCalendar
    private let times: [Int64]

    /// A bench.
    ///
    /// - Parameters:
    ///   - store: The columns that trials share; a bench over the same bars may have them, too.
    public init(
        panel: Panel, broker: Broker, from: Timestamp? = nil, store: ColumnStore = ColumnStore(capacity: 256 << 20)
    ) {
        self.panel = panel
        self.broker = broker
        self.from = from
        self.store = store
        grid = BarGrid(panel)
        everyBarTrades = panel.everyBarTrades(broker.fill)
        calendar = panel.dayCalendar
        times = EquityCurve.decisionTimes(of: panel)
        let sessions = SessionMap(times: times, calendar: calendar)
        (sessionEnds, sessionDates) = (sessions.ends, sessions.dates)
    }

    /// Runs one strategy in its starting state.
    ///
    /// - Parameter shouldContinue: Asked every 65,536 steps with the number of bars done; the trial stops where it says no.
    public func run(
        _ strategy: any Strategy, shouldContinue: @escaping (_ barsDone: Int) -> Bool = { _ in true }
    ) throws(Failure) -> Outcome {
        var backtest = Backtest(panel: panel, broker: broker, from: from)
        backtest.shouldContinue = shouldContinue
        let strategy = (strategy as? RulesStrategy)?.sharing(store) ?? strategy
        if let outcome = signalled(strategy, backtest) { return outcome }
        let run = backtest.run(strategy: strategy, on: grid)
        guard run.outcome != .interrupted else { throw .stopped }
        guard let first = run.firstTradingStep, run.stepCount > first else {
            throw .undecided(warmUp: strategy.warmUpBars)
        }
        return backtest.isSummedUp(on: grid) ? summedUp(run, from: first) : wholeCurve(run, from: first)
    }

    /// The figures of a strategy that is signals and no more, without a run; `nil` where it takes one.
    private func signalled(_ strategy: any Strategy, _ backtest: Backtest) -> Outcome? {
        guard panel.count == 1, let strategy = strategy as? any SignallingStrategy,
            let signals = strategy.marketSignals(on: panel),
            let (first, summary) = backtest.summary(
                of: signals, warmUp: strategy.warmUpBars, on: grid, everyBarTrades: everyBarTrades,
                sessionEnds: sessionEnds)
        else { return nil }
        return outcome(summary, summary.levels, steps: first..<panel.series[0].count)
    }

    /// The figures of a run on one instrument, without its curve.
    private func summedUp(_ run: Run, from first: Int) -> Outcome {
        let summary = RunSummary(run, on: grid, from: first, sessionEnds: sessionEnds)
        var levels = summary.levels
        // A run that was ruined may end inside a session.
        if run.outcome == .ruined, !sessionEnds.contains(run.stepCount) { levels.append(run.finalEquity) }
        return outcome(summary, levels, steps: first..<run.stepCount)
    }

    private func outcome(_ summary: RunSummary, _ levels: [Cash], steps: Range<Int>) -> Outcome {
        outcome(
            levels, from: steps.lowerBound, lowest: summary.lowest,
            HeadlineFigures(
                levels: levels, initial: broker.cash, years: years(steps),
                periodsPerYear: Double(calendar.periodsPerYear), maximumDrawdown: summary.maximumDrawdown,
                lowest: summary.lowest, profits: summary.profits, costs: summary.costs,
                tradedNotional: summary.tradedNotional))
    }

    private func outcome(
        _ levels: [Cash], from first: Int, lowest: Cash, _ figures: HeadlineFigures
    ) -> Outcome {
        Outcome(
            figures: figures,
            returns: HeadlineFigures.sessionReturns(levels: levels, initial: broker.cash, lowest: lowest),
            firstSession: sessionEnds.firstPlace { $0 > first })
    }

    /// The figures of any run.
    private func wholeCurve(_ run: Run, from first: Int) -> Outcome {
        let curve = EquityCurve(
            log: run.log, panel: panel, initialCash: broker.cash, stepCount: run.stepCount, terms: broker)
        let scan = DrawdownScan(wealth: Array(curve.equity[first...]), initial: broker.cash)
        let ends = sessionEnds.filter { $0 > first && $0 < run.stepCount } + [run.stepCount]
        let ledger = TradeLedger(
            log: run.log, panel: panel, end: Timestamp(nanoseconds: curve.times.last ?? 0), terms: broker)
        let trading = run.trading(on: panel)
        let levels = ends.map { curve.equity[$0 - 1] }
        let figures = HeadlineFigures(
            levels: levels, initial: broker.cash, years: years(first..<run.stepCount),
            periodsPerYear: Double(calendar.periodsPerYear), maximumDrawdown: scan.maximum, lowest: scan.lowest,
            profits: ledger.closed.map(\.netPnl), costs: trading.costs, tradedNotional: trading.notional)
        return outcome(levels, from: first, lowest: scan.lowest, figures)
    }

    /// Years of 365.25 days from the start of the first bar to the end of the last.
    private func years(_ steps: Range<Int>) -> Double {
        let start = panel.firstStart(endingAt: times[steps.lowerBound])
        return Double(times[steps.upperBound - 1] - start) / Double(Timestamp.day) / 365.25
    }
}
