internal import OrderBook

/// An arbitrageur between an index and its components: see `ArbitrageParameters`.
struct Arbitrageur {
    let index: UInt16
    let instruments: Int
    let wakeRate: Double
    let margin: Double
    let lots: Int64
    var quotes: [KernelMessage]
    var missing = 0

    init(index: UInt16, instruments: Int, wakeRate: Double, margin: Double, lots: Int64) {
        self.index = index
        self.instruments = instruments
        self.wakeRate = wakeRate
        self.margin = margin
        self.lots = lots
        quotes = [KernelMessage](repeating: KernelMessage(kind: .quote), count: instruments)
    }

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        missing = 0
        core.wakePoisson(participant, rate: wakeRate)
    }

    mutating func wake(_ participant: Int, _ core: inout MarketCore) {
        core.wakePoisson(participant, rate: wakeRate)
        guard missing == 0 else { return }
        missing = instruments
        for instrument in 0..<instruments { core.requestQuote(UInt16(instrument), for: participant) }
    }

    mutating func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        quotes[Int(quote.instrument)] = quote
        missing = max(0, missing - 1)
        guard missing == 0, quotes.allSatisfy({ $0.bid > 0 && $0.ask > 0 }) else { return }
        var (bids, asks) = (0.0, 0.0)
        for instrument in 0..<instruments where instrument != Int(index) {
            bids += Double(quotes[instrument].bid)
            asks += Double(quotes[instrument].ask)
        }
        let components = Double(instruments - 1)
        if Double(quotes[Int(index)].bid) - asks / components > margin {
            trade(index: .sell, participant, &core)
        } else if bids / components - Double(quotes[Int(index)].ask) > margin {
            trade(index: .buy, participant, &core)
        }
    }

    private func trade(index side: BookSide, _ participant: Int, _ core: inout MarketCore) {
        for instrument in 0..<instruments {
            let isIndex = instrument == Int(index)
            let side = isIndex ? side : side.opposite
            let price = side == .buy ? quotes[instrument].ask : quotes[instrument].bid
            core.submit(
                participant, UInt16(instrument), side, price: Int64(price),
                lots: isIndex ? lots * Int64(instruments - 1) : lots, timeInForce: .immediateOrCancel)
        }
    }
}
