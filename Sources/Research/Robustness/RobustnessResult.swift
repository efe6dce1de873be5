import Core
import DataSources
import Statistics
public import StrategyKit

/// How much of a result survived.
public struct RobustnessResult: Sendable {
    /// The plan.
    public let plan: RobustnessPlan
    /// The groups with their runs.
    public let groups: [RobustnessGroup]
    /// The multiple of all costs at which nothing is gained any more; `nil` where costs were not varied.
    public let breakEven: BreakEven?

    /// The groups of a kind.
    public func groups(of kind: RobustnessConfiguration.Kind) -> [RobustnessGroup] { groups.filter { $0.kind == kind } }

    /// The kinds that were looked at, applied or not, in order.
    public var kinds: [RobustnessConfiguration.Kind] {
        RobustnessConfiguration.Kind.allCases.filter { kind in
            groups.contains { $0.kind == kind } || plan.absent.contains { $0.kind == kind }
        }
    }

    /// The first and the last session of the trading period.
    public var period: (from: String, to: String, sessions: Int) {
        let dates = plan.tradedDates
        return (dates.first?.description ?? "", dates.last?.description ?? "", dates.count)
    }
}

/// One of the thresholds of a config, and what was found.
public struct RobustnessCheck: Sendable, Hashable {
    /// The key of the config: `most_losses`.
    public var id: String
    /// Of which runs: `bars resampled`.
    public var subject: String
    /// What was found.
    public var found: Double
    /// The threshold.
    public var threshold: Double
    /// Whether it is met.
    public var passes: Bool
}

extension RobustnessResult {
    /// What the thresholds of the config say; empty where it sets none.
    public var checks: [RobustnessCheck] {
        let thresholds = plan.settings.thresholds
        var checks: [RobustnessCheck] = []
        for group in groups where group.isDrawn || ["parts", "years", "without one"].contains(group.name) {
            let subject = "\(group.kind.rawValue) \(group.name)"
            if let most = thresholds.mostLosses, let share = group.lossShare {
                checks.append(
                    RobustnessCheck(
                        id: "most_losses", subject: subject, found: share, threshold: most, passes: share <= most))
            }
            if group.isDrawn, let most = thresholds.mostDrawdown, let spread = group.spread(.maximumDrawdown) {
                let depth = max(0, -spread.low)
                checks.append(
                    RobustnessCheck(
                        id: "most_drawdown", subject: subject, found: depth, threshold: most, passes: depth <= most))
            }
        }
        if let least = thresholds.leastBreakEven, let breakEven {
            let found =
                switch breakEven {
                case .at(let factor), .above(let factor): factor
                // It gains nothing even there.
                case .below: 0.0
                }
            checks.append(
                RobustnessCheck(
                    id: "least_break_even", subject: "costs factors", found: found, threshold: least,
                    passes: found >= least))
        }
        return checks
    }

    /// Whether all thresholds that were set are met.
    public var passes: Bool { checks.allSatisfy(\.passes) }
}
