import Core

extension LimitOrderBook {
    /// What follows each message: with the flag `CHECK_INVARIANTS` (`swift test -Xswiftc -DCHECK_INVARIANTS`) the check of
    /// everything; where the configuration asks for it, and in builds with assertions, the check of what was touched.
    @inlinable
    mutating func checkMessage(_ identifier: OrderIdentifier) {
        #if CHECK_INVARIANTS
            checkInvariants()
        #endif
        if configuration.checksMessages { checkTouchedAndAtTimesAll(identifier) }
        assert(isChecked(identifier))
    }

    @usableFromInline
    func isChecked(_ identifier: OrderIdentifier) -> Bool {
        checkTouched(identifier)
        return true
    }

    /// So seldom that a message costs the same, however large the book is.
    @usableFromInline
    mutating func checkTouchedAndAtTimesAll(_ identifier: OrderIdentifier) {
        checkTouched(identifier)
        uncheckedMessages += 1
        if uncheckedMessages >= max(1 << 16, 4 * slotCapacity) {
            uncheckedMessages = 0
            checkInvariants()
        }
    }

    /// Stops the program where the counts, the touch, or the neighbourhood of an order in its queue is not sound.
    ///
    /// - Complexity: O(1).
    public func checkTouched(_ identifier: OrderIdentifier) {
        invariant(
            tally.submitted == 2 &* tally.traded &+ tally.cancelled &+ tally.resting, "lots are not conserved: \(tally)"
        )
        invariant(
            phase != .continuous || sides[1].bestKey > sides[0].bestKey ^ PriceLevels.mask
                || sides[0].bestKey == PriceLevels.noKey, "the book is crossed in continuous trading")
        for index in 0..<4 {
            let side = sides[index]
            invariant(side.bestKey == side.firstKey(from: 0), "the best price is not the first that is occupied")
            guard side.bestKey != PriceLevels.noKey else { continue }
            invariant(side.presentLevel(side.bestKey) == side.bestLevel, "the best level is not that of the best price")
            checkEnds(of: side.bestLevel.pointee)
        }
        let slot = table.find(identifier.rawValue, slots).slot
        guard slot != 0 else { return }
        let order = slots[Int(slot)]
        invariant(order.remaining > 0, "an order without lots")
        invariant(order.previous == 0 || slots[Int(order.previous)].next == slot, "a broken list before an order")
        invariant(order.next == 0 || slots[Int(order.next)].previous == slot, "a broken list behind an order")
        guard let level = sides[sideIndex(slot)].presentLevel(order.key) else {
            return invariant(false, "an order without a level")
        }
        checkEnds(of: level.pointee)
    }

    private func checkEnds(of level: PriceLevel) {
        invariant(!level.isEmpty, "an occupied level without orders")
        invariant((level.head == 0) == (level.count == 0), "a level that miscounts its orders")
        invariant((level.head == 0) == (level.displayed == 0), "a level that miscounts its lots")
        invariant((level.hiddenHead == 0) == (level.hiddenCount == 0), "a level that miscounts its hidden orders")
        for (head, tail) in [(level.head, level.tail), (level.hiddenHead, level.hiddenTail)] {
            invariant((head == 0) == (tail == 0), "a queue with one end")
            invariant(head == 0 || slots[Int(head)].previous == 0, "an order before the first")
            invariant(tail == 0 || slots[Int(tail)].next == 0, "an order behind the last")
        }
    }

    /// Stops the program where anything in the book is not sound: the sums of levels, queues, occupied prices, the table, the
    /// slots, the counts, conservation, a crossed book in continuous trading.
    ///
    /// - Complexity: O(slots).
    public func checkInvariants() {
        checkTouched(0)
        var (orders, special, stops, resting): (Int, Int, Int, UInt64) = (0, 0, 0, 0)
        for index in 0..<4 {
            var key = sides[index].firstKey(from: 0)
            while let level = sides[index].presentLevel(key)?.pointee {
                checkEnds(of: level)
                for (head, tail, count, isHidden) in [
                    (level.head, level.tail, level.count, false),
                    (level.hiddenHead, level.hiddenTail, level.hiddenCount, true),
                ] {
                    var (slot, before, size, length): (UInt32, UInt32, Int64, UInt32) = (head, 0, 0, 0)
                    while slot != 0 {
                        let order = slots[Int(slot)]
                        checkPlace(of: slot, index, key, behind: before, isHidden: isHidden)
                        size += order.remaining
                        length += 1
                        orders += 1
                        resting &+= UInt64(bitPattern: whole(slot))
                        if order.isSpecial && index < 2 { special += 1 }
                        if index >= 2 { stops += 1 }
                        (before, slot) = (slot, order.next)
                    }
                    invariant(before == tail && length == count, "a queue that does not end with its last order")
                    invariant(isHidden || size == level.displayed, "a level whose lots are not the sum of its orders'")
                }
                key = sides[index].firstKey(from: key + 1)
            }
        }
        invariant(orders == orderCount && special == specialCount && stops == stopCount, "orders are not counted")
        invariant(resting == tally.resting, "resting lots are not the sum of the orders'")
        checkSlots()
    }

    private func checkPlace(of slot: UInt32, _ index: Int, _ key: UInt32, behind before: UInt32, isHidden: Bool) {
        let order = slots[Int(slot)]
        invariant(order.remaining > 0, "an order without lots")
        invariant(order.previous == before, "a list that does not lead back")
        invariant(order.key == key && sideIndex(slot) == index, "an order in the wrong queue")
        invariant(table.find(order.identifier, slots).slot == slot, "an order that is not found by its identifier")
        let reserve = order.isSpecial ? reserves[Int(slot)] : BookReserve()
        invariant((reserve.kind == .hidden) == isHidden, "an order in the wrong queue of its price")
        invariant(reserve.undisplayed >= 0, "an iceberg of less than it displays")
    }

    /// No slot is lost, and the table holds the orders alone.
    private func checkSlots() {
        var (free, slot) = (0, freeSlot)
        while slot != 0 && free < slotCapacity {
            free += 1
            slot = slots[Int(slot)].next
        }
        invariant(free + orderCount + 1 == slotCapacity, "slots are lost")
        var entries = 0
        for place in 0...table.mask where table.entries[place] != 0 { entries += 1 }
        invariant(entries == orderCount, "the table holds \(entries) of \(orderCount) orders")
    }
}
