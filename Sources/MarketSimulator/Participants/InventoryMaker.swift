internal import Core
internal import Glibc
internal import OrderBook

/// A market maker who knows the price of inventory: see `InventoryMakerParameters`.
struct InventoryMaker {
    var ladder: QuoteLadder
    let riskAversion: Double
    let fillSpread: Double
    let horizon: Double
    let unit: Double
    let varianceWeight: Double
    let interval: Double
    /// The variance that was believed at first.
    let leastVariance: Double
    var variance: Double
    var lastMid = 0.0
    var lastTime: Int64 = 0

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        ladder.beginDay()
        lastMid = 0
        core.wake(participant, at: max(core.now, core.sessionOpen))
    }

    @inline(__always)
    func wake(_ participant: Int, _ core: inout MarketCore) {
        core.requestQuote(ladder.instrument, for: participant)
        core.wake(participant, at: core.now + Int64(interval * (0.5 + core.uniform(participant)) * 1e9))
    }

    @inline(__always)
    mutating func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        let mid = quote.bid > 0 && quote.ask > 0 ? Double(quote.bid + quote.ask) / 2 : Double(quote.price)
        if lastMid > 0, core.now > lastTime {
            let move = mid - lastMid
            let perSecond = move * move / (Double(core.now - lastTime) * 1e-9)
            // A book that was empty for a moment moves the mid by anything, and so do quotes that fear for a position: no look
            // counts for more than four deviations of what was believed at first.
            let bounded = min(perSecond, 16 * leastVariance)
            variance += varianceWeight * (bounded - variance)
        }
        (lastMid, lastTime) = (mid, core.now)
        let left = min(horizon, max(0, Double(core.sessionClose - core.now) * 1e-9))
        let risk = riskAversion * variance * left
        let position = Double(core.position(participant, ladder.instrument)) / unit
        let reservation = ladder.fairPrice(quote, participant, &core) - position * risk
        let halfSpread = max(0.5, (risk + fillSpread) / 2)
        // Fear without end quotes where nobody trades: the exchange moves prices to its edges.
        let bid = Int64(max(-1e12, min(1e12, reservation - halfSpread)).rounded(.down))
        let ask = max(bid + 1, Int64(max(-1e12, min(1e12, reservation + halfSpread)).rounded(.up)))
        ladder.place(bid: bid, ask: ask, participant, &core)
    }

    /// (2 / γ) ln(1 + γ / κ), the part of the spread that does not change.
    static func fillSpread(riskAversion: Double, fillDecay: Double) -> Double {
        2 / riskAversion * log1p(riskAversion / fillDecay)
    }
}
