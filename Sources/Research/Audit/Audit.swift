import Core
import DataSources
public import Simulation
import StrategyKit
public import TimeSeries

/// A search for what makes a backtest lie: knowledge of the future, inputs that are not warm, results that cannot be
/// repeated, and results that hang on one assumption about fills.
public struct Audit: Sendable {
    /// Makes the strategy in its starting state for a panel of bars.
    ///
    /// A strategy proper is made from the universe alone.
    /// What is trained or prepared on data beforehand gets the whole panel here, and with it the altered future: so
    /// preparations that leak are found like any other look-ahead.
    public typealias Making = @Sendable (Panel) throws(StrategyError) -> any Strategy

    /// What is looked at.
    public struct Options: Hashable, Sendable {
        /// The number of instants at which the future is replaced.
        public var cuts = 10
        /// Seed of cuts and futures.
        public var seed: UInt64 = 42
        /// The greatest difference that more history may make to an input, as a fraction of the input's own range.
        public var tolerance = 0.05

        /// Ten cuts, five per cent.
        public init() {}
    }

    /// Told how many runs are done; the audit stops where it returns `false`.
    public typealias Progress = (_ runs: Int) -> Bool

    let study: Study
    let options: Options
    let making: Making
    /// Asked now and then inside its runs; they end where it answers `false`.
    public var isWanted: @Sendable () -> Bool = { true }

    /// An audit of a study.
    ///
    /// - Parameters:
    ///   - making: How the strategy is made; by default as the study's config says.
    public init(_ study: Study, options: Options = Options(), making: Making? = nil) {
        self.study = study
        self.options = options
        if let making {
            self.making = making
        } else {
            let plan = study.plan
            @Sendable func make(_ panel: Panel) throws(StrategyError) -> any Strategy {
                try plan.make(for: Universe(panel))
            }
            self.making = make
        }
    }

    /// Does all four parts.
    public func run(progress: Progress = { _ in true }) throws(StudyError) -> AuditReport {
        var bench = AuditBench(self)
        func go(_ runs: Int) throws(StudyError) {
            if !progress(runs) { throw .interrupted }
        }
        let base = try bench.record(study.data.panel)
        try go(bench.runCount)
        guard base.run.firstTradingStep != nil, base.tape.times.count > 1 else {
            throw .unsuitable(
                "there is nothing to audit: no decision could be taken over \(base.tape.times.count) bars; give more data, "
                    + "shorter windows or an earlier data.from")
        }
        let causality = try causality(of: base, &bench, go)
        let warmUp = try warmUp(of: base, &bench, go)
        let determinism = try determinism(of: base, &bench, go)
        let fills = try fillSensitivity(&bench, go)
        return AuditReport(
            name: study.configuration.name, strategy: study.plan.name, steps: base.run.stepCount,
            tracedColumns: base.columns.count, causality: causality, warmUp: warmUp, determinism: determinism,
            fills: fills, runCount: bench.runCount)
    }
}

/// Makes and records the runs of an audit.
struct AuditBench: Sendable {
    /// A run with what was recorded of it.
    struct Recording: Sendable {
        var run: Run
        var tape: TraceTape
        var columns: [TraceColumn]
    }

    private let making: Audit.Making
    private let isWanted: @Sendable () -> Bool
    private let symbols: [String]
    /// The terms.
    let broker: Broker
    let from: Timestamp?
    /// How many runs were made.
    private(set) var runCount = 0

    init(_ audit: Audit) {
        making = audit.making
        isWanted = audit.isWanted
        symbols = audit.study.data.panel.instruments.map(\.symbol)
        from = audit.study.data.from
        broker = audit.study.configuration.broker
    }

    /// Runs the strategy on a panel.
    ///
    /// - Parameters:
    ///   - kept: The steps of which the trace's values are kept.
    ///   - from: Where decisions begin, if not where the study says.
    mutating func record(
        _ panel: Panel, keeping kept: Range<Int> = 0..<0, from: Timestamp? = nil
    ) throws(StudyError) -> Recording {
        runCount += 1
        let strategy = try strategy(for: panel)
        let tape = TraceTape(keeping: kept)
        let run = try wanted(backtest(panel, from: from ?? self.from).record(strategy, on: tape))
        return Recording(run: run, tape: tape, columns: (strategy as? any TracedStrategy)?.traceColumns ?? [])
    }

    /// Runs the strategy as a study does, by the fast path where that can be taken; of it only the log is new.
    mutating func runFast(_ panel: Panel, like base: Recording) throws(StudyError) -> Recording {
        runCount += 1
        let strategy = try strategy(for: panel)
        let run = try wanted(backtest(panel, from: from).run(strategy: strategy))
        return Recording(run: run, tape: base.tape, columns: base.columns)
    }

    /// What the strategy says it would send at every bar of a panel; `nil` where a trial of it takes a run (S78).
    func signals(_ panel: Panel) throws(StudyError) -> MarketSignals? {
        guard panel.count == 1 else { return nil }
        return (try strategy(for: panel) as? any SignallingStrategy)?.marketSignals(on: panel)
    }

    private func backtest(_ panel: Panel, from: Timestamp?) -> Backtest {
        var backtest = Backtest(panel: panel, broker: broker, from: from)
        backtest.shouldContinue = { [isWanted] _ in isWanted() }
        return backtest
    }

    private func wanted(_ run: Run) throws(StudyError) -> Run {
        guard run.outcome != .interrupted else { throw .interrupted }
        return run
    }

    /// The strategy in its starting state.
    private func strategy(for panel: Panel) throws(StudyError) -> any Strategy {
        do { return try making(panel) } catch { throw .unsuitable("strategy: \(error.description)") }
    }

    /// Counts runs that were made elsewhere.
    mutating func add(runs: Int) { runCount += runs }

    /// Events as the text of a log.
    func text(_ events: [Event], of run: Run) -> [UInt8] {
        EventText.bytes(of: events, symbols: symbols, attribution: run.attribution)
    }
}
