/// Traders without information: a random side, at the opposite best price or behind their own.
///
/// - Source: `NoiseAgent` of ABIDES; sizes by its order size model, fitted to NASDAQ orders.
public struct NoiseParameters: MarketParameters {
    /// When they wake.
    public var arrival = NoiseArrival.once
    /// How often, per second of market time, where `arrival` is `poisson`.
    public var wakeRate = Distribution.fixed(0.01)
    /// Lots of an order.
    public var size = Distribution.reference
    /// The chance that an order is priced at the opposite best, and so trades; else it waits.
    public var aggressiveShare = 1.0
    /// How far behind its own best an order that waits is priced, in ticks; negative inside the spread.
    public var depth = Distribution.exponential(mean: 5)
    /// After how long an order that waits is taken back, in seconds; 0 for never.
    public var lifetime = Distribution.fixed(0)

    /// The parameters at their defaults.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .choice("arrival", \.arrival, "Once a day at a random time, or again and again as a Poisson process"),
            .distribution(
                "wake_rate", \.wakeRate, in: 1e-9...1e4, unit: "1/s",
                "Wakes per second of market time where arrival is poisson"),
            .distribution("size", \.size, in: 1...1e9, unit: "lots", "Lots of an order"),
            .number(
                "aggressive_share", \.aggressiveShare, in: 0...1, "Chance that an order is priced at the opposite best"),
            .distribution(
                "depth", \.depth, in: -1e6...1e6, unit: "ticks", "How far behind its best an order that waits is priced"
            ),
            .distribution(
                "lifetime", \.lifetime, in: 0...1e6, unit: "seconds",
                "When an order that waits is taken back; 0 for never"),
        ]
    }
}

extension Distribution {
    /// The sizes of orders of the published reference configuration, in lots.
    ///
    /// - Source: `OrderSizeModel` of ABIDES.
    public static let reference = Distribution.mixture([
        Component(0.2, .logNormal(mean: 2.9, standardDeviation: 1.2)),
        Component(0.7, .normal(mean: 100, standardDeviation: 0.15)),
        Component(0.06, .normal(mean: 200, standardDeviation: 0.15)),
        Component(0.004, .normal(mean: 300, standardDeviation: 0.15)),
        Component(0.0329, .normal(mean: 400, standardDeviation: 0.15)),
        Component(0.001, .normal(mean: 500, standardDeviation: 0.15)),
        Component(0.0006, .normal(mean: 600, standardDeviation: 0.15)),
        Component(0.0004, .normal(mean: 700, standardDeviation: 0.15)),
        Component(0.0005, .normal(mean: 800, standardDeviation: 0.15)),
        Component(0.0003, .normal(mean: 900, standardDeviation: 0.15)),
        Component(0.0003, .normal(mean: 1_000, standardDeviation: 0.15)),
    ])
}
