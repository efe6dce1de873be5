extension LimitOrderBook {
    /// Takes an order that was accepted: trades it in continuous trading, and lets its rest wait or cancels it.
    @inlinable
    mutating func arrive<Sink: BookEventSink>(_ arrival: inout BookArrival, into sink: inout Sink) {
        guard phase == .continuous else { return rest(arrival, into: &sink) }
        if arrival.timeInForce == .fillOrKill && !canFill(arrival) {
            return cancelRest(of: arrival, .fillOrKill, into: &sink)
        }
        let end = match(&arrival, into: &sink)
        guard arrival.left > 0 else { return }
        let mayWait = !arrival.isMarket && arrival.timeInForce == .goodTillCancelled
        switch end {
        case .selfTrade:
            cancelRest(of: arrival, .selfTrade, into: &sink)
        case .exhausted where mayWait:
            rest(arrival, into: &sink)
        case .exhausted:
            cancelRest(of: arrival, arrival.isMarket ? .noLiquidity : .immediateOrCancel, into: &sink)
        case .bands(let price):
            guard bands?.action == .halt else { return cancelRest(of: arrival, .priceBands, into: &sink) }
            sink.receive(.bandsReached(arrival.identifier, of: arrival.participant, price: price))
            if mayWait { rest(arrival, into: &sink) } else { cancelRest(of: arrival, .halted, into: &sink) }
            currentPhase = .halted
            sink.receive(.phaseChanged(to: .halted))
        }
    }

    /// Trades an order with the other side as far as its price, the bands and self-trade prevention allow.
    @inlinable
    mutating func match<Sink: BookEventSink>(_ arrival: inout BookArrival, into sink: inout Sink) -> BookArrival.End {
        let index = Int(arrival.side.rawValue ^ 1)
        let policy = configuration.selfTradePrevention
        let worstKey = arrival.worstKey
        while arrival.left > 0, sides[index].bestKey <= worstKey {
            let price = LimitOrderBook.price(sides[index].bestKey, index)
            if let bands, !bands.allow(Ticks(Int64(price))) { return .bands(Ticks(Int64(price))) }
            let slot = front(sides[index].bestLevel)
            if policy != .none && slots[Int(slot)].participant == arrival.participant.rawValue {
                if prevent(slot, &arrival, into: &sink) { return .selfTrade }
            } else {
                trade(slot, &arrival, at: price, into: &sink)
            }
        }
        return .exhausted
    }

    /// Trades an order with one that waits, which displays the next portion or leaves where nothing is displayed any more.
    @inlinable
    mutating func trade<Sink: BookEventSink>(
        _ slot: UInt32, _ arrival: inout BookArrival, at price: UInt32, into sink: inout Sink
    ) {
        let maker = slots[Int(slot)]
        let size = min(maker.remaining, arrival.left)
        arrival.left &-= size
        tally.trades &+= 1
        tally.traded &+= UInt64(bitPattern: size)
        lastPrice = price
        lowestTrade = min(lowestTrade, price)
        highestTrade = max(highestTrade, price)
        sink.receive(
            .traded(
                BookTrade(
                    price: Ticks(Int64(price)), size: Lots(size), maker: OrderIdentifier(maker.identifier),
                    taker: arrival.identifier, makerParticipant: ParticipantIdentifier(maker.participant),
                    takerParticipant: arrival.participant, makerRemaining: Lots(whole(slot) &- size),
                    takerRemaining: Lots(arrival.left), takerSide: arrival.side)))
        if size < maker.remaining {
            slots[Int(slot)].remaining = maker.remaining &- size
            if !maker.isSpecial || reserves[Int(slot)].kind != .hidden {
                sides[maker.side].bestLevel.pointee.displayed &-= size
            }
            tally.resting &-= UInt64(bitPattern: size)
        } else if maker.isSpecial && reserves[Int(slot)].undisplayed > 0 {
            let undisplayed = reserves[Int(slot)].undisplayed
            let next = min(undisplayed, reserves[Int(slot)].portion)
            // The queue is never empty between the two: the level and its page stay.
            requeue(slot, displaying: next)
            reserves[Int(slot)].undisplayed = undisplayed &- next
            tally.resting &-= UInt64(bitPattern: size)
            sink.receive(
                .refreshed(
                    OrderIdentifier(maker.identifier), of: ParticipantIdentifier(maker.participant),
                    displayed: Lots(next)))
        } else {
            withdraw(slot)
        }
    }

    /// Moves the first displayed order of a level to the back of its queue with a new displayed size.
    @inlinable
    mutating func requeue(_ slot: UInt32, displaying size: Int64) {
        let order = slots[Int(slot)]
        let level = sides[order.side].bestLevel
        level.pointee.displayed &+= size &- order.remaining
        slots[Int(slot)].remaining = size
        guard level.pointee.tail != slot else { return }
        level.pointee.head = order.next
        slots[Int(order.next)].previous = 0
        slots[Int(slot)].previous = level.pointee.tail
        slots[Int(slot)].next = 0
        slots[Int(level.pointee.tail)].next = slot
        level.pointee.tail = slot
    }

    /// What self-trade prevention does with an order and one that waits; whether it ends the order.
    @inlinable
    mutating func prevent<Sink: BookEventSink>(
        _ slot: UInt32, _ arrival: inout BookArrival, into sink: inout Sink
    ) -> Bool {
        switch configuration.selfTradePrevention {
        case .none, .cancelNewest:
            return true
        case .cancelOldest:
            remove(slot, .selfTrade, into: &sink)
            return false
        case .cancelBoth:
            remove(slot, .selfTrade, into: &sink)
            return true
        case .decrement:
            let waiting = whole(slot)
            let size = min(waiting, arrival.left)
            if waiting > size {
                let maker = slots[Int(slot)]
                reduce(slot, by: size)
                tally.cancelled &+= UInt64(bitPattern: size)
                sink.receive(
                    .reduced(
                        OrderIdentifier(maker.identifier), of: ParticipantIdentifier(maker.participant), by: Lots(size),
                        remaining: Lots(waiting &- size)))
                return true
            }
            remove(slot, .selfTrade, into: &sink)
            if arrival.left == size { return true }
            arrival.left &-= size
            tally.cancelled &+= UInt64(bitPattern: size)
            sink.receive(
                .reduced(arrival.identifier, of: arrival.participant, by: Lots(size), remaining: Lots(arrival.left)))
            return false
        }
    }

    /// Cancels what is left of an order that is not in the book.
    @inlinable
    mutating func cancelRest<Sink: BookEventSink>(
        of arrival: BookArrival, _ reason: BookCancellation, into sink: inout Sink
    ) {
        tally.cancelled &+= UInt64(bitPattern: arrival.left)
        sink.receive(.cancelled(arrival.identifier, of: arrival.participant, size: Lots(arrival.left), reason))
    }

    /// Puts what is left of an order into the book.
    @inlinable
    mutating func rest<Sink: BookEventSink>(_ arrival: BookArrival, into sink: inout Sink) {
        let side = Int(arrival.side.rawValue)
        // Only a stop that woke up can find the book full here.
        guard hasRoom(side, arrival.key), freeSlot != 0 || growSlots() else {
            return cancelRest(of: arrival, .bookFull, into: &sink)
        }
        var reserve = BookReserve()
        reserve.isAuctionOnly = arrival.timeInForce == .auctionOnly
        var displayed = arrival.left
        if arrival.isMarket {
            reserve.kind = .market
        } else if arrival.display == .hidden {
            reserve.kind = .hidden
        } else if case .iceberg(let portion) = arrival.display {
            reserve.kind = .iceberg
            reserve.portion = portion.rawValue
            displayed = min(portion.rawValue, arrival.left)
            reserve.undisplayed = arrival.left &- displayed
        }
        let isSpecial = reserve.kind != .displayed || reserve.isAuctionOnly
        if isSpecial { specialCount &+= 1 }
        place(arrival, key: arrival.key, displaying: displayed, isSpecial ? reserve : nil, in: side)
    }

    /// Puts an order into a slot, the table, and its queue.
    @usableFromInline
    mutating func place(
        _ arrival: BookArrival, key: UInt32, displaying size: Int64, _ reserve: BookReserve?, in index: Int
    ) {
        let slot = freeSlot
        freeSlot = slots[Int(slot)].next
        orderCount &+= 1
        tally.resting &+= UInt64(bitPattern: arrival.left)
        let identifier = arrival.identifier.rawValue
        table.insert(identifier, slot, at: table.find(identifier, slots).place)
        slots[Int(slot)] = BookSlot(
            identifier: identifier, remaining: size,
            word: key << 2 | (reserve == nil ? 0 : 2) | UInt32(arrival.side.rawValue),
            participant: arrival.participant.rawValue, next: 0, previous: 0)
        if let reserve { reserves[Int(slot)] = reserve }
        link(slot, index)
    }
}
