public import Core

/// Best quotes of one instrument in order of time.
public struct QuoteSeries: Sendable {
    /// The instrument.
    public var instrument: Instrument
    /// Instants in nanoseconds UTC, ascending; quotes of one instant stay in the order of their source.
    public let time: [Int64]
    /// Best bids; `nan` where nobody bids.
    public let bid: [Price]
    /// Best asks; `nan` where nobody asks.
    public let ask: [Price]

    /// A series of columns of equal length.
    ///
    /// - Precondition: the columns are of one length and the times do not descend.
    public init(instrument: Instrument, time: [Int64], bid: [Price], ask: [Price]) {
        invariant(
            time.count == bid.count && time.count == ask.count && zip(time, time.dropFirst()).allSatisfy { $0 <= $1 },
            "the quotes of \(instrument.symbol) are out of order or of different lengths")
        (self.instrument, self.time, self.bid, self.ask) = (instrument, time, bid, ask)
    }

    /// The number of quotes.
    public var count: Int { time.count }
}
