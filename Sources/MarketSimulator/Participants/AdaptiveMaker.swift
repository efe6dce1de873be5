internal import Core
internal import Glibc
internal import OrderBook

/// A market maker who offers a share of the volume: see `AdaptiveMakerParameters`.
struct AdaptiveMaker {
    let instrument: UInt16
    let parameters: AdaptiveMakerParameters
    let interval: Double
    var window = 1.0
    var lastSpread: Int64 = 1
    var lastVolume: Int64 = 0

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        lastVolume = 0
        core.wake(participant, at: max(core.now, core.sessionOpen))
    }

    func wake(_ participant: Int, _ core: inout MarketCore) {
        core.cancelAll(participant)
        core.requestQuote(instrument, for: participant)
        core.wake(participant, at: core.now + Int64(interval * 1e9))
    }

    mutating func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        let volume = quote.remaining - lastVolume
        lastVolume = quote.remaining
        let hasBoth = quote.bid > 0 && quote.ask > 0
        let mid = hasBoth ? Double(quote.bid + quote.ask) / 2 : Double(quote.price)
        if hasBoth { lastSpread = Int64(quote.ask - quote.bid) }
        window = max(1, parameters.spreadWeight * Double(lastSpread) + (1 - parameters.spreadWeight) * window)
        let base = max(Double(parameters.leastLots), (parameters.share * Double(volume)).rounded())
        var (buyLots, sellLots) = (base, base)
        if parameters.inventorySkew > 0 {
            let exponent = -parameters.inventorySkew * Double(core.position(participant, instrument))
            sellLots = (2 * base / (1 + exp(exponent))).rounded(.up)
            buyLots = max(0, 2 * base - sellLots)
        }
        let step = max(1, Int64((parameters.spacing * Double(lastSpread)).rounded(.up)))
        let width = window.rounded()
        let bid = Int64((mid - width / 2).rounded(.down))
        let ask = Int64((mid + width / 2).rounded(.up))
        for level in 0..<Int64(parameters.levels) {
            if bid - level * step > 0 {
                core.submit(participant, instrument, .buy, price: bid - level * step, lots: Int64(buyLots))
            }
            core.submit(participant, instrument, .sell, price: ask + level * step, lots: Int64(sellLots))
        }
    }
}
