internal import Core
internal import OrderBook

/// What all participants share: the clock, the events to come, the exchange, the accounts and the orders.
///
/// Participants are told to act by `Market`, and act through the methods here: each sends messages which the queue of
/// events brings to the exchange, and which the exchange answers.
struct MarketCore: ~Copyable {
    /// The present instant, nanoseconds since the Unix epoch.
    var now: Int64
    var queue: EventQueue
    var messages = MessagePool(capacity: 4_096)
    var seats = OwnedBuffer<Seat>(capacity: 1_024)
    /// Shares as the exchange has them, then as the participant knows them: by participant, then instrument.
    var shares = OwnedBuffer<Int64>(capacity: 1_024)
    var knownShares = OwnedBuffer<Int64>(capacity: 1_024)
    var orders = OwnedBuffer<OrderRecord>(capacity: 4_096)
    var freeOrders = OwnedBuffer<UInt32>(capacity: 4_096)
    var listings = OwnedBuffer<Listing>(capacity: 1)
    var activity: ActivityClock
    var samplers = SamplerTable()
    var records = RecordBuffers()
    var counts = MarketCounts()
    var bookEvents = BookEventList(capacity: 256)
    /// Instruments that have just halted at their price bands.
    var haltedAtBands: [UInt16] = []
    /// The participants that hear of every quote and trade.
    var subscribers: [UInt32] = []
    /// By group: the latencies that are not always the same.
    var connections: [ConnectionTerms] = []
    let exchange: ExchangeTerms
    /// Cash beyond which a market is stopped, in ticks × lots: one trade more cannot pass by it unseen.
    static let greatestCash: UInt64 = 1 << 62
    /// Whether the cash of a participant went beyond that.
    var isUncountable = false
    /// What each group did in each instrument: by group, then instrument.
    var tallies = OwnedBuffer<GroupTally>(capacity: 16)
    /// Fees that the exchange took, in ticks × lots.
    var fees: Int64 = 0
    /// When the exchange is done with the message before.
    var exchangeFree: Int64 = 0
    /// The first instant after which nobody wakes.
    var dayEnd: Int64 = 0
    /// The end of continuous trading.
    var sessionClose: Int64 = 0
    /// The beginning of continuous trading.
    var sessionOpen: Int64 = 0

    init(seed: UInt64, start: Int64, activity: ActivityParameters, exchange: ExchangeTerms) {
        now = start
        queue = EventQueue(startingAt: start)
        self.activity = ActivityClock(activity, seed: seed)
        self.exchange = exchange
    }
}

// MARK: What participants do

extension MarketCore {
    /// A uniform number in `0 ..< 1` of a participant's stream.
    @inline(__always)
    mutating func uniform(_ participant: Int) -> Double { seats[participant].stream.uniform() }

    /// A number drawn by a participant.
    @inline(__always)
    mutating func draw(_ sampler: Sampler, _ participant: Int) -> Double {
        samplers.draw(sampler, &seats[participant].stream)
    }

    /// A positive whole number drawn by a participant: a size in lots.
    @inline(__always)
    mutating func drawLots(_ sampler: Sampler, _ participant: Int) -> Int64 {
        Int64(min(1e9, max(1, draw(sampler, participant).rounded())))
    }

    /// Wakes a participant at an instant, if the day lasts that long.
    @inline(__always)
    mutating func wake(_ participant: Int, at instant: Int64, reason: UInt32 = 0) {
        guard instant < dayEnd else { return }
        let time = max(instant, now)
        let tie = TieBreak.bits(key: seats[participant].tieKey, time: time)
        queue.push(time: time, kind: .wake, tie: tie, participant: UInt32(participant), payload: reason)
    }

    /// Wakes a participant after so many seconds of market time.
    @inline(__always)
    mutating func wake(_ participant: Int, afterMarketSeconds seconds: Double, reason: UInt32 = 0) {
        if let instant = activity.instant(after: now, marketSeconds: seconds) {
            wake(participant, at: instant, reason: reason)
        }
    }

