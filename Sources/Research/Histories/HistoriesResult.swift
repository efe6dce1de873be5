import Core
import DataSources
import Foundation
import Simulation
public import Statistics
import StrategyKit
import SyntheticHistories

/// What a study made of other histories.
public struct HistoriesResult: Sendable {
    /// The plan.
    public let plan: HistoriesPlan
    /// The runs with their figures and curves, beside those of the real history.
    public let group: RobustnessGroup

    init(plan: HistoriesPlan, runs: [RobustnessRun]) {
        self.plan = plan
        let name = plan.settings.generator.rawValue
        var group = RobustnessGroup(
            kind: .bars, name: name, title: plan.settings.generator.summary, isDrawn: true, base: plan.asItIs.figures)
        let fan = plan.asItIs.fan
        if !fan.curve.isEmpty { (group.curvePlaces, group.baseCurve) = (.sessions(fan.shown), fan.curve) }
        group.runs = runs
        self.group = group
    }

    /// The first and the last session of the trading period.
    public var period: (from: String, to: String, sessions: Int) {
        let dates = plan.asItIs.tradedDates
        return (dates.first?.description ?? "", dates.last?.description ?? "", dates.count)
    }

    /// The money at the start.
    public var cash: Double { plan.study.configuration.broker.cash }

    /// The distribution of equity at the end; `nil` where no run has figures.
    public var finalEquity: FigureSpread? { FigureSpread(group.figures.map { cash * (1 + $0.totalReturn) }) }

    /// The share of runs that made money; `nil` where none has figures.
    public var gainShare: Double? {
        group.count > 0 ? Double(group.figures.count { $0.totalReturn > 0 }) / Double(group.count) : nil
    }

    /// Where the real history lies among the others: the share of runs whose figure is less, equal ones counted half.
    ///
    /// - Returns: From 0 to 1; `nil` where it or all others lack the figure.
    public func percentile(of figure: RobustnessFigure) -> Double? {
        figure.value(in: group.base).flatMap {
            HistoriesResult.percentile($0, among: group.figures.compactMap(figure.value(in:)))
        }
    }

    /// Where the real curve lies among the others, at each place of the fan.
    public var curvePercentiles: [Double] {
        let curves = group.runs.map(\.curve).filter { !$0.isEmpty }
        return group.baseCurve.indices.map { place in
            HistoriesResult.percentile(group.baseCurve[place], among: curves.map { $0[place] }) ?? .nan
        }
    }

    /// The share of values below one, equal ones counted half; `nil` without values.
    static func percentile(_ value: Double, among values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let below = values.count { $0 < value }
        return (Double(below) + 0.5 * Double(values.count { $0 == value })) / Double(values.count)
    }

    /// What came of it, in a sentence or two.
    public var verdict: String {
        guard let share = gainShare, let spread = group.spread(.totalReturn) else {
            let reason = group.failures.first.map { ": \($0.reason)" } ?? ""
            return "None of \(group.runs.count) histories has figures\(reason)."
        }
        let ruin = group.ruined > 0 ? ", \(group.ruined) were ruined" : ""
        var text =
            "It made money in \(percent(share)) of \(group.count) histories\(ruin); the median return is "
            + "\(percent(spread.median)), one in twenty is below \(percent(spread.low))."
        if let place = percentile(of: .totalReturn) {
            text +=
                " The return of the real history, \(percent(group.base.totalReturn)), is above that of \(percent(place)) of them."
        }
        let failed = group.runs.count - group.count
        guard failed > 0 else { return text }
        let reason = group.failures.first.map { ": \($0.reason)" } ?? ""
        return text + " \(failed) \(failed == 1 ? "run" : "runs") failed\(reason)."
    }

    /// How the models were fitted, a sentence for each instrument.
    public var fitLines: [String] {
        plan.fits.map { fit in
            let subject = fit.symbol.isEmpty ? "All instruments" : fit.symbol
            let values = fit.parameters.map { "\($0.name) \(HistoriesResult.short($0.value))" }.joined(separator: ", ")
            let likelihood = fit.logLikelihood.map { "; log likelihood \(rounded($0))" } ?? ""
            return "\(subject): \(values)\(likelihood)\(fit.isConverged ? "" : "; not converged")."
        }
    }

    /// A value with four digits.
    private static func short(_ value: ParameterValue) -> String {
        func short(_ number: Double) -> String {
            guard number != 0, number.isFinite else { return number.shortestText }
            let scale = pow(10, 3 - floor(log10(abs(number))))
            return ((number * scale).rounded() / scale).shortestText
        }
        return switch value {
        case .number(let number): short(number)
        case .numbers(let numbers): "[\(numbers.map(short).joined(separator: ", "))]"
        default: value.description
        }
    }

    private func percent(_ fraction: Double) -> String { "\(rounded(fraction * 100)) %" }

    private func rounded(_ value: Double) -> String {
        let number = (value * 10).rounded() / 10
        return (number == 0 ? 0 : number).shortestText
    }
}
