internal import OrderBook

/// A flow of orders that excite each other: see `HawkesFlowParameters`.
struct HawkesFlow {
    let orders: FlowOrders
    var process: HawkesProcess

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        scheduleNext(participant, &core)
    }

    @inline(__always)
    mutating func wake(_ participant: Int, kind: UInt32, _ core: inout MarketCore) {
        let side: BookSide = kind & 1 == 0 ? .buy : .sell
        if kind < 2 {
            orders.sendMarketOrder(side, participant, &core)
        } else {
            core.requestQuote(orders.instrument, for: participant, side: side)
        }
        scheduleNext(participant, &core)
    }

    @inline(__always)
    func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        orders.sendLimitOrder(quote, participant, &core)
    }

    @inline(__always)
    private mutating func scheduleNext(_ participant: Int, _ core: inout MarketCore) {
        let (wait, kind) = process.next(&core.seats[participant].stream)
        core.wake(participant, afterMarketSeconds: wait, reason: UInt32(kind))
    }
}
