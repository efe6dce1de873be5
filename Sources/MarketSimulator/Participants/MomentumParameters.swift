/// Traders who follow the trend: buy where the short average of the mid is at or above the long one, sell below.
///
/// - Source: `MomentumAgent` of ABIDES: mids sampled at its wakes, a Poisson process of 37 s.
public struct MomentumParameters: MarketParameters {
    /// Wakes per second of market time.
    public var wakeRate = Distribution.fixed(1.0 / 37)
    /// Mids of the short average.
    public var shortWindow = 20
    /// Mids of the long average.
    public var longWindow = 50
    /// Lots of an order, drawn once per trader.
    public var size = Distribution.uniform(lower: 1, upper: 10)
    /// The difference of the averages below which the trader does nothing, in ticks.
    public var threshold = Distribution.fixed(0)
    /// The position beyond which the trader adds nothing, in lots; 0 for any.
    public var positionLimit = 0

    /// The parameters at their defaults, those of the reference configuration.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution("wake_rate", \.wakeRate, in: 1e-9...1e4, unit: "1/s", "Wakes per second of market time"),
            .integer("short_window", \.shortWindow, in: 1...10_000, unit: "samples", "Mids of the short average"),
            .integer("long_window", \.longWindow, in: 1...10_000, unit: "samples", "Mids of the long average"),
            .distribution("size", \.size, in: 1...1e9, unit: "lots", "Lots of an order, drawn once per trader"),
            .distribution(
                "threshold", \.threshold, in: 0...1e8, unit: "ticks",
                "Difference of the averages below which nothing is done"),
            .integer(
                "position_limit", \.positionLimit, in: 0...1_000_000_000, unit: "lots",
                "Position beyond which nothing is added; 0 for any"),
        ]
    }
}
