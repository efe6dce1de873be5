extension LimitOrderBook {
    /// The key of a stop's trigger: of two keys of a side the smaller wakes first.
    @inlinable
    static func stopKey(_ trigger: UInt32, _ side: Int) -> UInt32 {
        // A buy stop wakes when the price rises, the lowest first.
        side == 0 ? trigger : trigger ^ PriceLevels.mask
    }

    /// Lets a stop sleep until a trade at its trigger or beyond.
    @usableFromInline
    mutating func sleep(_ arrival: BookArrival, until trigger: Ticks) {
        let side = Int(arrival.side.rawValue)
        var reserve = BookReserve()
        reserve.kind = arrival.isMarket ? .stop : .stopLimit
        reserve.limitKey = arrival.key
        stopCount &+= 1
        place(
            arrival, key: LimitOrderBook.stopKey(UInt32(trigger.rawValue), side), displaying: arrival.left, reserve,
            in: 2 + side)
    }

    /// Forgets the trades of the message before, whose stops are awake.
    ///
    /// Where they led to a halt they are remembered: the stops that they reached wake when trading resumes.
    @inlinable
    mutating func forgetTrades() {
        if phase == .continuous { (lowestTrade, highestTrade) = (.max, 0) }
    }

    /// Wakes the stops that the trades of the message have reached, one after the other.
    ///
    /// Each does all that it can before the next wakes: first buy stops from the lowest trigger up, then sell stops from the
    /// highest down, of one trigger in the order of their arrival; the trades of a stop may wake further ones. They wake in
    /// continuous trading alone: those that a message reached before it halted trading at the bands, after the auction that
    /// resumes it.
    @inlinable
    mutating func wakeStops<Sink: BookEventSink>(into sink: inout Sink) {
        while stopCount > 0 && phase == .continuous {
            let index: Int
            if sides[2].bestKey <= highestTrade {
                index = 2
            } else if lowestTrade != .max && sides[3].bestKey <= lowestTrade ^ PriceLevels.mask {
                index = 3
            } else {
                return
            }
            let slot = sides[index].bestLevel.pointee.head
            let order = slots[Int(slot)]
            let key = reserves[Int(slot)].limitKey
            withdraw(slot)
            var arrival = BookArrival(
                identifier: OrderIdentifier(order.identifier), participant: ParticipantIdentifier(order.participant),
                side: order.side == 0 ? .buy : .sell, key: key, left: order.remaining, timeInForce: .goodTillCancelled,
                display: .full)
            sink.receive(.triggered(arrival.identifier, of: arrival.participant))
            arrive(&arrival, into: &sink)
        }
    }
}
