import Core
import Statistics
public import StrategyKit

/// What the runs say, in plain words.
extension RobustnessResult {
    /// The verdict on a kind, in a sentence or two.
    public func verdict(on kind: RobustnessConfiguration.Kind) -> String {
        if let absence = plan.absent.first(where: { $0.kind == kind }) { return "Does not apply: \(absence.reason)." }
        let groups = groups(of: kind)
        let failed = groups.reduce(0) { $0 + $1.runs.count - $1.count }
        let text: String
        switch kind {
        case .trades: text = tradeVerdict(groups)
        case .bars: text = groups.map { drawnVerdict($0, "resampled histories") }.joined(separator: " ")
        case .noise: text = noiseVerdict(groups)
        case .delays: text = delayVerdict(groups)
        case .costs: text = costVerdict(groups)
        case .periods: text = periodVerdict(groups)
        case .instruments: text = instrumentVerdict(groups)
        }
        guard failed > 0 else { return text }
        let reason = groups.flatMap(\.failures).first.map { ": \($0.reason)" } ?? ""
        return text + " \(failed) \(failed == 1 ? "run" : "runs") failed\(reason)."
    }

    /// In how many of some runs money was lost: `In 31 % of 500 resampled histories it lost money; …`.
    private func drawnVerdict(_ group: RobustnessGroup, _ what: String) -> String {
        guard let share = group.lossShare, let spread = group.spread(.totalReturn) else {
            return "None of \(group.runs.count) \(what) has figures."
        }
        let ruin = group.ruined > 0 ? " (\(group.ruined) of them ruined)" : ""
        return "In \(percent(share)) of \(group.count) \(what) it lost money\(ruin); the median return is "
            + "\(percent(spread.median)), as it is \(percent(group.base.totalReturn))."
    }

    private func tradeVerdict(_ groups: [RobustnessGroup]) -> String {
        groups.map { group in
            guard let drawdown = group.spread(.maximumDrawdown) else { return "None of the sequences has figures." }
            let depth =
                "one in twenty falls by \(percent(-drawdown.low)) or more; as they came they fell by "
                + "\(percent(-group.base.maximumDrawdown))"
            return group.name == "shuffled"
                ? "Of \(group.count) other orders of the same trades \(depth)."
                : drawnVerdict(group, "sequences of drawn trades") + " Of them \(depth)."
        }.joined(separator: " ")
    }

    private func noiseVerdict(_ groups: [RobustnessGroup]) -> String {
        guard let group = groups.last else { return "" }
        return drawnVerdict(group, "runs with noise of up to \(group.name) of the usual range")
    }

    private func delayVerdict(_ groups: [RobustnessGroup]) -> String {
        groups.map { group in
            guard !group.isDrawn else { return drawnVerdict(group, "runs with orders late at random (\(group.name))") }
            let all = group.runs.compactMap { run in run.figures.map { "\(run.label) \(percent($0.totalReturn))" } }
            return all.isEmpty
                ? "No run with late orders has figures."
                : "With all orders late the return is: \(all.joined(separator: ", ")); as it is "
                    + "\(percent(group.base.totalReturn))."
        }.joined(separator: " ")
    }

    private func costVerdict(_ groups: [RobustnessGroup]) -> String {
        var sentences: [String] = []
        switch breakEven {
        case .at(let factor):
            sentences.append("It gains until costs are \(rounded(factor, 2)) times those of the config.")
        case .above(let factor): sentences.append("It still gains at \(rounded(factor, 2)) times the costs.")
        case .below(0): sentences.append("It gains nothing even without costs.")
        case .below(let factor): sentences.append("It gains nothing even at \(rounded(factor, 2)) times the costs.")
        case nil: break
        }
        for group in groups where group.isDrawn { sentences.append(drawnVerdict(group, "runs with drawn costs")) }
        return sentences.joined(separator: " ")
    }

    private func periodVerdict(_ groups: [RobustnessGroup]) -> String {
        groups.map { group in
            if ["parts", "years"].contains(group.name) {
                let gains = group.figures.count { $0.totalReturn > 0 }
                return
                    "It gained in \(gains) of \(group.count) \(group.name == "parts" ? "equal parts" : "calendar years")."
            }
            let done = group.runs.filter { $0.figures != nil }
            let counts = done.map { $0.label.split(separator: " ").last ?? "" }.joined(separator: ", ")
            let returns = done.compactMap { $0.figures.map { percent($0.totalReturn) } }.joined(separator: ", ")
            return "Without its best \(counts) sessions the return is \(returns)."
        }.joined(separator: " ")
    }

    private func instrumentVerdict(_ groups: [RobustnessGroup]) -> String {
        groups.map { group in
            let found = group.runs.compactMap { run in run.figures.map { (run.label, $0.totalReturn) } }
            guard let least = found.min(by: { $0.1 < $1.1 }) else { return "No run \(group.name) has figures." }
            let gains = found.count { $0.1 > 0 }
            let most = "the least was \(percent(least.1)), \(least.0)"
            return group.name == "alone"
                ? "Of \(found.count) instruments alone \(gains) gained; \(most)."
                : "It gained in \(gains) of \(found.count) runs with one instrument left out; \(most)."
        }.joined(separator: " ")
    }

    private func percent(_ fraction: Double) -> String { "\(rounded(fraction * 100, 1)) %" }

    private func rounded(_ value: Double, _ digits: Int) -> String {
        let scale = digits == 1 ? 10.0 : 100
        let number = (value * scale).rounded() / scale
        return (number == 0 ? 0 : number).shortestText
    }
}
