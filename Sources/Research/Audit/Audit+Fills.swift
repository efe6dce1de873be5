import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import TimeSeries

extension Audit {
    /// The result under each assumption that a fill rests on.
    func fillSensitivity(
        _ bench: inout AuditBench, _ go: (Int) throws(StudyError) -> Void
    ) throws(StudyError) -> FillResult {
        var result = FillResult()
        let configured = study.configuration.broker
        for one in FillAssumptions(configured, study.data.panel).all {
            result.rows.append(try row(one, isConfigured: one.broker == configured && !one.isDelayed))
            bench.add(runs: 1)
            try go(bench.runCount)
        }
        return result
    }

    private func row(_ assumption: FillAssumption, isConfigured: Bool) throws(StudyError) -> FillResult.Row {
        let (broker, panel) = (assumption.broker, study.data.panel)
        let strategy: any Strategy
        do { strategy = try making(panel) } catch { throw .unsuitable("strategy: \(error.description)") }
        var backtest = Backtest(panel: panel, broker: broker, from: study.data.from)
        backtest.shouldContinue = { [isWanted] _ in isWanted() }
        let run = assumption.isDelayed ? backtest.run(delayed: strategy) : backtest.run(strategy: strategy)
        guard run.outcome != .interrupted else { throw .interrupted }
        var sharpe: Double?
        if let first = run.firstTradingStep {
            let curve = Simulation.EquityCurve(
                log: run.log, panel: panel, initialCash: broker.cash, stepCount: run.stepCount, terms: broker)
            let ledger = TradeLedger(
                log: run.log, panel: panel, end: Timestamp(nanoseconds: curve.times.last ?? 0),
                terms: broker)
            var input = study.performanceInput(curve, ledger, run, from: first)
            // The table has no intervals.
            input.bootstrapResamples = 0
            sharpe = Performance(input).sharpe
        }
        return .init(
            assumption: assumption.name, isConfigured: isConfigured, finalEquity: run.finalEquity,
            totalReturn: run.finalEquity / broker.cash - 1, sharpe: sharpe.flatMap { $0.isFinite ? $0 : nil })
    }
}

extension Backtest {
    /// Runs a strategy of unknown type whose orders reach the market a bar late.
    func run(delayed strategy: any Strategy) -> Run {
        func late<S: Strategy>(_ strategy: S) -> Run { run(Delayed(strategy)) }
        return late(strategy)
    }
}

/// What a result may rest on.
struct FillAssumption {
    /// In words.
    var name: String
    /// The terms.
    var broker: Broker
    /// Whether orders reach the market a bar late.
    var isDelayed = false
}

/// A broker's terms with one assumption changed at a time.
struct FillAssumptions {
    /// What is assumed, that of the config first.
    let all: [FillAssumption]

    init(_ own: Broker, _ panel: Panel) {
        var all = [FillAssumption(name: "as configured", broker: own)]
        func add(_ name: String, _ change: (inout Broker) -> Void) {
            var broker = own
            change(&broker)
            all.append(FillAssumption(name: name, broker: broker))
        }
        if panel.tradableSeries.allSatisfy({ $0.content == .closes }) {
            // Without opens and ranges, the next price of any name is the next close.
            add("market orders at next-close (closes alone: next-open and next-mid are the same)") { broker in
                if broker.fill.market == .sameClose { broker.fill.market = .nextClose }
            }
            add("market orders at same-close") { $0.fill.market = .sameClose }
        } else {
            for market in [MarketFill.nextOpen, .nextClose, .nextMid, .sameClose] {
                add("market orders at \(market.rawValue)") { $0.fill.market = market }
            }
        }
        add("limits fill at a touch") { $0.fill.limit = .touch }
        add("limits fill when traded through") { $0.fill.limit = .through }
        add("all stops first") { $0.fill.intrabar = .pessimistic }
        add("all targets first") { $0.fill.intrabar = .optimistic }
        if panel.hasFinerBars { add("the order of finer bars") { $0.fill.intrabar = .finerData } }
        // Instruments without a tick get a cent.
        let haveTicks = panel.tradableSeries.allSatisfy { $0.instrument.tickSize > 0 }
        let step = haveTicks ? "a tick" : "0.01"
        for (sign, word) in [(1.0, "worse"), (-1.0, "better")] {
            add("each taker's price \(step) \(word)") { broker in
                if haveTicks { broker.costs.slippage.ticks += sign } else { broker.costs.spread.half += sign * 0.01 }
            }
        }
        add("costs times two") { $0.costs = $0.costs.times(2) }
        all.append(FillAssumption(name: "orders reach the market a bar late", broker: own, isDelayed: true))
        self.all = all
    }
}
