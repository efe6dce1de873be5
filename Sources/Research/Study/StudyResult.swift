public import Core
public import DataSources
public import Reports
public import Simulation
public import Statistics
public import StrategyKit
import TimeSeries

/// A finished run with everything that is derived from its log: what folders, reports and scripts are made of.
public struct StudyResult: Sendable {
    /// What was asked for.
    public var configuration: StudyConfiguration
    /// What was traded by what, in a line.
    public var strategyText: String
    /// The bars, and where they come from.
    public var data: LoadedData
    /// What happened.
    public var run: Run
    /// The event log as text.
    public var eventBytes: [UInt8]
    /// SHA-256 of the parsed columns, of the config and of the event log (S73).
    public var hashes: Hashes
    /// Equity by decision instant, those before the first trading one included.
    public var curve: Simulation.EquityCurve
    /// Trades.
    public var ledger: TradeLedger
    /// What metrics are computed from, from the first trading instant on.
    public var performance: Performance
    /// Every metric.
    public var metrics: [MetricValue]
    /// The benchmark's name and metrics; `nil` without one.
    public var benchmark: Comparison?
    /// The result had every stop, or every target, come first (S27); `nil` where no bar was ambiguous.
    public var intrabar: IntrabarOutcomes?
    /// What each of several strategies did; none where there is only one.
    public var strategies: [StrategyOutcome] = []
    /// What each model predicted, and what came true; none where no model decides.
    public var models: [ModelOutcome] = []
    /// What the orders met in the simulated market; `nil` for a run on bars.
    public var market: MarketOutcome?
    /// What was chosen in each window of a walk-forward test; `nil` for a run that is none.
    public var walkForward: WalkForwardReport?
    /// What an audit of the study found; `nil` where none was made.
    public var audit: AuditReport?
    /// What the one cut of a run found; `nil` where none was made.
    public var quickCheck: QuickCheck?

    /// The hashes that identify a run.
    public struct Hashes: Hashable, Sendable {
        /// Of the parsed columns.
        public var data: String
        /// Of the config.
        public var config: String
        /// Of the event log.
        public var events: String
    }

    /// Another way to have spent the same period.
    public struct Comparison: Sendable {
        /// What it is.
        public var name: String
        /// Its equity at the decision instants of the trading period.
        public var equity: [Cash]
        /// Its metrics.
        public var metrics: [MetricValue]
    }

    /// Final equities under the two extreme assumptions about ambiguous bars.
    public struct IntrabarOutcomes: Hashable, Sendable {
        /// Equity at the end with all stops first.
        public var allStopsFirst: Cash
        /// Equity at the end with all targets first.
        public var allTargetsFirst: Cash
    }

    /// The first decision instant at which orders were taken.
    public var firstTradingStep: Int { run.firstTradingStep ?? 0 }

    /// A metric by its id.
    public func metric(_ id: String) -> MetricValue? { metrics.first { $0.id == id } }

    /// Bars in which a stop and a target were both in reach.
    public var ambiguousBarCount: Int {
        run.log.reduce(0) { count, event in
            if case .ambiguous = event.body { count + 1 } else { count }
        }
    }

    /// From the start of the first bar that could be traded on to the end of the last bar.
    public var period: Range<Timestamp> {
        let start = Timestamp(nanoseconds: performance.input.start)
        let end = Timestamp(nanoseconds: performance.input.times.last ?? performance.input.start + 1)
        return start..<max(end, start + 1)
    }
}
