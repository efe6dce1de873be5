import Statistics
import StrategyKit

/// A figure held against its threshold.
public struct JudgementCheck: Sendable, Hashable {
    /// Its key: `dsr`, `spa`, `pbo` or `minimum_length`.
    public let id: String
    /// The figure; `nil` where it cannot be told, which does not pass.
    public let value: Double?
    /// What is asked for.
    public let threshold: Double?
    /// Whether the figure must be at least the threshold, and not at most.
    public let isLeast: Bool

    /// Whether it is a length in years, and not a probability.
    public var isYears: Bool { id == "minimum_length" }

    /// What is asked for, in words.
    public var title: String {
        switch id {
        case "dsr": "Deflated Sharpe ratio"
        case "spa": "p-value of Hansen's SPA"
        case "pbo": "Probability of overfitting"
        default: "Length of the backtest"
        }
    }

    /// Whether it is met.
    public var passes: Bool {
        guard let value, let threshold else { return false }
        return isLeast ? value >= threshold : value <= threshold
    }
}

extension SweepJudgement {
    /// All that is asked for.
    public var checks: [JudgementCheck] {
        let thresholds = settings.thresholds
        return [
            JudgementCheck(
                id: "dsr", value: deflated.probability, threshold: thresholds.deflatedSharpe, isLeast: true),
            JudgementCheck(
                id: "spa", value: snooping.studentised.consistent, threshold: thresholds.superiority, isLeast: false),
            JudgementCheck(
                id: "pbo", value: overfitting.probability, threshold: thresholds.overfitting, isLeast: false),
            JudgementCheck(
                id: "minimum_length", value: deflated.years, threshold: deflated.minimumBacktestYears, isLeast: true),
        ]
    }

    /// Whether every threshold is met.
    public var passes: Bool { checks.allSatisfy(\.passes) }

    /// Whether a check of this key passes.
    func isMet(_ id: String) -> Bool { checks.contains { $0.id == id && $0.passes } }
}
