extension LimitOrderBook {
    /// Whether an order can be filled in full at once.
    ///
    /// Hidden lots count, its own participant's do not under self-trade prevention: where that would end the order, only
    /// what comes before counts.
    @usableFromInline
    func canFill(_ arrival: BookArrival) -> Bool {
        let index = Int(arrival.side.rawValue ^ 1)
        var need = arrival.left
        var key = sides[index].bestKey
        while key <= arrival.worstKey, let level = sides[index].presentLevel(key) {
            if let bands, !bands.allow(Ticks(Int64(LimitOrderBook.price(key, index)))) { return false }
            if specialCount == 0 && configuration.selfTradePrevention == .none {
                need -= level.pointee.displayed
            } else if !count(level, for: arrival.participant.rawValue, &need) {
                return need <= 0
            }
            if need <= 0 { return true }
            key = sides[index].firstKey(from: key + 1)
        }
        return false
    }

    /// Takes what a level can fill off `need`; false where self-trade prevention ends the order in this level.
    private func count(
        _ level: UnsafeMutablePointer<PriceLevel>, for participant: UInt32, _ need: inout Int64
    ) -> Bool {
        let policy = configuration.selfTradePrevention
        // Before the end of the queue is reached only what is displayed trades: the next portions go to its back.
        var (displayed, whole): (Int64, Int64) = (0, 0)
        var slot = level.pointee.head
        while slot != 0 {
            let order = slots[Int(slot)]
            if policy != .none && order.participant == participant {
                if policy != .cancelOldest {
                    need -= displayed
                    return false
                }
            } else {
                displayed += order.remaining
                whole += self.whole(slot)
            }
            slot = order.next
        }
        need -= whole
        slot = level.pointee.hiddenHead
        while slot != 0 && need > 0 {
            let order = slots[Int(slot)]
            if policy == .none || order.participant != participant {
                need -= order.remaining
            } else if policy != .cancelOldest {
                return false
            }
            slot = order.next
        }
        return true
    }
}
