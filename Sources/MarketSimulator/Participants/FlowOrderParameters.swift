/// Parameters of crowds of zero intelligence: how their orders are made, whenever they come.
protocol FlowOrderParameters: MarketParameters {
    /// How long a limit order lies, in seconds of market time.
    var lifetime: Distribution { get set }
    /// The distance of a limit order from the opposite best, in ticks.
    var depth: Distribution { get set }
    /// Lots of a limit order.
    var limitSize: Distribution { get set }
    /// Lots of a market order.
    var marketSize: Distribution { get set }
}

extension FlowOrderParameters {
    /// The declarations of these fields.
    static var orderDeclarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution(
                "lifetime", \.lifetime, in: 0...1e7, unit: "seconds", "How long a limit order lies; 0 for the day"),
            .distribution(
                "depth", \.depth, in: -1e6...1e6, unit: "ticks", "Distance of a limit order from the opposite best"),
            .distribution("limit_size", \.limitSize, in: 1...1e9, unit: "lots", "Lots of a limit order"),
            .distribution("market_size", \.marketSize, in: 1...1e9, unit: "lots", "Lots of a market order"),
        ]
    }
}
