import Core
import DataSources
import Foundation
import Simulation
import Statistics
import StrategyKit
import SyntheticHistories
import TimeSeries

/// Makes robustness runs; threads share one.
///
/// A run makes the panel that it needs from the bars at hand and lets go of it, so that memory grows with the number of
/// threads and not with that of runs.
struct RobustnessBench: Sendable {
    let plan: RobustnessPlan
    /// The columns of the study's own bars, for the runs that keep them.
    private let store = ColumnStore(capacity: 128 << 20)

    init(_ plan: RobustnessPlan) { self.plan = plan }

    /// Makes a run.
    ///
    /// - Returns: The run, with its reason where it failed; `nil` where it was stopped.
    func run(_ task: RobustnessTask, of group: RobustnessGroup, isWanted: @escaping () -> Bool) -> RobustnessRun? {
        var run = RobustnessRun(number: task.number, label: task.label)
        do throws(RobustnessFault) {
            let (figures, curve) = try result(of: task, group, isWanted)
            (run.figures, run.curve) = (figures, curve)
        } catch {
            switch error {
            case .refused(let reason): run.reason = reason
            case .stopped: return nil
            }
        }
        return run
    }

    private func result(
        of task: RobustnessTask, _ group: RobustnessGroup, _ isWanted: @escaping () -> Bool
    ) throws(RobustnessFault) -> (RobustnessFigures, [Double]) {
        guard isWanted() else { throw .stopped }
        let study = plan.study
        let (panel, broker, from) = (study.data.panel, study.configuration.broker, study.data.from)
        var setting = Setting(panel: panel, broker: broker, from: from, isWanted: isWanted)
        switch task.change {
        case .trades(let drawing): return trades(task.number, drawing, group)
        case .withoutBest(let count): return (try withoutBest(count), [])
        case .period(let first, let last): return (try period(from: first, through: last), [])
        case .bars: return try resampled(task.number, isWanted)
        case .noise(let level):
            guard let noise = plan.noise else { throw .refused("there is no noise") }
            let run = UInt64(task.number)
            setting.panel = noise.panel(level: level, share: plan.settings.noiseShare) { place in
                RandomStream(seed: plan.seed, name: "robustness.noise", index: run << 24 | UInt64(place))
            }
            setting.isOther = level > 0 && plan.settings.noiseShare > 0
        case .lateBars(let bars): setting.lateness = bars == 0 ? nil : .bars(bars)
        case .drawnBars(let weights):
            setting.lateness = .drawn(weights: weights, seed: plan.seed, run: UInt64(task.number))
        case .latency(let longest):
            var stream = RandomStream(seed: plan.seed, name: "robustness.latency", index: UInt64(task.number))
            let delay = Delay.uniform(0...longest)
            setting.broker.latency.order = delay
            setting.broker.latency.cancel = delay
            setting.broker.latency.replace = delay
            setting.broker.latency.seed = stream.next()
        case .costs(let factor): setting.broker.costs = broker.costs.times(factor)
        case .drawnCosts(let range):
            setting.broker.costs = RobustnessBench.costs(broker.costs, range, seed: plan.seed, run: task.number)
        case .without(let symbols):
            setting.panel = Panel(panel.series.filter { !symbols.contains($0.instrument.symbol) })
            setting.isOther = true
        }
        let outcome = try outcome(setting)
        return (RobustnessFigures(outcome.figures, cash: broker.cash), [])
    }

    /// The costs of a run whose factors are drawn: one for commission and borrowing, one for slippage and spread.
    private static func costs(_ costs: Costs, _ range: ClosedRange<Double>, seed: UInt64, run: Int) -> Costs {
        var stream = RandomStream(seed: seed, name: "robustness.costs", index: UInt64(run))
        func factor() -> Double {
            range.lowerBound * exp(stream.uniform() * log(range.upperBound / range.lowerBound))
        }
        var scaled = costs.times(factor())
        let prices = costs.times(factor())
        (scaled.slippage, scaled.spread) = (prices.slippage, prices.spread)
        return scaled
    }

    /// On what a run is made.
    private struct Setting {
        var panel: Panel
        var broker: Broker
        var from: Timestamp?
        var isWanted: () -> Bool
        var lateness: Lateness?
        /// Whether the bars are others than the study's.
        var isOther = false
    }

    private func outcome(_ setting: Setting) throws(RobustnessFault) -> TrialBench.Outcome {
        try RobustnessBench.outcome(
            of: plan.study.plan, on: setting.panel, setting.broker, from: setting.from, by: setting.lateness,
            store: setting.isOther ? nil : store, isWanted: setting.isWanted)
    }

