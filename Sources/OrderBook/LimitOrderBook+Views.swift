extension LimitOrderBook {
    /// The orders in the book, sleeping stops included.
    @inlinable
    public var count: Int { orderCount }

    /// The price of the last trade; `nil` before the first.
    @inlinable
    public var lastTradePrice: Ticks? { lastPrice == 0 ? nil : Ticks(Int64(lastPrice)) }

    /// The highest displayed bid, `nil` for none.
    @inlinable
    public var bestBid: Ticks? { bestPrice(of: .buy) }

    /// The lowest displayed ask, `nil` for none.
    @inlinable
    public var bestAsk: Ticks? { bestPrice(of: .sell) }

    /// The best displayed price of a side, `nil` for none.
    @inlinable
    public func bestPrice(of side: BookSide) -> Ticks? {
        let index = Int(side.rawValue)
        let key = specialCount == 0 ? sides[index].bestKey : displayedKey(index, from: 1)
        return key == PriceLevels.noKey ? nil : Ticks(Int64(LimitOrderBook.price(key, index)))
    }

    /// The best displayed level of a side (L1), `nil` for none.
    @inlinable
    public func best(of side: BookSide) -> BookLevel? {
        let index = Int(side.rawValue)
        guard specialCount == 0 else { return level(displayedKey(index, from: 1), index) }
        let key = sides[index].bestKey
        guard key != PriceLevels.noKey else { return nil }
        let level = sides[index].bestLevel.pointee
        return BookLevel(
            price: Ticks(Int64(LimitOrderBook.price(key, index))), size: Lots(level.displayed), orders: Int(level.count)
        )
    }

    /// Gives the displayed levels of a side (L2), from the best on, until `body` says false.
    @inlinable
    public func forEachLevel(of side: BookSide, _ body: (BookLevel) -> Bool) {
        let index = Int(side.rawValue)
        var key = displayedKey(index, from: 1)
        while let level = level(key, index), body(level) { key = displayedKey(index, from: key + 1) }
    }

    /// The best displayed levels of a side (L2), at most so many.
    public func levels(of side: BookSide, limit: Int = .max) -> [BookLevel] {
        var levels: [BookLevel] = []
        copyLevels(of: side, limit: limit, into: &levels)
        return levels
    }

    /// Fills an array with the best displayed levels of a side (L2), at most so many; it keeps its memory.
    public func copyLevels(of side: BookSide, limit: Int = .max, into levels: inout [BookLevel]) {
        levels.removeAll(keepingCapacity: true)
        guard limit > 0 else { return }
        forEachLevel(of: side) { level in
            levels.append(level)
            return levels.count < limit
        }
    }

    /// The lots displayed at a price of a side; none where no order may be priced so.
    public func displayedSize(of side: BookSide, at price: Ticks) -> Lots {
        guard let key = LimitOrderBook.soundKey(price, side) else { return .zero }
        return Lots(sides[Int(side.rawValue)].presentLevel(key)?.pointee.displayed ?? 0)
    }

    /// Gives the orders at a price of a side (L3) in the order in which they trade, hidden ones included, until `body` says
    /// false.
    public func forEachOrder(of side: BookSide, at price: Ticks, _ body: (RestingOrder) -> Bool) {
        guard let key = LimitOrderBook.soundKey(price, side),
            let level = sides[Int(side.rawValue)].presentLevel(key)?.pointee
        else { return }
        var (slot, hidden) = (level.head, level.hiddenHead)
        while slot != 0 || hidden != 0 {
            if slot == 0 { swap(&slot, &hidden) }
            guard body(order(in: slot)) else { return }
            slot = slots[Int(slot)].next
        }
    }

    /// The orders at a price of a side (L3) in the order in which they trade, hidden ones included.
    public func orders(of side: BookSide, at price: Ticks) -> [RestingOrder] {
        var orders: [RestingOrder] = []
        forEachOrder(of: side, at: price) { order in
            orders.append(order)
            return true
        }
        return orders
    }

    /// The order of an identifier, `nil` for none in the book.
    public func order(_ identifier: OrderIdentifier) -> RestingOrder? {
        let slot = table.find(identifier.rawValue, slots).slot
        return slot == 0 ? nil : order(in: slot)
    }

    /// Where an order stands at its price, `nil` for an identifier that is not in the book and for sleeping stops.
    ///
    /// - Complexity: O(orders ahead).
    public func queuePosition(of identifier: OrderIdentifier) -> QueuePosition? {
        let slot = table.find(identifier.rawValue, slots).slot
        guard slot != 0 else { return nil }
        let isSpecial = slots[Int(slot)].isSpecial
        if isSpecial && reserves[Int(slot)].isStop { return nil }
        var position = QueuePosition(ordersAhead: 0, lotsAhead: .zero)
        var ahead = slots[Int(slot)].previous
        while ahead != 0 {
            position.ordersAhead += 1
            position.lotsAhead += Lots(slots[Int(ahead)].remaining)
            ahead = slots[Int(ahead)].previous
        }
        if isSpecial && reserves[Int(slot)].kind == .hidden,
            let level = sides[slots[Int(slot)].side].presentLevel(slots[Int(slot)].key)?.pointee
        {
            position.ordersAhead += Int(level.count)
            position.lotsAhead += Lots(level.displayed)
        }
        return position
    }

    /// The key of a price that orders may have.
    private static func soundKey(_ price: Ticks, _ side: BookSide) -> UInt32? {
        price < .least || price > .greatest ? nil : key(UInt32(price.rawValue), Int(side.rawValue))
    }

    private func order(in slot: UInt32) -> RestingOrder {
        let order = slots[Int(slot)]
        let kind = order.isSpecial ? reserves[Int(slot)].kind : .displayed
        let isStop = kind == .stop || kind == .stopLimit
        let side = isStop ? order.side ^ 1 : order.side
        return RestingOrder(
            identifier: OrderIdentifier(order.identifier), participant: ParticipantIdentifier(order.participant),
            side: order.side == 0 ? .buy : .sell,
            price: kind == .market ? nil : Ticks(Int64(LimitOrderBook.price(order.key, side))),
            displayed: kind == .displayed || kind == .iceberg ? Lots(order.remaining) : .zero,
            remaining: Lots(whole(slot)), isStop: isStop)
    }

    /// The first key at or after `key` where something is displayed; `noKey` for none.
    @usableFromInline
    func displayedKey(_ index: Int, from key: UInt32) -> UInt32 {
        var key = sides[index].firstKey(from: key)
        while let level = sides[index].presentLevel(key)?.pointee, level.head == 0 {
            key = sides[index].firstKey(from: key + 1)
        }
        return key
    }

    @usableFromInline
    func level(_ key: UInt32, _ index: Int) -> BookLevel? {
        guard let level = sides[index].presentLevel(key)?.pointee else { return nil }
        return BookLevel(
            price: Ticks(Int64(LimitOrderBook.price(key, index))), size: Lots(level.displayed), orders: Int(level.count)
        )
    }
}
