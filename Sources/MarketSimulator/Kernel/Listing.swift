internal import OrderBook

/// An instrument at the exchange: its book, and what the exchange tells about it.
struct Listing: ~Copyable {
    var book: LimitOrderBook
    var fundamental: FundamentalProcess
    /// The same process as the one looking at it from outside moves it: to look changes nothing for participants.
    var watchedFundamental: FundamentalProcess
    var history: PriceHistory
    /// The best prices that were told last; 0 where there are none.
    var bid: Int64 = 0
    var bidSize: Int64 = 0
    var ask: Int64 = 0
    var askSize: Int64 = 0
    /// The price of the last trade, and before the first the initial price.
    var lastPrice: Int64
    /// The lots traded since the day began.
    var lotsOfDay: Int64 = 0
    /// The signed flow of trades, where anyone looks at it.
    var flow = FlowMemory()
    /// Whether anyone looks at the flow.
    var tracksFlow = false

    init(configuration: BookConfiguration, fundamental: FundamentalProcess) {
        book = LimitOrderBook(configuration)
        self.fundamental = fundamental
        watchedFundamental = fundamental
        lastPrice = Int64(fundamental.value.rounded())
        history = PriceHistory(Double(lastPrice))
    }

    /// Reads the best prices off the book; whether they changed.
    ///
    /// In a call auction the book may be crossed: then, as at an exchange, there are no best prices.
    @inline(__always)
    mutating func refreshQuote() -> Bool {
        var (newBid, newBidSize, newAsk, newAskSize) = (Int64(0), Int64(0), Int64(0), Int64(0))
        if book.phase == .continuous {
            if let best = book.best(of: .buy) { (newBid, newBidSize) = (best.price.rawValue, best.size.rawValue) }
            if let best = book.best(of: .sell) { (newAsk, newAskSize) = (best.price.rawValue, best.size.rawValue) }
        }
        if newBid == bid, newAsk == ask, newBidSize == bidSize, newAskSize == askSize { return false }
        (bid, bidSize, ask, askSize) = (newBid, newBidSize, newAsk, newAskSize)
        return true
    }

    /// The mid in ticks; the last trade's price where a side is empty.
    var mid: Double { bid > 0 && ask > 0 ? Double(bid + ask) / 2 : Double(lastPrice) }
}
