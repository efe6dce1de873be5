internal import OrderBook

/// A trader who follows the trend: see `MomentumParameters`.
struct MomentumTrader {
    let instrument: UInt16
    let wakeRate: Double
    let shortWindow: Int
    let longWindow: Int
    let lots: Int64
    let threshold: Double
    let positionLimit: Int64
    /// The last mids in half ticks, a ring as long as the longer window.
    var mids: [Int64]
    var samples = 0
    var shortSum: Int64 = 0
    var longSum: Int64 = 0

    init(
        instrument: UInt16, wakeRate: Double, shortWindow: Int, longWindow: Int, lots: Int64, threshold: Double,
        positionLimit: Int64
    ) {
        self.instrument = instrument
        self.wakeRate = wakeRate
        self.shortWindow = shortWindow
        self.longWindow = longWindow
        self.lots = lots
        self.threshold = threshold
        self.positionLimit = positionLimit
        mids = [Int64](repeating: 0, count: max(shortWindow, longWindow))
    }

    func beginDay(_ participant: Int, _ core: inout MarketCore) {
        core.wakePoisson(participant, rate: wakeRate)
    }

    @inline(__always)
    func wake(_ participant: Int, _ core: inout MarketCore) {
        core.requestQuote(instrument, for: participant)
        core.wakePoisson(participant, rate: wakeRate)
    }

    @inline(__always)
    mutating func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        guard quote.bid > 0, quote.ask > 0 else { return }
        sample(Int64(quote.bid) + Int64(quote.ask))
        guard samples >= max(shortWindow, longWindow) else { return }
        let difference = (Double(shortSum) / Double(shortWindow) - Double(longSum) / Double(longWindow)) / 2
        guard abs(difference) >= threshold else { return }
        let side: BookSide = difference >= 0 ? .buy : .sell
        if positionLimit > 0 {
            let position = core.position(participant, instrument)
            guard (side == .buy ? position : -position) < positionLimit else { return }
        }
        core.submit(participant, instrument, side, price: Int64(side == .buy ? quote.ask : quote.bid), lots: lots)
    }

    /// Adds a mid to the two running sums, which are whole numbers and never drift.
    @inline(__always)
    private mutating func sample(_ mid: Int64) {
        let length = mids.count
        shortSum += mid - (samples >= shortWindow ? mids[(samples - shortWindow) % length] : 0)
        longSum += mid - (samples >= longWindow ? mids[(samples - longWindow) % length] : 0)
        mids[samples % length] = mid
        samples += 1
    }
}
