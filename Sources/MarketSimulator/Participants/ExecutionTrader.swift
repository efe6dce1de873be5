internal import OrderBook

/// An institution that works large orders: see `ExecutionParameters`.
struct ExecutionTrader {
    let instrument: UInt16
    let arrivalRate: Double
    let size: Sampler
    let largestSize: Int64
    let schedule: ExecutionSchedule
    let pieceSize: Sampler
    let participation: Double
    let interval: Double
    let buyChance: Double
    /// Lots of the meta-order that are not traded yet; 0 where none is worked.
    var remaining: Int64 = 0
    var side = BookSide.buy
    /// The day's volume at the last piece, own trades taken out of what follows.
    var lastVolume: Int64 = 0
    /// What a share of the volume left over, in lots.
    var carried = 0.0

    /// When the meta-order came, its lots, and the mid and the lots of the day then.
    var begun = (time: Int64(0), lots: Int64(0), mid: 0.0, lotsOfDay: Int64(0))
    /// The number of the meta-order: wakes for the pieces of one before are let pass.
    var epoch: UInt32 = 0

    /// The reason of a wake for a new meta-order; those for pieces are even.
    private static let arrival: UInt32 = 1
    private var piece: UInt32 { (epoch & 0x3fff_ffff) &<< 1 }

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        lastVolume = 0
        carried = 0
        if remaining > 0 {
            scheduleNext(participant, &core)
        } else {
            core.wakePoisson(participant, rate: arrivalRate, reason: ExecutionTrader.arrival)
        }
    }

    /// Begins a meta-order of given lots.
    mutating func begin(_ side: BookSide, lots: Int64, _ participant: Int, _ core: inout MarketCore) {
        self.side = side
        epoch &+= 1
        remaining = lots
        carried = 0
        lastVolume = core.listings[Int(instrument)].lotsOfDay
        begun = (core.now, lots, core.listings[Int(instrument)].mid, lastVolume)
        core.requestQuote(instrument, for: participant)
        scheduleNext(participant, &core)
    }

    mutating func wake(_ participant: Int, reason: UInt32, _ core: inout MarketCore) {
        if reason == ExecutionTrader.arrival {
            let buys = core.uniform(participant) < buyChance
            let lots = min(largestSize, core.drawLots(size, participant))
            begin(buys ? .buy : .sell, lots: lots, participant, &core)
        } else if remaining > 0, reason == piece {
            core.requestQuote(instrument, for: participant)
            scheduleNext(participant, &core)
        }
    }

    mutating func receive(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        guard remaining > 0, core.seats[participant].orders.isEmpty else { return }
        let (price, displayed) =
            side == .buy ? (Int64(quote.ask), quote.askSize) : (Int64(quote.bid), quote.bidSize)
        guard price > 0, displayed > 0 else { return }
        var lots: Int64
        if schedule == .pov {
            carried += participation * Double(max(0, quote.remaining - lastVolume))
            lastVolume = quote.remaining
            lots = Int64(carried)
        } else {
            lots = core.drawLots(pieceSize, participant)
        }
        lots = min(lots, displayed, remaining)
        guard lots > 0 else { return }
        if schedule == .pov { carried -= Double(lots) }
        core.submit(
            participant, instrument, side, price: price, lots: lots, timeInForce: .immediateOrCancel)
    }

    /// A piece traded.
    mutating func filled(_ message: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        remaining -= message.size
        lastVolume += message.size
        if remaining <= 0 {
            remaining = 0
            record(participant, &core)
            core.wakePoisson(participant, rate: arrivalRate, reason: ExecutionTrader.arrival)
        }
    }

    /// Writes down what is done.
    private func record(_ participant: Int, _ core: inout MarketCore) {
        let place = Int(instrument)
        let isOfToday = begun.time >= core.sessionOpen
        core.records.metaOrders.append(
            MetaOrderRecord(
                start: begun.time, end: core.now, side: side, lots: begun.lots,
                marketLots: isOfToday ? core.listings[place].lotsOfDay - begun.lotsOfDay : 0, arrivalMid: begun.mid,
                endMid: core.listings[place].mid, participant: UInt32(participant), instrument: Int32(instrument)))
    }

    private func scheduleNext(_ participant: Int, _ core: inout MarketCore) {
        let wait = interval * (0.5 + core.uniform(participant))
        if schedule == .vwap {
            core.wake(participant, afterMarketSeconds: wait, reason: piece)
        } else {
            core.wake(participant, at: core.now + Int64(wait * 1e9), reason: piece)
        }
    }
}
