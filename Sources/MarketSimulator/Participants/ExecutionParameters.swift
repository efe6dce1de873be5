/// Institutions that work large orders in pieces: meta-orders arrive as a Poisson process, their sizes are Pareto
/// distributed, and their pieces all have one sign.
///
/// Signs of trades remember as long as meta-orders last: with an exponent a of sizes, the autocorrelation of signs falls as
/// the power a − 1 of the lag.
///
/// A piece takes what is displayed at the opposite best at most; what it does not get it tries again.
///
/// - Source: Lillo, Mike and Farmer (2005), "Theory for long memory in supply and demand", section III; Almgren, Thum,
///   Hauptmann and Li (2005), "Direct Estimation of Equity Market Impact", for the schedules.
public struct ExecutionParameters: MarketParameters {
    /// Meta-orders per second of market time, while none is being worked.
    public var arrivalRate = Distribution.fixed(1.0 / 1_800)
    /// Lots of a meta-order.
    public var size = Distribution.pareto(minimum: 500, exponent: 1.5)
    /// Lots beyond which a size is cut.
    public var largestSize = 1_000_000
    /// How the pieces are spread.
    public var schedule = ExecutionSchedule.vwap
    /// Lots of a piece of a twap or vwap.
    public var pieceSize = Distribution.fixed(100)
    /// Share of the volume that a pov takes.
    public var participation = 0.1
    /// Time between pieces, in seconds (of market time for vwap); each is drawn between half and one and a half of it.
    public var interval = Distribution.fixed(10)
    /// Chance that a meta-order buys.
    public var buyChance = 0.5

    /// The parameters at their defaults.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .distribution(
                "arrival_rate", \.arrivalRate, in: 1e-9...1e3, unit: "1/s",
                "Meta-orders per second while none is worked"),
            .distribution("size", \.size, in: 1...1e9, unit: "lots", "Lots of a meta-order"),
            .integer(
                "largest_size", \.largestSize, in: 1...1_000_000_000, unit: "lots", "Lots beyond which a size is cut"),
            .choice(
                "schedule", \.schedule, "How the pieces are spread: over time, over market time, or with the volume"),
            .distribution("piece_size", \.pieceSize, in: 1...1e9, unit: "lots", "Lots of a piece of a twap or vwap"),
            .number("participation", \.participation, in: 1e-6...1, "Share of the volume that a pov takes"),
            .distribution("interval", \.interval, in: 1e-3...1e5, unit: "seconds", "Mean time between pieces"),
            .number("buy_chance", \.buyChance, in: 0...1, "Chance that a meta-order buys"),
        ]
    }
}
