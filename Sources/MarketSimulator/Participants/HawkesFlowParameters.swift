/// Zero intelligence whose orders excite each other: trades come in bursts and on the same side.
///
/// Four kinds of events (market buy, market sell, limit buy, limit sell) with exponential kernels of one decay; each number
/// below is the expected count of direct followers, and the branching ratio (the spectral radius of their matrix) must be
/// below 1.
///
/// - Source: Bacry, Mastromatteo and Muzy (2015), "Hawkes Processes in Finance", section 4; Large (2007), "Measuring the
///   resiliency of an electronic limit order book", for the kinds.
public struct HawkesFlowParameters: FlowOrderParameters {
    /// Market orders per second of market time that nothing excited, both sides together.
    public var marketRate = Distribution.fixed(0.15)
    /// Limit orders per second of market time that nothing excited, both sides together.
    public var limitRate = Distribution.fixed(0.8)
    /// How fast excitement decays, per second of market time.
    public var decay = 0.2
    /// Market orders of the same side that follow a market order.
    public var marketToSameSide = 0.5
    /// Market orders of the other side that follow a market order.
    public var marketToOtherSide = 0.1
    /// Limit orders on each side that follow a market order.
    public var marketToLimit = 0.6
    /// Limit orders of the same side that follow a limit order.
    public var limitToLimit = 0.3
    /// Market orders on each side that follow a limit order.
    public var limitToMarket = 0.02
    /// How long a limit order lies, in seconds of market time.
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
                "market_rate", \.marketRate, in: 0...1e6, unit: "1/s", "Market orders per second that nothing excited"),
            .distribution(
                "limit_rate", \.limitRate, in: 0...1e6, unit: "1/s", "Limit orders per second that nothing excited"),
            .number("decay", \.decay, in: 1e-6...1e6, unit: "1/s", "How fast excitement decays"),
            .number(
                "market_to_same_side", \.marketToSameSide, in: 0...100,
                "Market orders of the same side that follow a market order"),
            .number(
                "market_to_other_side", \.marketToOtherSide, in: 0...100,
                "Market orders of the other side that follow a market order"),
            .number(
                "market_to_limit", \.marketToLimit, in: 0...100, "Limit orders on each side that follow a market order"),
            .number(
                "limit_to_limit", \.limitToLimit, in: 0...100, "Limit orders of the same side that follow a limit order"
            ),
            .number(
                "limit_to_market", \.limitToMarket, in: 0...100, "Market orders on each side that follow a limit order"),
        ] + orderDeclarations
    }

    /// By kind that happened (market buy, market sell, limit buy, limit sell): the followers of each kind.
    var branching: [SIMD4<Double>] {
        [
            [marketToSameSide, marketToOtherSide, marketToLimit, marketToLimit],
            [marketToOtherSide, marketToSameSide, marketToLimit, marketToLimit],
            [limitToMarket, limitToMarket, limitToLimit, 0],
            [limitToMarket, limitToMarket, 0, limitToLimit],
        ]
    }

    /// The expected number of direct followers of an event along the most fertile mix of kinds: below 1, every family of
    /// events dies out.
    public var branchingRatio: Double { HawkesProcess.branchingRatio(branching) }
}
