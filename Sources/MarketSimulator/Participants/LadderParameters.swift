/// Parameters of market makers who quote ladders: what all of them have.
protocol LadderParameters: MarketParameters {
    /// How much of the way from the mid to the fundamental the quotes go.
    var fairWeight: Double { get set }
    /// The standard deviation of a maker's view of the fundamental, in ticks.
    var fairDeviation: Double { get set }
    /// How far the quotes go with the flow of orders, in ticks per √lot: makers believe that who comes knows something.
    var flowImpact: Double { get set }
    /// How fast the flow is forgotten: the exponent of time.
    var flowDecay: Double { get set }
    /// How far the flow moves the quotes at most, in ticks.
    var flowLimit: Double { get set }
    /// Levels on each side.
    var levels: Int { get set }
    /// Ticks between levels.
    var spacing: Int { get set }
    /// Lots of a level.
    var size: Distribution { get set }
    /// The position beyond which nothing is added, in lots; 0 for any.
    var positionLimit: Int { get set }
    /// Mean time between looks at the market, in seconds.
    var interval: Distribution { get set }
}

extension LadderParameters {
    /// The declarations of these fields.
    static var ladderDeclarations: [MarketParameterDeclaration<Self>] {
        [
            .number(
                "fair_weight", \.fairWeight, in: 0...1, "How much of the way from mid to fundamental the quotes go"),
            .number(
                "fair_deviation", \.fairDeviation, in: 0...1e6, unit: "ticks",
                "Deviation of a maker's view of the fundamental"),
            .number(
                "flow_impact", \.flowImpact, in: 0...1e3, unit: "ticks/√lot",
                "How far the quotes go with the signed flow of trades"),
            .number(
                "flow_decay", \.flowDecay, in: 0...2, "How fast the flow is forgotten: the exponent of time"),
            .number(
                "flow_limit", \.flowLimit, in: 1e-3...1e6, unit: "ticks", "How far the flow moves the quotes at most"),
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
