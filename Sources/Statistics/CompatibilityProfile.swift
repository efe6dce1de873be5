/// The default figures of another tool under its own names, for those who come from it (S65).
///
/// Each formula is the tool's own, with its periods per year and its risk-free rate whatever the run says. Where a tool
/// has figures that cannot be had from a run (backtesting.py's alpha needs the first bar its indicators are warm on),
/// they are left out.
public struct CompatibilityProfile: Sendable {
    /// The name that `--compat` takes.
    public let id: String
    /// The tool and the version whose figures are reproduced.
    public let tool: String
    /// The tool's metrics, in its order.
    public let metrics: [MetricDeclaration]

    /// Every profile.
    public static let all: [CompatibilityProfile] = [
        empyrical, zipline, quantstats, vectorbt, backtestingPy, ffn, backtrader, lean, qlib, pybroker,
    ]

    /// The profile of a name, or `nil`.
    public static func profile(_ id: String) -> CompatibilityProfile? { all.first { $0.id == id } }

    /// The tool's figures for a run.
    public func evaluate(_ performance: Performance) -> [MetricValue] {
        metrics.map { $0.evaluate(performance) }
    }

    /// A figure of a tool.
    static func figure(
        _ id: String, _ unit: MetricUnit, _ tool: String, over sample: MetricSample = .sessions,
        atLeast minimum: Int = 1, _ formula: String, _ definition: String,
        _ value: @escaping @Sendable (Performance) -> Double?
    ) -> MetricDeclaration {
        MetricDeclaration(
            id, id, unit, .compatibility, over: sample, atLeast: minimum, better: .neither, formula: formula,
            source: tool, definition: definition, undefined: "not defined for these data", value: value)
    }
}

extension Performance {
    /// `mean / sd · √periods` of raw returns, or `nil` when they do not vary.
    func plainSharpe(periods: Double, ddof: Int = 1) -> Double? {
        guard moments.varies, let deviation = moments.standardDeviation(ddof: ddof) else { return nil }
        return moments.mean / deviation * periods.squareRoot()
    }

    /// `√(Σ min(r, 0)²/n) · √periods` of raw returns.
    func plainDownside(periods: Double) -> Double? {
        guard !sessionReturns.isEmpty else { return nil }
        let squares = Reductions.partial(sessionReturns, about: 0).squaresBelow
        return (squares / Double(sessionReturns.count)).squareRoot() * periods.squareRoot()
    }

    /// `mean · periods / plainDownside`, or `nil` where no return is negative.
    func plainSortino(periods: Double) -> Double? {
        guard let downside = plainDownside(periods: periods), downside > 1e-14 else { return nil }
        return moments.mean * periods / downside
    }

    /// `wealth^(periods/n) − 1`.
    func growthByCount(periods: Double) -> Double? {
        sessionReturns.isEmpty ? nil : annualGrowth(sessionReturns, periods: periods)
    }

    /// Growth by count over the deepest fall of daily closes.
    func plainCalmar(periods: Double) -> Double? {
        guard sessionDrawdowns.maximum < 0 else { return nil }
        return growthByCount(periods: periods).map { $0 / -sessionDrawdowns.maximum }
    }

    /// `Σ gains / |Σ losses|` of raw returns.
    var plainOmega: Double? {
        let partial = Reductions.partial(sessionReturns, about: 0)
        return partial.below > 0 ? partial.above / partial.below : nil
    }

    /// `|95 % quantile| / |5 % quantile|`.
    var plainTailRatio: Double? {
        guard let high = quantile(ofSorted: sortedReturns, 0.95), let low = quantile(ofSorted: sortedReturns, 0.05),
            low != 0
        else { return nil }
        return abs(high) / abs(low)
    }
}
