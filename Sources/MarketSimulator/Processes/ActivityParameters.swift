/// How busy the market is along the day: a deterministic profile times regimes that come and go.
///
///     activity(t) = (1 + d (3u² − 1) / 2) · exp(x₁(t) − s₁²/2) · exp(x₂(t) − s₂²/2),  u = 2 (t − open) / (close − open) − 1
///
/// with independent stationary Gaussian AR(1) regimes x₁ (slow) and x₂ (fast) of standard deviations s₁, s₂. It has mean
/// 1, and multiplies the rates at which participants wake (and the fundamental's variance, where
/// `FundamentalParameters.activityExponent` says so): volume and volatility cluster together, returns are mixtures of
/// normals with fat tails.
///
/// - Source: Clark (1973), "A Subordinated Stochastic Process Model with Finite Variance for Speculative Prices", section
///   3; two regimes after Corsi (2009), "A Simple Approximate Long-Memory Model of Realized Volatility".
public struct ActivityParameters: MarketParameters {
    /// d: how much busier the ends of the day are than its middle; 0 flat, 1 four times.
    public var profileDepth = 0.0
    /// Standard deviation of the logarithm of the slow regime.
    public var slowDeviation = 0.0
    /// The time in which the slow regime forgets, in seconds.
    public var slowMemory = 7_200.0
    /// Standard deviation of the logarithm of the fast regime.
    public var fastDeviation = 0.0
    /// The time in which the fast regime forgets, in seconds.
    public var fastMemory = 600.0

    /// The parameters at their defaults: always equally busy.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .number(
                "profile_depth", \.profileDepth, in: 0...1.9, "How much busier the ends of the day are: 1 is four times"
            ),
            .number("slow_deviation", \.slowDeviation, in: 0...3, "Deviation of the logarithm of the slow regime"),
            .number("slow_memory", \.slowMemory, in: 1...1e7, unit: "seconds", "Time in which the slow regime forgets"),
            .number("fast_deviation", \.fastDeviation, in: 0...3, "Deviation of the logarithm of the fast regime"),
            .number("fast_memory", \.fastMemory, in: 1...1e7, unit: "seconds", "Time in which the fast regime forgets"),
        ]
    }
}
