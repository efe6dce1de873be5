/// Market makers who quote around the mid at a fixed distance, leaning against their position.
///
///     bid = mid − h − s · position,  ask = mid + h − s · position
///
/// - Source: the basic market maker of PAMS and ABIDES, with the linear lean of Garman (1976), "Market Microstructure",
///   section 5.
public struct FixedSpreadMakerParameters: LadderParameters {
    /// h, in ticks.
    public var halfSpread = Distribution.fixed(2)
    /// s, in ticks per lot.
    public var lean = 0.0
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
            .distribution(
                "half_spread", \.halfSpread, in: 0.5...1e6, unit: "ticks", "Distance of the best level from the mid"),
            .number("lean", \.lean, in: 0...1e3, unit: "ticks/lot", "How far the quotes move against the position"),
        ] + ladderDeclarations
    }
}
