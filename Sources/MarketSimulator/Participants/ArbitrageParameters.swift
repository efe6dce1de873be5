/// Arbitrageurs between an index instrument (the one of their group) and the basket of all other instruments, equally
/// weighted.
///
///     value = mean of the components' prices
///
/// Where the index bids more than the components ask, with a margin, they sell the index and buy the basket with
/// immediate-or-cancel orders; where it asks less than they bid, the other way round.
///
/// - Source: the ETF arbitrageurs of ABIDES and PAMS (`ArbitrageAgent`): market maker of the identity of an index.
public struct ArbitrageParameters: MarketParameters {
    /// Wakes per second of market time.
    public var wakeRate = Distribution.fixed(0.5)
    /// The gain beyond which they trade, in ticks.
    public var margin = Distribution.fixed(1)
    /// Lots of each component; of the index as many as all components together.
    public var lots = 10

    /// The parameters at their defaults.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution("wake_rate", \.wakeRate, in: 1e-9...1e4, unit: "1/s", "Wakes per second of market time"),
            .distribution("margin", \.margin, in: 0...1e6, unit: "ticks", "Gain beyond which they trade"),
            .integer("lots", \.lots, in: 1...1_000_000, unit: "lots", "Lots of each component"),
        ]
    }
}