    /// What a strategy leaves on some bars and terms.
    ///
    /// - Parameter store: The columns that runs over the same bars share; `nil` where no other run is.
    static func outcome(
        of plan: StrategyPlan, on panel: Panel, _ broker: Broker, from: Timestamp?, by lateness: Lateness? = nil,
        store: ColumnStore? = nil, isWanted: @escaping () -> Bool
    ) throws(RobustnessFault) -> TrialBench.Outcome {
        var strategy: any Strategy
        do { strategy = try plan.make(for: Universe(panel)) } catch { throw .refused(error.description) }
        if let lateness { strategy = late(strategy, by: lateness) }
        let bench = TrialBench(
            panel: panel, broker: broker, from: from, store: store ?? ColumnStore(capacity: 64 << 20))
        do {
            return try bench.run(strategy) { _ in isWanted() }
        } catch {
            switch error {
            case .stopped: throw .stopped
            case .undecided(let warmUp):
                throw .refused(
                    "no decision could be taken: it needs \(warmUp) bars to warm up, the data hold \(panel.barCount)")
            }
        }
    }

    private static func late<S: Strategy>(_ strategy: S, by lateness: Lateness) -> any Strategy {
        Delayed(strategy, by: lateness)
    }

    /// The strategy on a history of drawn sessions.
    private func resampled(
        _ number: Int, _ isWanted: @escaping () -> Bool
    ) throws(RobustnessFault) -> (RobustnessFigures, [Double]) {
        guard let bootstrap = plan.bootstrap else { throw .refused("there are no sessions to draw from") }
        var stream = RandomStream(seed: plan.seed, name: "robustness.bars", index: UInt64(number))
        return try RobustnessBench.result(
            of: plan.study, on: bootstrap.history(from: &stream), at: plan.asItIs.fan.dates, isWanted: isWanted)
    }

    /// The figures and the curve of a study on another history.
    ///
    /// - Parameter places: The dates after which the curve is wanted; at `nil` it is 1.
    static func result(
        of study: Study, on history: Panel, at places: [CivilDate?], isWanted: @escaping () -> Bool
    ) throws(RobustnessFault) -> (RobustnessFigures, [Double]) {
        let broker = study.configuration.broker
        let outcome = try outcome(of: study.plan, on: history, broker, from: study.data.from, isWanted: isWanted)
        let map = SessionMap(times: EquityCurve.decisionTimes(of: history), calendar: history.dayCalendar)
        return (
            RobustnessFigures(outcome.figures, cash: broker.cash),
            CurveSample.wealth(outcome.returns, dates: Array(map.dates.dropFirst(outcome.firstSession)), at: places)
        )
    }

    /// The trades in another order, or others in their place.
    private func trades(
        _ number: Int, _ drawing: TradeMonteCarlo.Drawing, _ group: RobustnessGroup
    ) -> (RobustnessFigures, [Double]) {
        let returns = plan.tradeReturns
        var stream = RandomStream(seed: plan.seed, name: "robustness.trades", index: UInt64(number))
        var order = TradeOrder(trades: returns.count, length: returns.count, drawing: drawing)
        order.draw(from: &stream)
        var wealth = [1.0]
        wealth.reserveCapacity(returns.count + 1)
        let path = TradePath(returns, order: order.trades, compounded: plan.settings.compoundsTrades) {
            wealth.append($0)
        }
        let figures = RobustnessFigures(
            totalReturn: path.wealth - 1, maximumDrawdown: path.drawdown, trades: returns.count,
            isRuined: path.wealth <= 0)
        return (figures, CurveSample.places(returns.count).map { $0 < wealth.count ? wealth[$0] : 0 })
    }

    /// The study's own session returns without the best of them; of equal ones the first go.
    private func withoutBest(_ count: Int) throws(RobustnessFault) -> RobustnessFigures {
        let returns = plan.outcome.returns
        guard count < returns.count else {
            throw .refused("there are \(returns.count) session returns")
        }
        let best = Set(returns.indices.sorted { (returns[$1], $0) < (returns[$0], $1) }.prefix(count))
        return figures(of: returns.indices.filter { !best.contains($0) }.map { returns[$0] }, years: 0)
    }

    /// The study's own session returns over some dates, with whatever it held when they began.
    private func period(from first: CivilDate, through last: CivilDate) throws(RobustnessFault) -> RobustnessFigures {
        let returns = zip(plan.tradedDates, plan.outcome.returns).filter { (first...last).contains($0.0) }.map(\.1)
        guard !returns.isEmpty else { throw .refused("there are no session returns then") }
        return figures(of: returns, years: Double(last.daysSinceEpoch - first.daysSinceEpoch + 1) / 365.25)
    }

    /// The figures of session returns, one after the other.
    ///
    /// - Parameter years: How long they take; 0 where they are not all of their time.
    private func figures(of returns: [Double], years: Double) -> RobustnessFigures {
        var wealth = 1.0
        let levels = returns.map { value in
            wealth *= 1 + value
            return wealth
        }
        let scan = DrawdownScan(wealth: levels, initial: 1)
        let headline = HeadlineFigures(
            levels: levels, initial: 1, years: years,
            periodsPerYear: Double(plan.study.data.panel.dayCalendar.periodsPerYear), maximumDrawdown: scan.maximum,
            lowest: scan.lowest, profits: [], costs: 0, tradedNotional: 0)
        var figures = RobustnessFigures(headline, cash: 1)
        figures.trades = nil
        return figures
    }
}
