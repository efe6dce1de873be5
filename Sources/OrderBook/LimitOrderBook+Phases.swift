extension LimitOrderBook {
    /// Begins to collect orders for a call auction, from any phase.
    @inlinable
    public mutating func beginAuction<Sink: BookEventSink>(_ auction: BookAuction, into sink: inout Sink) {
        change(to: .auction(auction), into: &sink)
    }

    /// Stops trading, from continuous trading or an auction; it resumes by an auction.
    @inlinable
    public mutating func halt<Sink: BookEventSink>(into sink: inout Sink) {
        switch phase {
        case .continuous, .auction: change(to: .halted, into: &sink)
        case .halted, .closed: sink.receive(.rejected(0, of: 0, .wrongPhase))
        }
    }

    /// Closes the market without an auction, from any other phase.
    ///
    /// The orders stay for the next day's opening auction.
    @inlinable
    public mutating func close<Sink: BookEventSink>(into sink: inout Sink) {
        if phase == .closed {
            sink.receive(.rejected(0, of: 0, .wrongPhase))
        } else {
            change(to: .closed, into: &sink)
        }
    }

    /// Sets the prices between which continuous trading takes place from now on; `nil` for any.
    ///
    /// Orders in the book stay where they are, and do not trade outside. Auctions do not look at the bands.
    public mutating func setBands(_ bands: PriceBands?) {
        self.bands = bands
        updateRare()
    }

    /// Goes over to a phase, which need not be a new one.
    @inlinable
    mutating func change<Sink: BookEventSink>(to next: BookPhase, into sink: inout Sink) {
        if next == .closed { (lowestTrade, highestTrade) = (.max, 0) } else { forgetTrades() }
        currentPhase = next
        sink.receive(.phaseChanged(to: next))
        updateRare()
        checkMessage(0)
    }

    /// Cancels all orders of a participant: bids from the best down, asks, buy stops and sell stops, each in the order in
    /// which they would trade or wake.
    ///
    /// - Complexity: O(orders in the book).
    @inlinable
    public mutating func cancelAll<Sink: BookEventSink>(of participant: ParticipantIdentifier, into sink: inout Sink) {
        cancelAll(.requested, into: &sink) { order, _ in order.participant == participant.rawValue }
        updateRare()
        checkMessage(0)
    }

    /// Cancels the orders that `isMeant` tells, in the order in which they would trade or wake.
    @inlinable
    mutating func cancelAll<Sink: BookEventSink>(
        _ reason: BookCancellation, into sink: inout Sink, where isMeant: (BookSlot, BookReserve?) -> Bool
    ) {
        for index in 0..<4 {
            var key = sides[index].bestKey
            while let level = sides[index].presentLevel(key) {
                var (slot, hidden) = (level.pointee.head, level.pointee.hiddenHead)
                while slot != 0 || hidden != 0 {
                    if slot == 0 { swap(&slot, &hidden) }
                    let order = slots[Int(slot)]
                    if isMeant(order, order.isSpecial ? reserves[Int(slot)] : nil) {
                        remove(slot, reason, into: &sink)
                    }
                    slot = order.next
                }
                key = sides[index].firstKey(from: key + 1)
            }
        }
    }
}
