extension LimitOrderBook {
    /// Takes an order of any kind.
    ///
    /// - Verified by: `NaiveBookTests`.
    @inlinable
    public mutating func submit<Sink: BookEventSink>(_ order: BookOrder, into sink: inout Sink) {
        if order.timeInForce == .goodTillCancelled && order.display == .full && !order.isPostOnly {
            switch order.kind {
            case .limit(let price):
                return limit(
                    order.identifier, of: order.participant, order.side, price: price, size: order.size, into: &sink)
            case .market:
                return market(order.identifier, of: order.participant, order.side, size: order.size, into: &sink)
            case .stop, .stopLimit:
                break
            }
        }
        submitInFull(order, into: &sink)
        checkMessage(order.identifier)
    }

    /// Takes an order of any kind, by the general path.
    @inlinable @inline(never)
    mutating func submitInFull<Sink: BookEventSink>(_ order: BookOrder, into sink: inout Sink) {
        if let reason = refusal(of: order) {
            sink.receive(.rejected(order.identifier, of: order.participant, reason))
            return
        }
        sink.receive(.accepted(order.identifier, of: order.participant, side: order.side, size: order.size))
        tally.submitted &+= UInt64(bitPattern: order.size.rawValue)
        forgetTrades()
        let side = Int(order.side.rawValue)
        var arrival = BookArrival(
            identifier: order.identifier, participant: order.participant, side: order.side, key: 0,
            left: order.size.rawValue, timeInForce: order.timeInForce, display: order.display)
        var trigger: Ticks?
        switch order.kind {
        case .limit(let price): arrival.key = LimitOrderBook.key(UInt32(price.rawValue), side)
        case .market: break
        case .stop(let price): trigger = price
        case .stopLimit(let price, let limit):
            trigger = price
            arrival.key = LimitOrderBook.key(UInt32(limit.rawValue), side)
        }
        if let trigger {
            if phase == .continuous && isReached(trigger, order.side) {
                sink.receive(.triggered(order.identifier, of: order.participant))
                arrive(&arrival, into: &sink)
            } else {
                sleep(arrival, until: trigger)
            }
        } else {
            arrive(&arrival, into: &sink)
        }
        wakeStops(into: &sink)
        updateRare()
    }

    /// Whether the last trade was at a stop's trigger or beyond.
    @usableFromInline
    func isReached(_ trigger: Ticks, _ side: BookSide) -> Bool {
        guard lastPrice != 0 else { return false }
        return side == .buy ? Int64(lastPrice) >= trigger.rawValue : Int64(lastPrice) <= trigger.rawValue
    }

    /// Why an order is not taken, the first of the reasons; makes room for it where there is none.
    @usableFromInline
    mutating func refusal(of order: BookOrder) -> BookRejection? {
        if order.size < 1 { return .sizeNotPositive }
        if order.size > .greatest { return .sizeTooLarge }
        var (limit, trigger): (Ticks?, Ticks?)
        switch order.kind {
        case .limit(let price): limit = price
        case .market: break
        case .stop(let price): trigger = price
        case .stopLimit(let price, let rest): (trigger, limit) = (price, rest)
        }
        if let limit, let reason = LimitOrderBook.refusal(of: limit) { return reason }
        if let trigger {
            if trigger < .least { return .triggerTooLow }
            if trigger > .greatest { return .triggerTooHigh }
        }
        if !order.display.isSound(for: order.size) { return .portionOutOfRange }
        if order.isContradictory { return .contradictoryInstructions }
        if table.find(order.identifier.rawValue, slots).slot != 0 { return .identifierInUse }
        if let reason = refusal(in: phase, of: order) { return reason }
        let side = Int(order.side.rawValue)
        if let limit, let bands, bands.action == .reject, !bands.allow(limit) { return .outsidePriceBands }
        let waits = order.kind != .market || phase != .continuous
        if waits {
            // A stop lies on the tree of its trigger first.
            let key = limit.map { LimitOrderBook.key(UInt32($0.rawValue), side) } ?? 0
            let first = trigger.map { LimitOrderBook.stopKey(UInt32($0.rawValue), side) } ?? key
            if !hasRoom(trigger == nil ? side : 2 + side, first) { return .bookFull }
            if freeSlot == 0 && !growSlots() { return .bookFull }
            if order.isPostOnly && sides[side ^ 1].bestKey <= key ^ PriceLevels.mask { return .wouldTrade }
        }
        return nil
    }

    /// Why orders may not have this limit price.
    @usableFromInline
    static func refusal(of price: Ticks) -> BookRejection? {
        price < .least ? .priceTooLow : price > .greatest ? .priceTooHigh : nil
    }

    private func refusal(in phase: BookPhase, of order: BookOrder) -> BookRejection? {
        switch phase {
        case .closed: return .marketClosed
        case .halted: return .marketHalted
        case .continuous: return order.timeInForce == .auctionOnly ? .onlyInAuction : nil
        case .auction:
            let mustTradeNow = order.timeInForce == .immediateOrCancel || order.timeInForce == .fillOrKill
            return mustTradeNow || order.isPostOnly ? .notInAuction : nil
        }
    }
}
