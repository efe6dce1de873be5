internal import OrderBook

/// A flow of orders without intelligence: see `PoissonFlowParameters`.
struct PoissonFlow {
    let orders: FlowOrders
    let limitRate: Double
    let marketRate: Double

    func beginDay(_ participant: Int, _ core: inout MarketCore) {
        core.wakePoisson(participant, rate: limitRate + marketRate)
    }

    @inline(__always)
    func wake(_ participant: Int, _ core: inout MarketCore) {
        let isLimit = core.uniform(participant) * (limitRate + marketRate) < limitRate
        let side: BookSide = core.uniform(participant) < 0.5 ? .buy : .sell
        if isLimit {
            core.requestQuote(orders.instrument, for: participant, side: side)
        } else {
            orders.sendMarketOrder(side, participant, &core)
        }
        core.wakePoisson(participant, rate: limitRate + marketRate)
    }

    @inline(__always)
    func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        orders.sendLimitOrder(quote, participant, &core)
    }
}
