extension LimitOrderBook {
    /// Takes a limit order good till cancelled, displayed in full.
    ///
    /// The same as `submit` of such a `BookOrder`, without making one.
    @inlinable
    public mutating func limit<Sink: BookEventSink>(
        _ identifier: OrderIdentifier, of participant: ParticipantIdentifier, _ side: BookSide, price: Ticks,
        size: Lots,
        into sink: inout Sink
    ) {
        // One comparison each, since what is too small is very large as a whole number without sign.
        let isSane =
            UInt64(bitPattern: size.rawValue &- 1) < UInt64(Lots.greatest.rawValue)
            && UInt64(bitPattern: price.rawValue &- 1) < UInt64(Ticks.greatest.rawValue)
        if rare == 0 && isSane && freeSlot != 0 {
            plainLimit(identifier, of: participant, side, price: price, size: size, into: &sink)
        } else {
            submitInFull(BookOrder(identifier, of: participant, side, .limit(price: price), size: size), into: &sink)
        }
        checkMessage(identifier)
    }

    /// Takes a market order whose rest is cancelled.
    ///
    /// The same as `submit` of such a `BookOrder`, without making one.
    @inlinable
    public mutating func market<Sink: BookEventSink>(
        _ identifier: OrderIdentifier, of participant: ParticipantIdentifier, _ side: BookSide, size: Lots,
        into sink: inout Sink
    ) {
        let isSane = UInt64(bitPattern: size.rawValue &- 1) < UInt64(Lots.greatest.rawValue)
        if rare == 0 && isSane && table.find(identifier.rawValue, slots).slot == 0 {
            sink.receive(.accepted(identifier, of: participant, side: side, size: size))
            tally.submitted &+= UInt64(bitPattern: size.rawValue)
            let left = matchPlain(
                identifier, of: participant, side, worstKey: PriceLevels.mask, size: size.rawValue, into: &sink)
            if left > 0 {
                tally.cancelled &+= UInt64(bitPattern: left)
                sink.receive(.cancelled(identifier, of: participant, size: Lots(left), .noLiquidity))
            }
        } else {
            submitInFull(BookOrder(identifier, of: participant, side, .market, size: size), into: &sink)
        }
        checkMessage(identifier)
    }

    /// Takes an order out of the book: the whole of it, hidden parts and sleeping stops too, in every phase.
    @inlinable
    public mutating func cancel<Sink: BookEventSink>(_ identifier: OrderIdentifier, into sink: inout Sink) {
        let (slot, place) = table.find(identifier.rawValue, slots)
        if slot == 0 {
            sink.receive(.rejected(identifier, of: 0, .unknownOrder))
        } else if slots[Int(slot)].isSpecial {
            remove(slot, .requested, into: &sink)
            updateRare()
        } else {
            let order = slots[Int(slot)]
            table.remove(at: place)
            unlinkDisplayed(order)
            tally.cancelled &+= UInt64(bitPattern: order.remaining)
            tally.resting &-= UInt64(bitPattern: order.remaining)
            free(slot)
            sink.receive(
                .cancelled(
                    identifier, of: ParticipantIdentifier(order.participant), size: Lots(order.remaining), .requested))
        }
        checkMessage(identifier)
    }

    /// A limit order where nothing is out of the common: the numbers are sound and there is a free slot.
    @inlinable
    mutating func plainLimit<Sink: BookEventSink>(
        _ identifier: OrderIdentifier, of participant: ParticipantIdentifier, _ side: BookSide, price: Ticks,
        size: Lots,
        into sink: inout Sink
    ) {
        let index = Int(side.rawValue)
        let key = LimitOrderBook.key(UInt32(truncatingIfNeeded: price.rawValue), index)
        var (present, place) = table.find(identifier.rawValue, slots)
        if present != 0 || (sides[index].lastStretch != key >> 10 && !hasRoom(index, key)) {
            let reason = present != 0 ? BookRejection.identifierInUse : .bookFull
            sink.receive(.rejected(identifier, of: participant, reason))
            return
        }
        sink.receive(.accepted(identifier, of: participant, side: side, size: size))
        tally.submitted &+= UInt64(bitPattern: size.rawValue)
        var left = size.rawValue
        let worstKey = key ^ PriceLevels.mask
        if sides[index ^ 1].bestKey <= worstKey {
            left = matchPlain(identifier, of: participant, side, worstKey: worstKey, size: left, into: &sink)
            if left == 0 { return }
            place = table.find(identifier.rawValue, slots).place
        }
        let slot = freeSlot
        freeSlot = slots[Int(slot)].next
        orderCount &+= 1
        tally.resting &+= UInt64(bitPattern: left)
        table.insert(identifier.rawValue, slot, at: place)
        let level = sides[index].level(key)
        let tail = level.pointee.tail
        slots[Int(slot)] = BookSlot(
            identifier: identifier.rawValue, remaining: left, word: key << 2 | UInt32(side.rawValue),
            participant: participant.rawValue, next: 0, previous: tail)
        slots[Int(tail)].next = slot
        level.pointee.tail = slot
        level.pointee.displayed &+= left
        level.pointee.count &+= 1
        if tail == 0 {
            level.pointee.head = slot
            sides[index].occupy(key, level)
        }
    }

    /// Trades with the other side, up to its key `worstKey`, while all its orders are plain; what is left.
    @inlinable @inline(never)
    mutating func matchPlain<Sink: BookEventSink>(
        _ identifier: OrderIdentifier, of participant: ParticipantIdentifier, _ side: BookSide, worstKey: UInt32,
        size: Int64, into sink: inout Sink
    ) -> Int64 {
        let other = sides + Int(side.rawValue ^ 1)
        let slots = slots
        var left = size
        var trades: UInt64 = 0
        while left > 0, other.pointee.bestKey <= worstKey {
            let level = other.pointee.bestLevel
            let key = other.pointee.bestKey
            let price = LimitOrderBook.price(key, Int(side.rawValue ^ 1))
            lastPrice = price
            var slot = level.pointee.head
            let before = left
            repeat {
                let order = slots + Int(slot)
                let size = min(order.pointee.remaining, left)
                left &-= size
                let rest = order.pointee.remaining &- size
                trades &+= 1
                sink.receive(
                    .traded(
                        BookTrade(
                            price: Ticks(Int64(price)), size: Lots(size),
                            maker: OrderIdentifier(order.pointee.identifier), taker: identifier,
                            makerParticipant: ParticipantIdentifier(order.pointee.participant),
                            takerParticipant: participant, makerRemaining: Lots(rest), takerRemaining: Lots(left),
                            takerSide: side)))
                if rest != 0 {
                    order.pointee.remaining = rest
                    break
                }
                let next = order.pointee.next
                table.remove(order.pointee.identifier, slot: slot)
                free(slot)
                level.pointee.count &-= 1
                slot = next
            } while slot != 0 && left > 0
            level.pointee.displayed &-= before &- left
            level.pointee.head = slot
            slots[Int(slot)].previous = 0
            if slot == 0 {
                level.pointee.tail = 0
                other.pointee.vacate(key)
            }
        }
        let traded = UInt64(bitPattern: size &- left)
        tally.trades &+= trades
        tally.traded &+= traded
        tally.resting &-= traded
        return left
    }
}
