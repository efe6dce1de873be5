/// Traders whose forecast mixes the fundamental, the chart and noise (FCN).
///
///     r̂ = (w_F ln(P_f / P) / τ + w_C ln(P / P_{t−τ}) / τ + w_N σ ε) / (w_F + w_C + w_N),   P̂ = P e^(r̂ τ)
///
/// with P the mid, τ the trader's horizon in seconds, and ε standard normal. Where P̂ > P the trader bids P̂ (1 − k), else it
/// asks P̂ (1 + k); the order lies for τ.
///
/// - Source: Chiarella and Iori (2002), "A simulation analysis of the microstructure of double auction markets", eqs. 1–4;
///   `FCNAgent` of PAMS, Hirano, Takata and Izumi (2023), arXiv 2309.10729, for the defaults.
public struct ChartistParameters: MarketParameters {
    /// Wakes per second of market time.
    public var wakeRate = Distribution.fixed(0.01)
    /// w_F.
    public var fundamentalWeight = Distribution.exponential(mean: 1)
    /// w_C.
    public var chartWeight = Distribution.exponential(mean: 0.2)
    /// w_N.
    public var noiseWeight = Distribution.exponential(mean: 1)
    /// σ.
    public var noiseScale = 0.001
    /// τ.
    public var horizon = Distribution.uniform(lower: 100, upper: 200)
    /// k: how much better than its forecast a trader's price must be, as a fraction.
    public var margin = Distribution.uniform(lower: 0, upper: 0.1)
    /// Lots of an order.
    public var size = Distribution.fixed(100)

    /// The parameters at their defaults.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution("wake_rate", \.wakeRate, in: 1e-9...1e4, unit: "1/s", "Wakes per second of market time"),
            .distribution("fundamental_weight", \.fundamentalWeight, in: 0...1e6, "Weight of the fundamental"),
            .distribution("chart_weight", \.chartWeight, in: 0...1e6, "Weight of the chart"),
            .distribution("noise_weight", \.noiseWeight, in: 0...1e6, "Weight of noise"),
            .number("noise_scale", \.noiseScale, in: 0...1, "Deviation of the noise, as a return per second"),
            .distribution(
                "horizon", \.horizon, in: 1...4_000, unit: "seconds", "How far a trader looks back and ahead"),
            .distribution("margin", \.margin, in: 0...0.99, "How much better than the forecast a price must be"),
            .distribution("size", \.size, in: 1...1e9, unit: "lots", "Lots of an order"),
        ]
    }
}
