package import OrderBook

/// The order flow of workload W7: 10,000 limit orders that build a book, then as many messages as asked for, of which half
/// are limit orders, two fifths cancel a uniformly chosen order of the book, and a tenth are market orders.
///
/// Limit orders lie ⌊100 u²⌋ ticks behind the middle of the touch, one in 64 of them up to three ticks through it. The draws
/// are those of SplitMix64, the same in every language; which orders are cancelled follows from the book.
package struct OrderFlow {
    /// What a message asks for.
    package enum Kind: UInt8 {
        case limit, cancel, market
    }

    /// One message: 24 bytes.
    package struct Message {
        package var price: Int64
        package var identifier: UInt64
        package var size: Int32
        package var kind: Kind
        package var side: BookSide
    }

    /// The messages that build the book.
    package static let seedCount = 10_000

    /// The messages, the first `seedCount` of which build the book.
    package private(set) var messages: [Message] = []

    /// The flow of `count` messages after those that build the book.
    package init(count: Int, seed: UInt64 = 77) {
        var book = LimitOrderBook()
        var alive = Alive()
        var middle: Int64 = 100_000
        messages.reserveCapacity(count + OrderFlow.seedCount)
        for place in 0..<count + OrderFlow.seedCount {
            let draws = (0..<5).map { OrderFlow.draw(seed * 1_000 + UInt64($0), place) }
            let choice = OrderFlow.uniform(draws[0])
            var message = Message(
                price: 0, identifier: UInt64(place + 1), size: Int32(draws[4] % 100) + 1,
                kind: place < OrderFlow.seedCount || choice < 0.5 ? .limit : choice < 0.9 ? .cancel : .market,
                side: draws[2] & 1 == 0 ? .buy : .sell)
            if message.kind == .cancel && alive.identifiers.isEmpty { message.kind = .limit }
            alive.filled.removeAll(keepingCapacity: true)
            let identifier = OrderIdentifier(message.identifier)
            switch message.kind {
            case .limit:
                if let bid = book.bestBid, let ask = book.bestAsk { middle = (bid.rawValue + ask.rawValue) / 2 }
                let off = OrderFlow.uniform(draws[1])
                let behind = Int64(100 * off * off)
                if place >= OrderFlow.seedCount && draws[2] >> 1 & 63 == 0 {
                    message.price = message.side == .buy ? middle + 1 + behind % 3 : middle - behind % 3
                } else {
                    message.price = message.side == .buy ? middle - behind : middle + 1 + behind
                }
                book.limit(
                    identifier, of: 0, message.side, price: Ticks(message.price), size: Lots(Int(message.size)),
                    into: &alive)
                if book.order(identifier) != nil { alive.append(message.identifier) }
            case .cancel:
                let chosen = Int(OrderFlow.uniform(draws[3]) * Double(alive.identifiers.count))
                message.identifier = alive.identifiers[chosen]
                message.size = 0
                book.cancel(OrderIdentifier(message.identifier), into: &alive)
                alive.filled = [message.identifier]
            case .market:
                message.size = (message.size - 1) * 80 / 100 + 1
                book.market(identifier, of: 0, message.side, size: Lots(Int(message.size)), into: &alive)
            }
            for gone in alive.filled { alive.remove(gone) }
            messages.append(message)
        }
    }

    /// The orders in the book, in the order which the choice of those to be cancelled follows.
    private struct Alive: BookEventSink {
        var identifiers: [UInt64] = []
        var places: [UInt64: Int] = [:]
        /// The orders that the last message filled.
        var filled: [UInt64] = []

        mutating func receive(_ event: BookEvent) {
            if case .traded(let trade) = event, trade.makerRemaining == .zero { filled.append(trade.maker.rawValue) }
        }

        mutating func append(_ identifier: UInt64) {
            places[identifier] = identifiers.count
            identifiers.append(identifier)
        }

        mutating func remove(_ identifier: UInt64) {
            guard let place = places.removeValue(forKey: identifier), let last = identifiers.popLast(),
                last != identifier
            else { return }
            identifiers[place] = last
            places[last] = place
        }
    }

    /// Draw `place` of SplitMix64.
    private static func draw(_ seed: UInt64, _ place: Int) -> UInt64 {
        var bits = UInt64(place + 1) &* 0x9E37_79B9_7F4A_7C15 &+ seed
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }

    private static func uniform(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }
}
