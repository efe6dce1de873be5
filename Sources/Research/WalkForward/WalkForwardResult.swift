import Core
import DataSources
public import Reports
import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// A walk-forward test that is done.
public struct WalkForwardResult: Sendable {
    /// The test.
    public let test: WalkForwardTest
    /// What was chosen in each window.
    public let choices: [WindowChoice]
    /// The run out of sample: one account through all windows.
    public var run: StudyResult

    /// A result.
    ///
    /// - Parameters:
    ///   - choices: A choice for each window.
    ///   - run: What `WalkForwardTest.outOfSample` came to with them; its `walkForward` is filled in.
    public init(_ test: WalkForwardTest, choices: [WindowChoice], run: StudyResult) {
        self.test = test
        self.choices = choices
        self.run = run
        self.run.walkForward = report
    }

    /// The windows as they are shown.
    public var report: WalkForwardReport {
        let sweep = test.plan.sweep
        let windows = zip(test.windows, choices).map { window, choice in
            let performance = run.performance(after: window.testFrom, through: window.testThrough)
            return WalkForwardReport.Window(
                number: window.number, train: test.trainingStart(window)..<window.trainThrough,
                test: window.testFrom..<window.testThrough, trials: choice.trials, failed: choice.failed,
                trial: choice.trial, reason: choice.reason, values: choice.values, inSample: choice.figures,
                outOfSample: sweep.objectives.map { objective in
                    // Of an account that does nothing there is nothing to judge.
                    choice.trial == nil
                        ? nil : performance.flatMap { MetricCatalogue.metric(objective.id)?.evaluate($0).value }
                },
                gain: performance.flatMap { MetricCatalogue.metric("total_return")?.evaluate($0).value })
        }
        let goals = sweep.objectives.map { objective in
            let metric = MetricCatalogue.metric(objective.id)
            return WalkForwardReport.Goal(
                id: objective.id, label: metric?.title ?? objective.id,
                unit: metric.map { FigureUnit($0.unit) } ?? .ratio,
                isLower: objective.isLower)
        }
        var report = WalkForwardReport(
            train: test.plan.lengths.train.text, test: test.plan.lengths.test.text,
            isAnchored: test.plan.lengths.isAnchored, method: sweep.sweep.method.rawValue,
            axes: sweep.axes.map(\.name), goals: goals, windows: windows)
        report.withheldFrom = sweep.withheldFrom
        return report
    }
}

extension StudyResult {
    /// What metrics of a stretch of the run are computed from: its decision instants after one instant, up to and with
    /// another; `nil` where the run has none of them.
    ///
    /// The stretch begins with the equity before it. Lots belong to it that were entered in it.
    func performance(after begin: Timestamp, through end: Timestamp) -> Performance? {
        let (first, last) = (
            curve.times.firstPlace { $0 > begin.nanoseconds }, curve.times.firstPlace { $0 > end.nanoseconds }
        )
        guard first < last else { return nil }
        let initial = first == 0 ? configuration.broker.cash : curve.equity[first - 1]
        guard initial > 0 else { return nil }
        let input = performance.input
        let times = LongArray.copy(curve.times[first..<last])
        let sessions = SessionMap(times: times, calendar: data.panel.dayCalendar)
        var part = PerformanceInput(
            start: data.panel.firstStart(endingAt: times[0]), initialCapital: initial, times: times,
            equity: LongArray.copy(curve.equity[first..<last]), sessionEnds: sessions.ends,
            sessionDates: sessions.dates, periodsPerYear: input.periodsPerYear, periodsBasis: input.periodsBasis)
        part.riskFreePerYear = input.riskFreePerYear
        part.bootstrapResamples = 0
        part.grossExposure = Study.fractions(curve.grossValue[first..<last], of: part.equity)
        part.netExposure = Study.fractions(curve.netValue[first..<last], of: part.equity)
        func isInside(_ lot: TradeLot) -> Bool { lot.entryTime > begin && lot.entryTime <= end }
        part.trades = input.trades.filter(isInside)
        part.openTrades = input.openTrades.filter(isInside)
        // The benchmark's equity begins with the first decision at which orders were taken.
        let offset = first - firstTradingStep
        if let benchmark = benchmark?.equity, offset >= 0, offset + times.count <= benchmark.count {
            part.benchmark = LongArray.copy(benchmark[offset..<offset + times.count])
            part.benchmarkInitial = offset == 0 ? configuration.broker.cash : benchmark[offset - 1]
        }
        return Performance(part)
    }
}
