internal import Core
internal import Glibc
internal import OrderBook

/// A trader with a mixed forecast: see `ChartistParameters`.
struct ChartistTrader {
    let instrument: UInt16
    let wakeRate: Double
    let fundamentalWeight: Double
    let chartWeight: Double
    let noiseWeight: Double
    let noiseScale: Double
    let horizon: Double
    let margin: Double
    let size: Sampler

    func beginDay(_ participant: Int, _ core: inout MarketCore) {
        core.wakePoisson(participant, rate: wakeRate)
    }

    @inline(__always)
    func wake(_ participant: Int, _ core: inout MarketCore) {
        core.requestQuote(instrument, for: participant)
        core.wakePoisson(participant, rate: wakeRate)
    }

    @inline(__always)
    func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        let price = quote.bid > 0 && quote.ask > 0 ? Double(quote.bid + quote.ask) / 2 : Double(quote.price)
        let past = core.listings[Int(instrument)].history.price(secondsAgo: Int64(horizon))
        let noise = noiseScale * core.seats[participant].stream.normal()
        let weights = fundamentalWeight + chartWeight + noiseWeight
        guard weights > 0 else { return }
        let reversion = fundamentalWeight * log(core.fundamental(instrument) / price) / horizon
        let trend = chartWeight * log(price / past) / horizon
        let forecast = price * exp((reversion + trend + noiseWeight * noise) / weights * horizon)
        let lots = core.drawLots(size, participant)
        if forecast > price {
            let limit = Int64(min(1e9, forecast * (1 - margin)).rounded(.down))
            core.submit(participant, instrument, .buy, price: limit, lots: lots, lifetime: horizon)
        } else {
            let limit = Int64(min(1e9, forecast * (1 + margin)).rounded(.up))
            core.submit(participant, instrument, .sell, price: limit, lots: lots, lifetime: horizon)
        }
    }
}
