/// Changes of the best prices as columns of equal length.
public struct QuoteColumns: Sendable {
    /// Nanoseconds UTC, ascending.
    public private(set) var time: [Int64] = []
    /// Best bids in ticks; 0 for none.
    public private(set) var bid: [Int64] = []
    /// Lots there.
    public private(set) var bidLots: [Int64] = []
    /// Best asks in ticks; 0 for none.
    public private(set) var ask: [Int64] = []
    /// Lots there.
    public private(set) var askLots: [Int64] = []

    /// The number of changes.
    public var count: Int { time.count }

    mutating func append(_ quote: QuoteRecord) {
        time.append(quote.time)
        bid.append(quote.bid)
        bidLots.append(quote.bidLots)
        ask.append(quote.ask)
        askLots.append(quote.askLots)
    }
}
