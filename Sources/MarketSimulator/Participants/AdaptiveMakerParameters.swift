/// Market makers who offer a share of the volume that traded, in levels around the mid that widen with the spread.
///
/// At each wake they cancel their orders and, with the best prices and the lots traded since the last wake:
///
///     window = round(α · spread + (1 − α) · window),  lots = max(least, round(share · volume))
///     bids at mid − window/2 − i · step, asks at mid + window/2 + i · step, step = ⌈spacing · spread⌉
///
/// and with an inventory skew β > 0 the sell side gets the share 1 / (1 + e^(−β · position)) of twice the lots.
///
/// - Source: `AdaptiveMarketMakerAgent` of ABIDES; Chakraborty and Kearns (2011), "Market Making and Mean Reversion".
public struct AdaptiveMakerParameters: MarketParameters {
    /// The share of the volume that is offered.
    public var share = 0.025
    /// Least lots of a level.
    public var leastLots = 1
    /// Levels on each side.
    public var levels = 10
    /// The distance of levels, in spreads.
    public var spacing = 5.0
    /// α: how fast the window follows the spread.
    public var spreadWeight = 0.75
    /// β: how much the sides differ by the position, per lot.
    public var inventorySkew = 0.0
    /// Seconds between wakes.
    public var interval = Distribution.fixed(60)

    /// The parameters at their defaults, those of the reference configuration.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .number("share", \.share, in: 0...1, "Share of the traded volume that is offered"),
            .integer("least_lots", \.leastLots, in: 1...1_000_000, unit: "lots", "Least lots of a level"),
            .integer("levels", \.levels, in: 1...200, "Levels on each side"),
            .number("spacing", \.spacing, in: 0...1_000, unit: "spreads", "Distance of levels"),
            .number("spread_weight", \.spreadWeight, in: 0...1, "How fast the window follows the spread"),
            .number(
                "inventory_skew", \.inventorySkew, in: 0...1, unit: "1/lot", "How much the sides differ by the position"
            ),
            .distribution("interval", \.interval, in: 1e-3...1e5, unit: "seconds", "Time between wakes"),
        ]
    }
}
