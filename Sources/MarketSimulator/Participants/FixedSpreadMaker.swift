internal import OrderBook

/// A market maker with a fixed spread: see `FixedSpreadMakerParameters`.
struct FixedSpreadMaker {
    var ladder: QuoteLadder
    let halfSpread: Double
    let lean: Double
    let interval: Double

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        ladder.beginDay()
        core.wake(participant, at: max(core.now, core.sessionOpen))
    }

    @inline(__always)
    func wake(_ participant: Int, _ core: inout MarketCore) {
        core.requestQuote(ladder.instrument, for: participant)
        core.wake(participant, at: core.now + Int64(interval * (0.5 + core.uniform(participant)) * 1e9))
    }

    @inline(__always)
    mutating func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        let position = Double(core.position(participant, ladder.instrument))
        let center = ladder.fairPrice(quote, participant, &core) - lean * position
        let bid = Int64((center - halfSpread).rounded(.down))
        let ask = max(bid + 1, Int64((center + halfSpread).rounded(.up)))
        ladder.place(bid: bid, ask: ask, participant, &core)
    }
}
