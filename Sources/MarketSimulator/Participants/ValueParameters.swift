/// Traders who know the fundamental value with an error, and learn it as Bayesians.
///
/// At each wake, of a Poisson process, with Δ seconds since the last:
///
///     r′ = (1 − e^(−κΔ)) r̄ + e^(−κΔ) r,    v′ = e^(−2κΔ) v + (1 − e^(−2κΔ)) / (2κ) s²
///     r = (σ r′ + v′ o) / (σ + v′),          v = σ v′ / (σ + v′)
///     r_T = (1 − e^(−κ(T − t))) r̄ + e^(−κ(T − t)) r
///
/// where o is the fundamental observed with variance σ. Above the mid the trader buys, below it sells: with a chance at
/// the opposite best, else up to `depthSpread` spreads behind. Earlier orders are cancelled first.
///
/// - Source: `ValueAgent` of ABIDES; Wang and Wellman (2017), "Spoofing the Limit Order Book: An Agent-Based Model",
///   section 3.2.
public struct ValueParameters: MarketParameters {
    /// Wakes per second of market time.
    public var wakeRate = Distribution.fixed(0.0057)
    /// σ: the variance of an observation, in ticks².
    public var observationVariance = Distribution.fixed(1_000)
    /// κ as the trader believes it, per second.
    public var reversion = 1.67e-6
    /// r̄ as the trader believes it, in ticks; 0 for the fundamental's own.
    public var believedMean = 0.0
    /// s²: the variance per second that the trader believes the fundamental to gain, in ticks².
    public var shockVariance = 100_000.0
    /// Chance that an order is priced at the opposite best.
    public var aggressiveShare = 0.1
    /// How many spreads behind the opposite best an order is priced at most.
    public var depthSpread = 2
    /// The distance between value and mid below which the trader does nothing, in ticks.
    public var threshold = Distribution.fixed(0)
    /// Lots of an order.
    public var size = Distribution.reference

    /// The parameters at their defaults, those of the reference configuration.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution("wake_rate", \.wakeRate, in: 1e-9...1e4, unit: "1/s", "Wakes per second of market time"),
            .distribution(
                "observation_variance", \.observationVariance, in: 0...1e12, unit: "ticks²",
                "Variance of an observation of the fundamental"),
            .number(
                "reversion", \.reversion, in: 0...1e3, unit: "1/s", "Mean reversion of the fundamental as believed"),
            .number(
                "believed_mean", \.believedMean, in: 0...1e9, unit: "ticks",
                "Mean of the fundamental as believed; 0 for the true one"),
            .number(
                "shock_variance", \.shockVariance, in: 0...1e15, unit: "ticks²/s",
                "Variance that the fundamental is believed to gain"),
            .number(
                "aggressive_share", \.aggressiveShare, in: 0...1, "Chance that an order is priced at the opposite best"),
            .integer(
                "depth_spread", \.depthSpread, in: 0...1_000, unit: "spreads",
                "How far behind the opposite best others are priced at most"),
            .distribution(
                "threshold", \.threshold, in: 0...1e8, unit: "ticks",
                "Distance of value and mid below which nothing is done"),
            .distribution("size", \.size, in: 1...1e9, unit: "lots", "Lots of an order"),
        ]
    }
}
