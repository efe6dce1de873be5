internal import OrderBook

extension MarketCore {
    /// Sends an order of the open seat as it is, sound or not: the exchange says what is wrong with it.
    mutating func submit(_ order: DeskOrder, _ participant: Int) -> OrderHandle {
        var message = KernelMessage(kind: .submit)
        message.instrument = UInt16(clamping: order.instrument >= 0 ? order.instrument : Int(UInt16.max))
        message.side = order.side
        message.size = order.lots
        message.timeInForce = order.timeInForce
        message.isPostOnly = order.isPostOnly
        switch order.kind {
        case .limit(let price): (message.shape, message.price) = (.limit, price.rawValue)
        case .market: message.shape = .market
        case .stop(let trigger): (message.shape, message.bidSize) = (.stop, trigger.rawValue)
        case .stopLimit(let trigger, let price):
            (message.shape, message.bidSize, message.price) = (.stopLimit, trigger.rawValue, price.rawValue)
        }
        switch order.display {
        case .full: message.askSize = 0
        case .hidden: message.askSize = -1
        // A portion of nothing is refused by the book as one above the order's size is.
        case .iceberg(let portion): message.askSize = portion.rawValue > 0 ? portion.rawValue : .max
        }
        message.order = addOrder(
            participant, message.instrument, order.side, price: message.price, lots: order.lots, expiry: 0)
        send(message, from: participant)
        return message.order
    }

    /// Asks the exchange to give an order another price and size.
    mutating func modify(_ participant: Int, slot: UInt32, price: Int64, lots: Int64) {
        var message = KernelMessage(kind: .modify)
        message.instrument = orders[Int(slot)].instrument
        message.order = OrderHandle(slot: slot, generation: orders[Int(slot)].generation)
        message.price = price
        message.size = lots
        send(message, from: participant)
    }
}
