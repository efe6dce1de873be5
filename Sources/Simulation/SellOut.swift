import Core

/// Takes back every order and closes every position at the market: what is done where one strategy hands over to another.
struct SellOut: Strategy {
    init() {}

    init(_ parameters: NoParameters, for universe: Universe) { self.init() }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        for place in 0..<market.instrumentCount {
            let instrument = InstrumentIndex(place)
            if market.hasWorkingOrders(in: instrument) {
                for order in market.workingOrders(in: instrument) { desk.cancel(order.id) }
            }
            let position = market.position(of: instrument)
            guard !position.isFlat else { continue }
            // Sales first, so that they pay for what must be bought back.
            desk.submitInTurn(
                OrderRequest(
                    position.isLong ? .sell : .buy, .fractionOfPosition(1), of: instrument, reduceOnly: true,
                    reason: "window-end"))
        }
    }
}
