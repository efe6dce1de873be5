internal import OrderBook

/// A trader without information: see `NoiseParameters`.
struct NoiseTrader {
    let instrument: UInt16
    let arrival: NoiseArrival
    let wakeRate: Double
    let size: Sampler
    let aggressiveShare: Double
    let depth: Sampler
    let lifetime: Sampler

    func beginDay(_ participant: Int, _ core: inout MarketCore) {
        switch arrival {
        case .once:
            let length = Double(core.sessionClose - core.sessionOpen)
            core.wake(participant, at: core.sessionOpen + Int64(core.uniform(participant) * length))
        case .poisson: core.wakePoisson(participant, rate: wakeRate)
        }
    }

    @inline(__always)
    func wake(_ participant: Int, _ core: inout MarketCore) {
        core.requestQuote(instrument, for: participant)
        if arrival == .poisson { core.wakePoisson(participant, rate: wakeRate) }
    }

    @inline(__always)
    func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        let buys = core.uniform(participant) < 0.5
        let lots = core.drawLots(size, participant)
        if aggressiveShare >= 1 || core.uniform(participant) < aggressiveShare {
            let price = buys ? quote.ask : quote.bid
            guard price > 0 else { return }
            let seconds = core.draw(lifetime, participant)
            core.submit(
                participant, instrument, buys ? .buy : .sell, price: Int64(price), lots: lots, lifetime: seconds)
        } else {
            let own = Int64(buys ? quote.bid : quote.ask)
            let other = Int64(buys ? quote.ask : quote.bid)
            let offset = Int64(min(1e6, max(-1e6, core.draw(depth, participant))).rounded(.down))
            var price = (own > 0 ? own : quote.price) + (buys ? -offset : offset)
            // Inside the spread at most: what waits must not trade.
            if other > 0 { price = buys ? min(price, other - 1) : max(price, other + 1) }
            let seconds = core.draw(lifetime, participant)
            core.submit(participant, instrument, buys ? .buy : .sell, price: price, lots: lots, lifetime: seconds)
        }
    }
}
