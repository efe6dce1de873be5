import OrderBook
import TestSupport
import Testing

/// The order flow of workload W7 against what a book in Python made of it.
@Suite struct OrderFlowTests {
    /// Whether every message is followed by a check of all orders, which takes too long for so many of them.
    private static var checksEverything: Bool {
        #if CHECK_INVARIANTS
            true
        #else
            false
        #endif
    }

    @Test(.disabled(if: OrderFlowTests.checksEverything, "too long with CHECK_INVARIANTS"))
    func makesTheTradesOfTheReferenceFlow() {
        let count = NaiveBookTests.isOptimised ? 1_000_000 : 20_000
        var book = LimitOrderBook()
        var sink = IgnoredBookEvents()
        var notional: Int64 = 0
        var list = BookEventList()
        for message in OrderFlow(count: count).messages {
            let identifier = OrderIdentifier(message.identifier)
            list.removeAll()
            switch message.kind {
            case .limit:
                book.limit(
                    identifier, of: 0, message.side, price: Ticks(message.price), size: Lots(Int64(message.size)),
                    into: &list)
            case .cancel: book.cancel(identifier, into: &sink)
            case .market: book.market(identifier, of: 0, message.side, size: Lots(Int64(message.size)), into: &list)
            }
            for case .traded(let trade) in list.events { notional += trade.price.rawValue * trade.size.rawValue }
        }
        // Trades, lots, notional, orders left, bid and ask.
        let truth: [Int64] =
            NaiveBookTests.isOptimised
            ? [190_961, 4_363_965, 436_555_763_703, 16_668, 100_069, 100_070]
            : [3_920, 90_046, 9_004_650_768, 9_829, 100_001, 100_002]
        let made = [
            Int64(book.counts.trades), Int64(book.counts.traded), notional, Int64(book.count),
            book.bestBid?.rawValue ?? 0, book.bestAsk?.rawValue ?? 0,
        ]
        #expect(made == truth)
        book.checkInvariants()
    }
}