    /// Wakes a participant after an exponential time of a rate per second of market time; never for a rate of 0.
    @inline(__always)
    mutating func wakePoisson(_ participant: Int, rate: Double, reason: UInt32 = 0) {
        guard rate > 0 else { return }
        let seconds = seats[participant].stream.exponential() / rate
        wake(participant, afterMarketSeconds: seconds, reason: reason)
    }

    /// Begins a participant's turn: fixes when its answers leave it.
    @inline(__always)
    mutating func beginTurn(_ participant: Int) {
        let seat = seats.base + participant
        seat.pointee.departure = max(now, seat.pointee.departure) &+ seat.pointee.computation
    }

    /// Asks the exchange for the best prices of an instrument; side and tag come back with the answer.
    @inline(__always)
    mutating func requestQuote(
        _ instrument: UInt16, for participant: Int, side: BookSide = .buy, tag: UInt8 = 0
    ) {
        var message = KernelMessage(kind: .quoteRequest)
        message.instrument = instrument
        message.side = side
        message.reason = tag
        send(message, from: participant)
    }

    /// Sends an order; its name until it has left the book, or `none` where the size is nothing.
    ///
    /// - Parameter lifetime: After how many seconds of market time the participant takes it back; 0 for never.
    @discardableResult
    @inline(__always)
    mutating func submit(
        _ participant: Int, _ instrument: UInt16, _ side: BookSide, price: Int64, lots: Int64, isMarket: Bool = false,
        timeInForce: BookTimeInForce = .goodTillCancelled, isPostOnly: Bool = false, lifetime: Double = 0
    ) -> OrderHandle {
        let lots = seats[participant].mayBorrow ? lots : affordable(participant, instrument, side, price, lots)
        guard lots > 0 else { return .none }
        let departure = seats[participant].departure
        let expiry = lifetime > 0 ? activity.instant(after: departure, marketSeconds: lifetime) ?? 0 : 0
        let handle = addOrder(participant, instrument, side, price: price, lots: lots, expiry: expiry)
        var message = KernelMessage(kind: .submit)
        message.instrument = instrument
        message.side = side
        message.shape = isMarket ? .market : .limit
        message.timeInForce = timeInForce
        message.isPostOnly = isPostOnly
        message.order = handle
        message.price = min(max(price, Ticks.least.rawValue), Ticks.greatest.rawValue)
        message.size = lots
        send(message, from: participant)
        if expiry > 0 { wake(participant, at: expiry, reason: WakeReason.expiry | handle.slot) }
        return handle
    }

    /// Asks the exchange to cancel an order.
    @inline(__always)
    mutating func cancel(_ participant: Int, slot: UInt32) {
        let record = orders[Int(slot)]
        var message = KernelMessage(kind: .cancel)
        message.instrument = record.instrument
        message.order = OrderHandle(slot: slot, generation: record.generation)
        send(message, from: participant)
    }

    /// Asks the exchange to cancel all of a participant's orders.
    mutating func cancelAll(_ participant: Int) {
        for place in 0..<seats[participant].orders.count { cancel(participant, slot: seats[participant].orders[place]) }
    }

    /// The shares of an instrument that a participant believes to have.
    @inline(__always)
    func position(_ participant: Int, _ instrument: UInt16) -> Int64 {
        knownShares[participant * listings.count + Int(instrument)]
    }

    /// The fundamental value of an instrument, in ticks.
    @inline(__always)
    mutating func fundamental(_ instrument: UInt16) -> Double {
        listings[Int(instrument)].fundamental.value(at: now, activity)
    }

    /// As many lots as a participant without credit can pay for, beside the orders that it has out.
    private func affordable(
        _ participant: Int, _ instrument: UInt16, _ side: BookSide, _ price: Int64, _ lots: Int64
    ) -> Int64 {
        var cash = seats[participant].knownCash
        var held = position(participant, instrument)
        for slot in seats[participant].orders {
            let record = orders[Int(slot)]
            if record.isBuy {
                cash -= record.price * record.remaining
            } else if record.instrument == instrument {
                held -= record.remaining
            }
        }
        return side == .sell ? min(lots, max(0, held)) : min(lots, max(0, cash) / max(1, price))
    }
}
