extension LimitOrderBook {
    /// The key of a price on a side: of two keys of a side the smaller is the better.
    @inlinable
    static func key(_ price: UInt32, _ side: Int) -> UInt32 {
        side == 0 ? price ^ PriceLevels.mask : price
    }

    /// The price of a key of a side.
    @inlinable
    static func price(_ key: UInt32, _ side: Int) -> UInt32 {
        side == 0 ? key ^ PriceLevels.mask : key
    }

    /// Whether an order may be put at a key without more pages than are allowed.
    @usableFromInline @inline(never)
    func hasRoom(_ index: Int, _ key: UInt32) -> Bool {
        sides[index].hasPage(key) || sides[index].pages < configuration.maximumPages
    }

    /// Puts a slot at the front of the free ones.
    @inlinable
    mutating func free(_ slot: UInt32) {
        slots[Int(slot)].next = freeSlot
        freeSlot = slot
        orderCount &-= 1
    }

    /// Takes a displayed order that is not special, of which `order` is a copy, out of its queue.
    @inlinable @inline(__always)
    mutating func unlinkDisplayed(_ order: BookSlot) {
        let level = sides[order.side].level(order.key)
        // The neighbours of the first and last are slot 0, which nobody reads.
        slots[Int(order.previous)].next = order.next
        slots[Int(order.next)].previous = order.previous
        if order.previous == 0 { level.pointee.head = order.next }
        if order.next == 0 { level.pointee.tail = order.previous }
        level.pointee.displayed &-= order.remaining
        level.pointee.count &-= 1
        if level.pointee.isEmpty { sides[order.side].vacate(order.key) }
    }

    /// Which of `sides` an order lies in: stops lie apart.
    @inlinable
    func sideIndex(_ slot: UInt32) -> Int {
        let order = slots[Int(slot)]
        return order.isSpecial && reserves[Int(slot)].isStop ? 2 + order.side : order.side
    }

    /// All lots that are left of an order.
    @inlinable
    func whole(_ slot: UInt32) -> Int64 {
        let order = slots[Int(slot)]
        return order.isSpecial ? order.remaining &+ reserves[Int(slot)].undisplayed : order.remaining
    }

    /// The first order to trade at a level that is not empty.
    @inlinable
    func front(_ level: UnsafeMutablePointer<PriceLevel>) -> UInt32 {
        level.pointee.head != 0 ? level.pointee.head : level.pointee.hiddenHead
    }

    /// Puts an order whose slot is filled in at the back of its queue.
    @inlinable
    mutating func link(_ slot: UInt32, _ index: Int) {
        let key = slots[Int(slot)].key
        let level = sides[index].level(key)
        let wasEmpty = level.pointee.isEmpty
        slots[Int(slot)].next = 0
        if slots[Int(slot)].isSpecial && reserves[Int(slot)].kind == .hidden {
            let tail = level.pointee.hiddenTail
            slots[Int(slot)].previous = tail
            slots[Int(tail)].next = slot
            level.pointee.hiddenTail = slot
            if tail == 0 { level.pointee.hiddenHead = slot }
            level.pointee.hiddenCount &+= 1
        } else {
            let tail = level.pointee.tail
            slots[Int(slot)].previous = tail
            slots[Int(tail)].next = slot
            level.pointee.tail = slot
            if tail == 0 { level.pointee.head = slot }
            level.pointee.displayed &+= slots[Int(slot)].remaining
            level.pointee.count &+= 1
        }
        if wasEmpty { sides[index].occupy(key, level) }
    }

    /// Takes an order of any kind out of its queue.
    @inlinable
    mutating func unlink(_ slot: UInt32) {
        let order = slots[Int(slot)]
        guard order.isSpecial else { return unlinkDisplayed(order) }
        let index = sideIndex(slot)
        let level = sides[index].level(order.key)
        slots[Int(order.previous)].next = order.next
        slots[Int(order.next)].previous = order.previous
        if reserves[Int(slot)].kind == .hidden {
            if order.previous == 0 { level.pointee.hiddenHead = order.next }
            if order.next == 0 { level.pointee.hiddenTail = order.previous }
            level.pointee.hiddenCount &-= 1
        } else {
            if order.previous == 0 { level.pointee.head = order.next }
            if order.next == 0 { level.pointee.tail = order.previous }
            level.pointee.displayed &-= order.remaining
            level.pointee.count &-= 1
        }
        if level.pointee.isEmpty { sides[index].vacate(order.key) }
    }

    /// Takes an order of any kind out of queue, table and counts.
    ///
    /// Its lots leave `resting` and go nowhere yet.
    @inlinable
    mutating func withdraw(_ slot: UInt32) {
        let order = slots[Int(slot)]
        tally.resting &-= UInt64(bitPattern: whole(slot))
        unlink(slot)
        table.remove(order.identifier, slot: slot)
        if order.isSpecial {
            if reserves[Int(slot)].isStop { stopCount &-= 1 } else { specialCount &-= 1 }
        }
        free(slot)
    }

    /// Cancels an order of any kind.
    @inlinable
    mutating func remove<Sink: BookEventSink>(_ slot: UInt32, _ reason: BookCancellation, into sink: inout Sink) {
        let order = slots[Int(slot)]
        let size = whole(slot)
        withdraw(slot)
        tally.cancelled &+= UInt64(bitPattern: size)
        sink.receive(
            .cancelled(
                OrderIdentifier(order.identifier), of: ParticipantIdentifier(order.participant), size: Lots(size),
                reason))
    }

    /// Takes lots off an order, of which more are left, without a loss of priority: those of an iceberg that are not
    /// displayed first.
    @inlinable
    mutating func reduce(_ slot: UInt32, by size: Int64) {
        var displayed = size
        if slots[Int(slot)].isSpecial {
            let undisplayed = min(size, reserves[Int(slot)].undisplayed)
            reserves[Int(slot)].undisplayed &-= undisplayed
            displayed &-= undisplayed
        }
        slots[Int(slot)].remaining &-= displayed
        if !slots[Int(slot)].isSpecial || reserves[Int(slot)].kind != .hidden {
            let level = sides[sideIndex(slot)].level(slots[Int(slot)].key)
            level.pointee.displayed &-= displayed
        }
        tally.resting &-= UInt64(bitPattern: size)
    }
}
