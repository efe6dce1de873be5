internal import OrderBook

/// How a flow of zero intelligence makes its orders.
struct FlowOrders {
    let instrument: UInt16
    let lifetime: Sampler
    let depth: Sampler
    let limitSize: Sampler
    let marketSize: Sampler

    /// Sends a market order.
    @inline(__always)
    func sendMarketOrder(_ side: BookSide, _ participant: Int, _ core: inout MarketCore) {
        core.submit(
            participant, instrument, side, price: core.listings[Int(instrument)].lastPrice,
            lots: core.drawLots(marketSize, participant), isMarket: true)
    }

    /// Sends a limit order some ticks from the opposite best that a quote tells.
    @inline(__always)
    func sendLimitOrder(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        let distance = Int64(min(1e6, max(1, core.draw(depth, participant))))
        let price =
            quote.side == .buy
            ? (quote.ask > 0 ? Int64(quote.ask) : quote.price + 1) - distance
            : (quote.bid > 0 ? Int64(quote.bid) : quote.price - 1) + distance
        let lots = core.drawLots(limitSize, participant)
        let seconds = core.draw(lifetime, participant)
        core.submit(participant, instrument, quote.side, price: price, lots: lots, lifetime: seconds)
    }
}
