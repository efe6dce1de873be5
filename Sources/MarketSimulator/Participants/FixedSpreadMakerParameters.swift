/// Market makers who quote around the mid at a fixed distance, leaning against their position.
///
///     bid = mid − h − s · position,  ask = mid + h − s · position
///
/// - Source: the basic market maker of PAMS and ABIDES, with the linear lean of Garman (1976), "Market Microstructure",
///   section 5.
public struct FixedSpreadMakerParameters: MarketParameters {
    /// h, in ticks.
    public var halfSpread = Distribution.fixed(2)
    /// s, in ticks per lot.
    public var lean = 0.0
    /// How much of the way from the mid to the fundamental the quotes go: makers see related markets move.
    public var fairWeight = 0.0
    /// The standard deviation of a maker's view of the fundamental, in ticks.
    public var fairDeviation = 0.0
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
            .number(
                "fair_weight", \.fairWeight, in: 0...1, "How much of the way from mid to fundamental the quotes go"),
            .number(
                "fair_deviation", \.fairDeviation, in: 0...1e6, unit: "ticks",
                "Deviation of a maker's view of the fundamental"),
            .integer("levels", \.levels, in: 1...200, "Levels on each side"),
            .integer("spacing", \.spacing, in: 1...100_000, unit: "ticks", "Distance of levels"),
            .distribution("size", \.size, in: 1...1e9, unit: "lots", "Lots of a level"),
            .integer(
                "position_limit", \.positionLimit, in: 0...1_000_000_000, unit: "lots",
                "Position beyond which nothing is added; 0 for any"),
            .distribution(
                "interval", \.interval, in: 1e-3...1e5, unit: "seconds", "Mean time between looks at the market"),
        ]
    }
}
