import Compression
import Foundation
import OrderBook
import TestSupport
import Testing

/// The orders of a real exchange on one day: what they trade in the book is what the exchange's log says of them.
@Suite struct BitstampReplayTests {
    private struct Fills: BookEventSink {
        var filled: Set<UInt64> = []

        mutating func receive(_ event: BookEvent) {
            guard case .traded(let trade) = event else { return }
            if trade.makerRemaining == .zero { filled.insert(trade.maker.rawValue) }
            if trade.takerRemaining == .zero { filled.insert(trade.taker.rawValue) }
        }
    }

    /// Bitstamp, bitcoin in dollars, 1 May 2015: orders as they were created and deleted, prices in cents, sizes in 10⁻⁸
    /// bitcoin; deleted with volume 0 where they were filled.
    ///
    /// The orders from before the log began are missing, so that not all fills can come about: of 557 orders that were
    /// created and filled in the log, 523 are filled in the book, and 3 that were not. The figures are those of a book of
    /// Python lists on the same file.
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func fillsTheOrdersThatTheExchangeFilled() throws {
        let path = SharedFolder.path("data/tick/bitstamp_btcusd_orders_2015_05_01.csv.gz")
        let packed = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let bytes = try #require(try Gzip.inflate(packed, atMost: 1 << 26))
        var book = LimitOrderBook(BookConfiguration(checksMessages: true))
        var fills = Fills()
        var created: Set<UInt64> = []
        var filled: Set<UInt64> = []
        for line in bytes.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let fields = String(decoding: line, as: UTF8.self).split(separator: ",")
            let number = try #require(UInt64(fields[0]))
            let price = Ticks(Int64((try #require(Double(fields[3])) * 100).rounded()))
            let size = Lots(try #require(Int64(fields[4])))
            switch fields[5] {
            case "created":
                created.insert(number)
                let side = fields[6] == "bid" ? BookSide.buy : .sell
                book.limit(OrderIdentifier(number), of: 0, side, price: price, size: size, into: &fills)
            case "deleted":
                if size == .zero { filled.insert(number) }
                book.cancel(OrderIdentifier(number), into: &fills)
            default:
                break
            }
        }
        filled.formIntersection(created)
        #expect(created.count == 24_894 && filled.count == 557)
        #expect(fills.filled.count == 526 && fills.filled.intersection(filled).count == 523)
        #expect(book.counts.trades == 517 && book.count == 184)
        book.checkInvariants()
    }
}
