import OrderBook
import Testing

/// Published examples of call auctions.
@Suite struct AuctionTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var source: String
        /// Buy orders as size and price; no price for a market order.
        var buys: [(size: Int, price: Int?)]
        var sells: [(size: Int, price: Int?)]
        var reference: Int?
        /// The price, the volume, and the surplus of buyers; `nil` where nothing trades.
        var expected: (price: Int, volume: Int, surplus: Int)?

        var testDescription: String { source }
    }

    // The examples of the Xetra market model, "Price Determination in Auctions", with the results to which the tests of
    // hroptatyr/clob (mmod_auction_xetra_01 to 09) hold another book; of the steps in the documents of the BNB chain
    // (match-examples.md); of the Euronext Optiq rules by the tests of mattdavey/EuronextClone
    // (indicative-market-price.feature) and prystupa's "Matching using a reference price". Euronext's prices in cents.
    static let examples: [Example] = [
        Example(
            source: "Xetra 1: one limit with the highest volume",
            buys: [(300, 200), (200, 199), (300, 198), (100, 196)],
            sells: [(400, 197), (300, 198), (100, 200)], expected: (198, 700, 100)),
        Example(
            source: "Xetra 2: a surplus of buyers at all limits", buys: [(600, 200), (200, 197)],
            sells: [(300, 197), (100, 198), (100, 199), (400, 201)], expected: (200, 500, 100)),
        Example(
            source: "Xetra 3: a surplus of sellers at all limits",
            buys: [(300, 202), (100, 201), (100, 199), (400, 197)],
            sells: [(600, 198), (200, 201)], expected: (198, 500, -100)),
        Example(
            source: "Xetra 4: no surplus, reference in between", buys: [(300, 202), (200, 201), (100, 197)],
            sells: [(200, 198), (300, 199), (100, 203)], reference: 200, expected: (200, 500, 0)),
        Example(
            source: "Xetra 4: no surplus, reference above", buys: [(300, 202), (200, 201), (100, 197)],
            sells: [(200, 198), (300, 199), (100, 203)], reference: 205, expected: (201, 500, 0)),
        Example(
            source: "Xetra 4: no surplus, reference below", buys: [(300, 202), (200, 201), (100, 197)],
            sells: [(200, 198), (300, 199), (100, 203)], reference: 190, expected: (199, 500, 0)),
        Example(
            source: "Xetra 4: no surplus, no reference", buys: [(300, 202), (200, 201), (100, 197)],
            sells: [(200, 198), (300, 199), (100, 203)], expected: (200, 500, 0)),
        Example(
            source: "Xetra 5: nothing crosses", buys: [(100, 200), (400, 199)], sells: [(300, 202), (200, 201)],
            expected: nil),
        Example(
            source: "Xetra 9: a surplus of either side", buys: [(100, 202), (100, 199), (1_000, 198)],
            sells: [(100, 198), (100, 201), (1_000, 202)], reference: 200, expected: (200, 100, 0)),
        Example(
            source: "BNB 1: the highest volume", buys: [(150, 100), (150, 98)], sells: [(250, 98), (50, 97)],
            expected: (98, 300, 0)),
        Example(
            source: "BNB 2: the highest volume", buys: [(150, 100), (50, 99), (300, 97)],
            sells: [(200, 97), (100, 96)],
            expected: (97, 300, 200)),
        Example(
            source: "BNB 3: the lowest surplus", buys: [(300, 102), (100, 100), (200, 99), (300, 98)],
            sells: [(250, 98), (250, 97), (1_000, 96)], expected: (96, 900, -100)),
        Example(
            source: "BNB 4: the lowest surplus", buys: [(30, 102), (10, 101), (50, 99), (15, 96)],
            sells: [(10, 98), (50, 97), (50, 95)], expected: (97, 90, -10)),
        Example(
            source: "BNB 5.1: sellers press", buys: [(10, 102), (10, 97)], sells: [(50, 95)], reference: 80,
            expected: (95, 20, -30)),
        Example(
            source: "BNB 6.2: near the last price", buys: [(25, 100), (25, 97)], sells: [(25, 98), (25, 95)],
            reference: 97, expected: (97, 25, 25)),
        Example(
            source: "Euronext: a market order clears two limits to sell", buys: [(80, nil)],
            sells: [(40, 1_002), (40, 1_004)], reference: 1_000, expected: (1_004, 80, 0)),
        Example(
            source: "Euronext: a market order clears two limits to buy", buys: [(40, 998), (40, 996)],
            sells: [(80, nil)], reference: 1_000, expected: (996, 80, 0)),
        Example(
            source: "Euronext: market orders alone trade at the reference price", buys: [(100, nil)],
            sells: [(100, nil)], reference: 1_000, expected: (1_000, 100, 0)),
        Example(
            source: "market orders alone, without a reference price", buys: [(100, nil)], sells: [(100, nil)],
            expected: nil),
        Example(source: "buyers alone", buys: [(100, nil), (5, 10)], sells: [], reference: 10, expected: nil),
        Example(source: "nobody", buys: [], sells: [], reference: 10, expected: nil),
    ]

    @Test(arguments: examples)
    func findsThePriceOfThePublishedExample(_ example: Example) {
        for auction in BookAuction.allCases {
            var book = LimitOrderBook()
            var sink = BookEventList()
            book.beginAuction(auction, into: &sink)
            var identifier: UInt64 = 0
            var bookedBuys: Int64 = 0
            for (side, orders) in [(BookSide.sell, example.sells), (.buy, example.buys)] {
                for (size, price) in orders {
                    identifier += 1
                    if side == .buy { bookedBuys += Int64(size) }
                    let kind = price.map { BookOrderKind.limit(price: Ticks($0)) } ?? .market
                    book.submit(
                        BookOrder(OrderIdentifier(identifier), of: 1, side, kind, size: Lots(size)), into: &sink)
                }
            }
            let reference = example.reference.map { Ticks($0) }
            let expected = example.expected.map {
                BookUncrossing(price: Ticks($0.price), volume: Lots($0.volume), surplus: Int64($0.surplus))
            }
            #expect(book.indicativeUncrossing(reference: reference) == expected)
            sink.removeAll()
            book.uncross(reference: reference, into: &sink)
            if let expected {
                #expect(sink.events.first == .uncrossed(auction, expected))
                #expect(book.lastTradePrice == expected.price)
            }
            var traded: Int64 = 0
            for case .traded(let trade) in sink.events {
                traded += trade.size.rawValue
                #expect(trade.isAuction && trade.price == expected?.price)
            }
            #expect(traded == expected?.volume.rawValue ?? 0)
            #expect(book.phase == (auction == .closing ? .closed : .continuous))
            book.checkInvariants()
        }
    }

    @Test func tradesByPriceAndTimeMarketOrdersFirst() {
        var book = LimitOrderBook()
        var sink = BookEventList()
        book.beginAuction(.opening, into: &sink)
        book.limit(1, of: 1, .buy, price: 100, size: 10, into: &sink)
        book.limit(2, of: 2, .buy, price: 101, size: 10, into: &sink)
        book.market(3, of: 3, .buy, size: 10, into: &sink)
        book.limit(4, of: 4, .buy, price: 101, size: 10, into: &sink)
        book.limit(5, of: 5, .sell, price: 100, size: 25, into: &sink)
        sink.removeAll()
        book.uncross(reference: 100, into: &sink)
        let takers = sink.events.compactMap { event in
            if case .traded(let trade) = event { [trade.taker.rawValue, UInt64(trade.size.rawValue)] } else { nil }
        }
        #expect(takers == [[3, 10], [2, 10], [4, 5]])
        #expect(book.order(4)?.remaining == 5 && book.order(1)?.remaining == 10)
    }
}
