extension LimitOrderBook {
    /// Gives a limit order in the book a new price and a new size of what is left of it.
    ///
    /// With the same price and no more lots it keeps its place (an iceberg loses what is not displayed first). With
    /// another price, or more lots, it goes to the back of the queue as if it came now, and may trade; with `isPostOnly`
    /// that is refused. An order that is refused a modification stays as it is.
    ///
    /// - Source: CME Globex, "Order Functionalities", Order Modification, where an increase of the size or another price
    ///   changes the priority and a decrease does not; Nasdaq, Rule 4756(a)(3).
    /// - Verified by: `OrderTableTests`, `NaiveBookTests`.
    @inlinable
    public mutating func modify<Sink: BookEventSink>(
        _ identifier: OrderIdentifier, price: Ticks, size: Lots, isPostOnly: Bool = false, into sink: inout Sink
    ) {
        let slot = table.find(identifier.rawValue, slots).slot
        let order = slots[Int(slot)]
        let participant = ParticipantIdentifier(order.participant)
        let before = whole(slot)
        if let reason = refusal(of: slot, price, size, isPostOnly) {
            sink.receive(.rejected(identifier, of: participant, reason))
        } else if order.key == LimitOrderBook.key(UInt32(price.rawValue), order.side) && size.rawValue <= before {
            reduce(slot, by: before &- size.rawValue)
            tally.cancelled &+= UInt64(bitPattern: before &- size.rawValue)
            sink.receive(.modified(identifier, of: participant, price: price, remaining: size, keptPriority: true))
        } else {
            reenter(slot, price, size, into: &sink)
        }
        checkMessage(identifier)
    }

    /// Lets an order leave its place and come again.
    @inlinable
    mutating func reenter<Sink: BookEventSink>(_ slot: UInt32, _ price: Ticks, _ size: Lots, into sink: inout Sink) {
        let order = slots[Int(slot)]
        var arrival = BookArrival(
            identifier: OrderIdentifier(order.identifier), participant: ParticipantIdentifier(order.participant),
            side: order.side == 0 ? .buy : .sell, key: LimitOrderBook.key(UInt32(price.rawValue), order.side),
            left: size.rawValue, timeInForce: .goodTillCancelled, display: .full)
        if order.isSpecial {
            let reserve = reserves[Int(slot)]
            if reserve.isAuctionOnly { arrival.timeInForce = .auctionOnly }
            if reserve.kind == .hidden { arrival.display = .hidden }
            if reserve.kind == .iceberg { arrival.display = .iceberg(portion: Lots(reserve.portion)) }
        }
        let change = size.rawValue &- whole(slot)
        if change > 0 {
            tally.submitted &+= UInt64(bitPattern: change)
        } else {
            tally.cancelled &+= UInt64(bitPattern: 0 &- change)
        }
        withdraw(slot)
        sink.receive(
            .modified(
                arrival.identifier, of: arrival.participant, price: price, remaining: size, keptPriority: false))
        forgetTrades()
        arrive(&arrival, into: &sink)
        wakeStops(into: &sink)
        updateRare()
    }

    /// Why an order, slot 0 for an unknown one, is not modified.
    @usableFromInline
    func refusal(of slot: UInt32, _ price: Ticks, _ size: Lots, _ isPostOnly: Bool) -> BookRejection? {
        if slot == 0 { return .unknownOrder }
        if size < 1 { return .sizeNotPositive }
        if size > .greatest { return .sizeTooLarge }
        if let reason = LimitOrderBook.refusal(of: price) { return reason }
        if phase == .closed { return .marketClosed }
        if phase == .halted { return .marketHalted }
        let order = slots[Int(slot)]
        if order.isSpecial && (reserves[Int(slot)].isStop || reserves[Int(slot)].kind == .market) {
            return .notModifiable
        }
        let key = LimitOrderBook.key(UInt32(price.rawValue), order.side)
        if key == order.key && size.rawValue <= whole(slot) { return nil }
        if order.isSpecial && reserves[Int(slot)].kind == .iceberg {
            // A smaller order than its portion is displayed in full.
            let portion = Lots(min(reserves[Int(slot)].portion, size.rawValue))
            if !BookDisplay.iceberg(portion: portion).isSound(for: size) { return .portionOutOfRange }
        }
        if isPostOnly && phase != .continuous { return .notInAuction }
        if key != order.key, let bands, bands.action == .reject, !bands.allow(price) { return .outsidePriceBands }
        if !hasRoom(order.side, key) { return .bookFull }
        if isPostOnly && sides[order.side ^ 1].bestKey <= key ^ PriceLevels.mask { return .wouldTrade }
        return nil
    }
}
