public import Core

/// Trades of one instrument in order of time.
public struct TickSeries: Sendable {
    /// The instrument.
    public var instrument: Instrument
    /// Instants in nanoseconds UTC, ascending; trades of one instant stay in the order of their source.
    public let time: [Int64]
    /// Prices.
    public let price: [Price]
    /// Units; `nan` where unknown.
    public let size: [Quantity]

    /// A series of columns of equal length.
    ///
    /// - Precondition: the columns are of one length and the times do not descend.
    public init(instrument: Instrument, time: [Int64], price: [Price], size: [Quantity]) {
        invariant(
            time.count == price.count && time.count == size.count
                && zip(time, time.dropFirst()).allSatisfy { $0 <= $1 },
            "the trades of \(instrument.symbol) are out of order or of different lengths")
        self.instrument = instrument
        self.time = time
        self.price = price
        self.size = size
    }

    /// The number of trades.
    public var count: Int { time.count }
}
