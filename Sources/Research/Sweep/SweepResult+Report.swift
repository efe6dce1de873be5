import Core
import ParameterSearch
public import Reports
import Statistics
import StrategyKit

/// A sweep as its report shows it.
extension SweepResult {
    /// Everything that the page shows: a function of the plan and the trials, of no clock and no host.
    public var report: SweepReport {
        let shown = shownPlaces
        let numbers = shown.map { trials.numbers[$0] }
        let points = numbers.map { plan.points.point(at: Int($0)).values }
        let axes = plan.sweep.axes.enumerated().map { place, axis in
            SweepResult.shown(axis, values: points.lazy.map { $0[place] })
        }
        let columns = plan.columns.names.map(SweepResult.column)
        let goals = plan.objectives.compactMap { objective in
            plan.columns.place(of: objective.id).map { SweepGoal(column: $0, isLower: objective.isLower) }
        }
        var report = SweepReport(
            title: plan.configuration.name, method: plan.sweep.method.rawValue, isGrid: plan.sweep.method == .grid,
            axes: axes.map(\.axis), goals: goals,
            trials: SweepTrials(
                numbers: numbers, settings: axes.map(\.values), columns: columns,
                figures: shown.count == trials.count ? trials.figures : shown.flatMap { trials.row($0) }))
        report.constraints = plan.sweep.constraints
        (report.failed, report.givenUp) = (count(.failed), count(.timedOut))
        report.finished = shown.count - report.failed - report.givenUp
        report.failures = failures.map { failure in
            SweepFailure(
                reason: failure.reason, count: failure.count, first: failure.first,
                settings: plan.values(of: failure.first))
        }
        if plan.objectives.count > 1 {
            let front = Set(paretoFront)
            report.front = shown.indices.filter { front.contains(shown[$0]) }
        }
        if shown.count < trials.count {
            report.warnings.append(
                ReportWarning(
                    severity: .note, code: "part-of-period", count: trials.count - shown.count,
                    text: "trials saw a part of the period only: they do not compare with the others and are not shown")
            )
        }
        report.sessions = sessionDates.count
        report.period = (sessionDates.first?.description ?? "", sessionDates.last?.description ?? "")
        report.withheldFrom = plan.withheldFrom
        report.halves = halves(of: shown)
        report.provenance = [
            LabelledText("Sweep", hashes.sweep), LabelledText("Data", hashes.data),
            LabelledText("Config", hashes.config), LabelledText("Seed", String(plan.configuration.seed)),
            LabelledText("Version", Version.current),
        ]
        report.configuration = plan.configuration.canonicalYAML
        return report
    }

    /// The places of the trials that can be compared: those over the whole period, and those that have no figures.
    private var shownPlaces: [Int] {
        (0..<trials.count).filter { trials.states[$0] != .finished || plan.isWhole(Int(trials.numbers[$0])) }
    }

    /// A figure as people know it: by the catalogue, or else one of those that every trial has besides.
    private static func column(_ name: String) -> SweepColumn {
        if let metric = MetricCatalogue.metric(name) {
            return SweepColumn(id: name, label: metric.title, unit: FigureUnit(metric.unit))
        }
        let unit: FigureUnit =
            switch name {
            case "trades", "sessions": .count
            case "win_rate", "mean", "deviation": .fraction
            case "final_equity", "costs", "traded_notional": .cash
            default: .ratio
            }
        let words = name.replacing("_", with: " ")
        return SweepColumn(id: name, label: words.prefix(1).uppercased() + words.dropFirst(), unit: unit)
    }

    /// An axis and the values that trials set: numbers as they are, words by their place among the axis's.
    private static func shown(
        _ axis: SearchAxis, values: some Sequence<SearchValue>
    ) -> (axis: SweepAxis, values: [Double]) {
        let range = String(axis.text.dropFirst(axis.name.count + 1))
        switch axis.domain {
        case .values(let listed) where listed.contains { $0.number == nil }:
            var places: [String: Double] = [:]
            for (place, value) in listed.enumerated() { places[value.text] = Double(place) }
            return (
                SweepAxis(name: axis.name, range: range, words: listed.map(\.text)),
                values.map { places[$0.text] ?? .nan }
            )
        case .number(_, _, scale: .logarithmic, _):
            return (SweepAxis(name: axis.name, range: range, isLogarithmic: true), values.map { $0.number ?? .nan })
        case .whole, .number, .values:
            return (SweepAxis(name: axis.name, range: range), values.map { $0.number ?? .nan })
        }
    }

    /// The Sharpe ratios of both halves of the sessions, of the trials whose returns were kept.
    private func halves(of shown: [Int]) -> SweepHalves? {
        guard let root = annualRoot, sessionDates.count >= 4 else { return nil }
        let split = sessionDates.count / 2
        var halves = SweepHalves(split: sessionDates[split].description, places: [], first: [], second: [])
        for (place, trial) in shown.enumerated() {
            guard let returns = trials.returns(of: trial) else { continue }
            halves.places.append(place)
            halves.first.append(SweepResult.ratio(returns.prefix(split)) * root)
            halves.second.append(SweepResult.ratio(returns.dropFirst(split)) * root)
        }
        return halves.places.isEmpty ? nil : halves
    }

    /// The mean of the returns over their deviation (ddof 1), of those that are known; `nan` where they do not vary.
    private static func ratio(_ returns: ArraySlice<Float>) -> Double {
        let moments = Moments(returns.lazy.filter { !$0.isNaN }.map { Double($0) }, scale: 1)
        guard moments.varies, let deviation = moments.standardDeviation(ddof: 1) else { return .nan }
        return moments.mean / deviation
    }

    /// The root of the number of sessions in a year, by which the trials' ratios were annualised; `nil` without a ratio.
    private var annualRoot: Double? {
        guard let annual = plan.columns.place(of: "sharpe"), let mean = plan.columns.place(of: "mean"),
            let deviation = plan.columns.place(of: "deviation")
        else { return nil }
        for place in 0..<trials.count {
            guard let ratio = trials.figure(annual, of: place), let centre = trials.figure(mean, of: place),
                let spread = trials.figure(deviation, of: place), centre != 0, spread > 0
            else { continue }
            // Sessions in a year are a whole number by convention; the quotient has lost some last digits.
            let sessions = (ratio * spread / centre) * (ratio * spread / centre)
            let whole = sessions.rounded()
            let isWhole = (sessions - whole).magnitude < 1e-6 * whole
            return (isWhole ? whole : sessions).squareRoot()
        }
        return nil
    }
}
