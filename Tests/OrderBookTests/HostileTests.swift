import Core
@testable import OrderBook
import Testing

/// Senders who mean ill: the book answers with events, and stays sound.
@Suite struct HostileTests {
    @Test func bytesAtRandomNeverTrap() {
        let seed = UInt64.random(in: 0..<1 << 32)
        print("bytes at random: seed \(seed)")
        var stream = RandomStream(seed: seed, name: "hostile")
        var book = LimitOrderBook(
            BookConfiguration(
                selfTradePrevention: .decrement, maximumOrders: 500, maximumPages: 40, reservedOrders: 1,
                checksMessages: true))
        var sink = BookEventList()
        for place in 0..<(NaiveBookTests.isOptimised ? 2_000_000 : 30_000) {
            sink.removeAll()
            let bits = stream.next()
            // Small numbers and any at all, so that both get far.
            func number() -> Int64 {
                let value = Int64(bitPattern: stream.next())
                return bits & 1 == 0 ? value : value & 1_023
            }
            let identifier = OrderIdentifier(UInt64(bitPattern: number()))
            let size = Lots(number())
            let price = Ticks(number())
            switch bits >> 8 & 15 {
            case 0: book.cancel(identifier, into: &sink)
            case 1: book.modify(identifier, price: price, size: size, isPostOnly: bits & 2 == 0, into: &sink)
            case 2 where bits >> 16 & 7 == 0: book.beginAuction(.opening, into: &sink)
            case 3 where bits >> 16 & 31 == 0: book.halt(into: &sink)
            case 4 where bits >> 16 & 63 == 0: book.close(into: &sink)
            case 5 where bits >> 16 & 3 == 0:
                book.setBands(bits & 4 == 0 ? nil : PriceBands(lowest: Ticks(number()), highest: price, action: .halt))
            case 6: book.uncross(reference: price, into: &sink)
            case 7: book.cancelAll(of: ParticipantIdentifier(UInt32(bits >> 20 & 31)), into: &sink)
            default:
                let kinds: [BookOrderKind] = [
                    .limit(price: price), .market, .stop(trigger: price),
                    .stopLimit(trigger: price, price: Ticks(number())),
                ]
                var order = BookOrder(
                    identifier, of: ParticipantIdentifier(UInt32(bits >> 20 & 31)), bits & 8 == 0 ? .buy : .sell,
                    kinds[Int(bits >> 28 & 3)], size: size)
                order.timeInForce = BookTimeInForce.allCases[Int(bits >> 32 & 3)]
                if bits >> 34 & 3 == 0 { order.display = .hidden }
                if bits >> 34 & 3 == 1 { order.display = .iceberg(portion: Lots(number())) }
                order.isPostOnly = bits >> 36 & 3 == 0
                book.submit(order, into: &sink)
            }
            if place % 5_003 == 0 { book.checkInvariants() }
        }
        book.checkInvariants()
    }

    @Test func ordersAtFarPricesAreRefusedBeforeTheyTakeTheMemory() {
        var book = LimitOrderBook(BookConfiguration(maximumPages: 8))
        var sink = BookEventList()
        for order in 0..<100 {
            book.limit(
                OrderIdentifier(UInt64(order)), of: 1, .buy, price: Ticks(order * 10_000_000 + 1), size: 1, into: &sink)
        }
        let refused = sink.events.filter { event in
            if case .rejected(_, of: _, .bookFull) = event { true } else { false }
        }
        #expect(refused.count == 92 && book.count == 8)
        // One that may not get a page of its own still trades, and a stop that wakes is told.
        sink.removeAll()
        book.submit(
            BookOrder(200, of: 2, .sell, .stopLimit(trigger: 70_000_001, price: 900_000_000), size: 1), into: &sink)
        for far in 0..<8 {
            book.limit(
                OrderIdentifier(UInt64(300 + far)), of: 3, .sell, price: Ticks(100_000_000 + far * 10_000_000), size: 1,
                into: &sink)
        }
        book.market(400, of: 4, .sell, size: 1, into: &sink)
        #expect(sink.events.contains(.triggered(200, of: 2)))
        #expect(sink.events.last == .cancelled(200, of: 2, size: 1, .bookFull))
        // Pages that become empty are free for others.
        sink.removeAll()
        for order in 0..<8 { book.cancel(OrderIdentifier(UInt64(order)), into: &sink) }
        book.limit(500, of: 1, .buy, price: 55_555_555, size: 1, into: &sink)
        #expect(sink.events.last == .accepted(500, of: 1, side: .buy, size: 1))
        book.checkInvariants()
    }

    @Test func aFloodIsRefusedWhenTheBookIsFullAndRoomIsMadeByCancelling() {
        var book = LimitOrderBook(BookConfiguration(maximumOrders: 100, reservedOrders: 1))
        var sink = BookEventList()
        for order in 1...150 {
            book.limit(OrderIdentifier(UInt64(order)), of: 1, .buy, price: 10, size: 1, into: &sink)
        }
        #expect(book.count == 100)
        book.cancel(50, into: &sink)
        book.limit(151, of: 1, .buy, price: 10, size: 1, into: &sink)
        #expect(sink.events.last == .accepted(151, of: 1, side: .buy, size: 1))
        #expect(book.queuePosition(of: 151) == QueuePosition(ordersAhead: 99, lotsAhead: 99))
        book.checkInvariants()
    }

    @Test func identifiersOfOneHomeInTheTableAreToldApart() {
        var book = LimitOrderBook()
        var sink = BookEventList()
        // The inverse of the multiplier of the hash: products that share their upper bits.
        var inverse: UInt64 = 1
        for _ in 0..<6 { inverse = inverse &* (2 &- 0x9E37_79B9_7F4A_7C15 &* inverse) }
        let identifiers = (1...500).map { OrderIdentifier(UInt64($0) &* inverse) }
        for identifier in identifiers { book.limit(identifier, of: 1, .sell, price: 10, size: 1, into: &sink) }
        for identifier in identifiers.shuffled().prefix(400) { book.cancel(identifier, into: &sink) }
        #expect(book.count == 100)
        for identifier in identifiers { _ = book.order(identifier) }
        book.checkInvariants()
    }

    @Test func noMemoryIsMadeOnceTheBookIsWarm() {
        var random = RandomMessages(BookMix(bands: 0, odd: 0), seed: 5)
        var book = LimitOrderBook(BookConfiguration(reservedOrders: 2_000))
        var sink = IgnoredBookEvents()
        for _ in 0..<5_000 { random.next().play(on: &book, &sink) }
        let before = (book.slots, book.table.entries, book.reserves, book.slotCapacity)
        let pages = (0..<4).map { book.sides[$0].pagesMade }
        for _ in 0..<20_000 { random.next().play(on: &book, &sink) }
        #expect((book.slots, book.table.entries, book.reserves, book.slotCapacity) == before)
        #expect((0..<4).map { book.sides[$0].pagesMade } == pages)
    }
}
