internal import Core
internal import Glibc
internal import OrderBook

/// A trader who knows the fundamental with an error: see `ValueParameters`.
struct ValueTrader {
    let instrument: UInt16
    let wakeRate: Double
    let observationVariance: Double
    let reversion: Double
    let mean: Double
    let shockVariance: Double
    let aggressiveShare: Double
    let depthSpread: Int
    let threshold: Double
    let size: Sampler
    var estimate: Double
    var variance = 0.0
    var lastWake: Int64 = 0

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        lastWake = core.now
        core.wakePoisson(participant, rate: wakeRate)
    }

    @inline(__always)
    func wake(_ participant: Int, _ core: inout MarketCore) {
        core.cancelAll(participant)
        core.requestQuote(instrument, for: participant)
        core.wakePoisson(participant, rate: wakeRate)
    }

    @inline(__always)
    mutating func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        let atClose = observe(participant, &core)
        let lots = core.drawLots(size, participant)
        let (bid, ask) = (Int64(quote.bid), Int64(quote.ask))
        guard bid > 0, ask > 0 else {
            // Nobody to compare with: an order at the value itself.
            let side: BookSide = core.uniform(participant) < 0.5 ? .buy : .sell
            core.submit(participant, instrument, side, price: Int64(atClose.rounded()), lots: lots)
            return
        }
        let mid = Double(bid + ask) / 2
        guard abs(atClose - mid) >= threshold else { return }
        let reach = depthSpread * Int(max(1, ask - bid))
        let isAggressive = core.uniform(participant) < aggressiveShare
        let behind = isAggressive || reach == 0 ? 0 : Int64(core.seats[participant].stream.below(reach))
        if atClose < mid {
            core.submit(participant, instrument, .sell, price: bid + behind, lots: lots)
        } else {
            core.submit(participant, instrument, .buy, price: ask - behind, lots: lots)
        }
    }

    /// Learns from an observation; the value expected at the close.
    private mutating func observe(_ participant: Int, _ core: inout MarketCore) -> Double {
        let deviation = observationVariance.squareRoot()
        let observation = core.fundamental(instrument) + deviation * core.seats[participant].stream.normal()
        let seconds = Double(core.now - lastWake) * 1e-9
        lastWake = core.now
        let kept = exp(-reversion * seconds)
        let gained =
            reversion > 1e-12
            ? -expm1(-2 * reversion * seconds) / (2 * reversion) * shockVariance : seconds * shockVariance
        let prior = (1 - kept) * mean + kept * estimate
        let priorVariance = kept * kept * variance + gained
        let sum = observationVariance + priorVariance
        if sum > 0 {
            estimate = (observationVariance * prior + priorVariance * observation) / sum
            variance = observationVariance * priorVariance / sum
        } else {
            estimate = observation
        }
        let left = exp(-reversion * Double(max(0, core.sessionClose - core.now)) * 1e-9)
        return (1 - left) * mean + left * estimate
    }
}
