/// Market makers who know the price of inventory.
///
/// With position q in units of `unit` lots, variance σ² per second estimated from the mids they see, and T − t seconds to
/// their horizon:
///
///     reservation = mid − q γ σ² (T − t)
///     spread = γ σ² (T − t) + (2 / γ) ln(1 + γ / κ)
///
/// - Source: Avellaneda and Stoikov (2008), "High-frequency trading in a limit order book", eqs. 29 and 30.
public struct InventoryMakerParameters: LadderParameters {
    /// γ: aversion to risk, per tick.
    public var riskAversion = Distribution.fixed(0.1)
    /// κ: how fast the chance of a fill falls with the distance, per tick.
    public var fillDecay = 1.5
    /// T − t where the close is farther, in seconds.
    public var horizon = 60.0
    /// The lots in a unit of position.
    public var unit = 1_000
    /// The weight of the newest observation in the estimate of the variance.
    public var varianceWeight = 0.05
    /// The variance that is believed at first, in ticks² per second.
    public var initialVariance = 1.0
    /// How much of the way from the mid to the fundamental the quotes go: makers see related markets move.
    public var fairWeight = 0.0
    /// The standard deviation of a maker's view of the fundamental, in ticks.
    public var fairDeviation = 0.0
    /// How far the quotes go with the flow of orders, in ticks per √lot: makers believe that who comes knows something.
    public var flowImpact = 0.0
    /// How fast the flow is forgotten: the exponent of time.
    public var flowDecay = 0.4
    /// How far the flow moves the quotes at most, in ticks.
    public var flowLimit = 10.0
    /// Levels on each side.
    public var levels = 3
    /// Ticks between levels.
    public var spacing = 1
    /// Lots of a level.
    public var size = Distribution.fixed(100)
    /// The position beyond which nothing is added, in lots; 0 for any.
    public var positionLimit = 0
    /// Mean time between looks at the market, in seconds; each is drawn between half and one and a half of it.
    public var interval = Distribution.fixed(1)

    /// The parameters at their defaults.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution("risk_aversion", \.riskAversion, in: 1e-9...1e3, unit: "1/tick", "Aversion to risk"),
            .number(
                "fill_decay", \.fillDecay, in: 1e-6...1e3, unit: "1/tick",
                "How fast the chance of a fill falls with distance"),
            .number("horizon", \.horizon, in: 0.001...1e6, unit: "seconds", "Time over which a position is feared"),
            .integer("unit", \.unit, in: 1...1_000_000_000, unit: "lots", "Lots in a unit of position"),
            .number(
                "variance_weight", \.varianceWeight, in: 1e-6...1, "Weight of the newest observation of the variance"),
            .number("initial_variance", \.initialVariance, in: 0...1e9, unit: "ticks²/s", "Variance believed at first"),
        ] + ladderDeclarations
    }
}
