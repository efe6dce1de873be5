/// Zero intelligence: limit orders, market orders and cancellations that come as independent Poisson processes.
///
/// A participant of this type stands for a crowd. Limit orders are priced a random distance from the opposite best price,
/// so that they never trade at once; each is taken back after an exponential time.
///
/// - Source: Smith, Farmer, Gillemot and Krishnamurthy (2003), "Statistical theory of the continuous double auction",
///   section 2: rates α (limit, per price and time), μ (market), δ (cancellation, per order).
public struct PoissonFlowParameters: FlowOrderParameters {
    /// Limit orders per second of market time, both sides together.
    public var limitRate = Distribution.fixed(2)
    /// Market orders per second of market time, both sides together.
    public var marketRate = Distribution.fixed(0.5)
    /// How long a limit order lies, in seconds of market time: exponential for a steady rate of cancellation per order.
    public var lifetime = Distribution.exponential(mean: 120)
    /// The distance of a limit order from the opposite best, in ticks; what is below 1 counts as 1.
    public var depth = Distribution.uniform(lower: 1, upper: 40)
    /// Lots of a limit order.
    public var limitSize = Distribution.fixed(100)
    /// Lots of a market order.
    public var marketSize = Distribution.fixed(100)

    /// The parameters at their defaults.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution(
                "limit_rate", \.limitRate, in: 0...1e6, unit: "1/s", "Limit orders per second, both sides together"),
            .distribution(
                "market_rate", \.marketRate, in: 0...1e6, unit: "1/s", "Market orders per second, both sides together"),
        ] + orderDeclarations
    }
}
