internal import Core
internal import OrderBook

extension MarketCore {
    /// Writes an order into its owner's list.
    @inline(__always)
    mutating func addOrder(
        _ participant: Int, _ instrument: UInt16, _ side: BookSide, price: Int64, lots: Int64, expiry: Int64
    ) -> OrderHandle {
        let slot: UInt32
        if freeOrders.count > 0 {
            slot = freeOrders.removeLast()
        } else {
            slot = UInt32(orders.count)
            orders.append(
                OrderRecord(
                    owner: 0, generation: 0, position: -1, instrument: 0, isBuy: true, price: 0, remaining: 0, expiry: 0
                ))
        }
        let record = orders.base + Int(slot)
        record.pointee.owner = UInt32(participant)
        record.pointee.generation &+= 1
        record.pointee.position = Int32(seats[participant].orders.count)
        record.pointee.instrument = instrument
        record.pointee.isBuy = side == .buy
        record.pointee.price = price
        record.pointee.remaining = lots
        record.pointee.expiry = expiry
        seats[participant].orders.append(slot)
        return OrderHandle(slot: slot, generation: record.pointee.generation)
    }

    /// Whether an order is still in its owner's list.
    @inline(__always)
    func isKnown(_ handle: OrderHandle) -> Bool {
        handle.slot < orders.count && orders[Int(handle.slot)].generation == handle.generation
            && orders[Int(handle.slot)].position >= 0
    }

    /// Strikes an order off its owner's list.
    @inline(__always)
    mutating func removeOrder(_ slot: UInt32) {
        let record = orders.base + Int(slot)
        let place = Int(record.pointee.position)
        guard place >= 0 else { return }
        record.pointee.position = -1
        let owner = Int(record.pointee.owner)
        let last = seats[owner].orders.removeLast()
        if last != slot {
            seats[owner].orders[place] = last
            orders[Int(last)].position = Int32(place)
        }
        freeOrders.append(slot)
    }

    /// Lets a participant learn from a message of the exchange: its orders, cash and shares.
    @inline(__always)
    mutating func learn(_ participant: Int, _ message: KernelMessage) {
        switch message.kind {
        case .filled:
            let place = participant * listings.count + Int(message.instrument)
            let value = message.price &* message.size
            let fee = fee(lots: message.size, isMaker: message.isMaker)
            seats[participant].knownCash &+= (message.side == .buy ? 0 &- value : value) &- fee
            knownShares[place] += message.side == .buy ? message.size : -message.size
            guard isKnown(message.order) else { return }
            orders[Int(message.order.slot)].remaining = message.remaining
            if message.remaining == 0 { removeOrder(message.order.slot) }
        case .cancelled:
            if isKnown(message.order) { removeOrder(message.order.slot) }
        case .modified:
            guard isKnown(message.order) else { return }
            orders[Int(message.order.slot)].price = message.price
            orders[Int(message.order.slot)].remaining = message.remaining
        case .rejected:
            // A refused order never was; a refused cancellation says that the order went meanwhile, and its last fill is
            // on the way or has arrived.
            if message.isRefusedOrder, isKnown(message.order) { removeOrder(message.order.slot) }
        default: break
        }
    }

    /// The fee for lots, rounded towards the exchange, in ticks × lots; negative for a rebate.
    @inline(__always)
    func fee(lots: Int64, isMaker: Bool) -> Int64 {
        let rate = Int64(isMaker ? exchange.makerFee : exchange.takerFee)
        return rate == 0 ? 0 : -floorDivide(-lots * rate, 10_000)
    }
}
