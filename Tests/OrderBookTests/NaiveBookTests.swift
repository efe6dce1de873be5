import Core
import OrderBook
import Testing

/// The book against one of plain arrays, event for event and order for order.
@Suite struct NaiveBookTests {
    /// Optimised builds afford millions of messages.
    static var isOptimised: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var mix: BookMix
        var policies: [SelfTradePrevention] = SelfTradePrevention.allCases
        var maximumOrders = Int.max
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "messages of every kind", mix: BookMix()),
        Case(name: "a book that fills up", mix: BookMix(cancellations: 15), maximumOrders: 60),
        Case(
            name: "nothing special", mix: BookMix(phases: 0, bands: 0, plain: 100, stops: 0, odd: 0),
            policies: [.none]),
        Case(
            name: "nothing special but numbers", mix: BookMix(phases: 0, bands: 0, plain: 100, stops: 0, odd: 10),
            policies: [.none]),
        Case(name: "many stops", mix: BookMix(phases: 1_000, bands: 0, plain: 30, stops: 50)),
        Case(name: "auctions and halts", mix: BookMix(phases: 30, bands: 200)),
        Case(name: "price bands", mix: BookMix(phases: 100, bands: 20)),
        Case(name: "the lowest prices", mix: BookMix(middle: 9)),
        Case(name: "the highest prices", mix: BookMix(middle: 1 << 30 - 8)),
    ]

    @Test(arguments: cases)
    func doesTheSameAsABookOfPlainArrays(_ test: Case) {
        let messages = NaiveBookTests.isOptimised ? 400_000 : 3_000
        for policy in test.policies {
            let seed = UInt64.random(in: 0..<1 << 32)
            print("\(test.name), \(policy): seed \(seed)")
            compare(test, policy, seed: seed, messages: messages)
        }
    }

    private func compare(_ test: Case, _ policy: SelfTradePrevention, seed: UInt64, messages: Int) {
        var random = RandomMessages(test.mix, seed: seed)
        var configuration = BookConfiguration(selfTradePrevention: policy, reservedOrders: 4)
        if test.maximumOrders < .max { configuration.maximumOrders = test.maximumOrders }
        configuration.checksMessages = true
        var book = LimitOrderBook(configuration)
        var naive = NaiveBook(selfTradePrevention: policy, maximumOrders: test.maximumOrders)
        var sink = BookEventList()
        for place in 0..<messages {
            let message = random.next()
            sink.removeAll()
            naive.events.removeAll(keepingCapacity: true)
            message.play(on: &book, &sink)
            message.play(on: &naive)
            if sink.events != naive.events {
                Issue.record(
                    "seed \(seed), \(policy), message \(place): \(message)\nthe book: \(sink.events)\nplain: \(naive.events)"
                )
                return
            }
            if place % 97 == 0 {
                guard isTheSame(book, naive) else {
                    Issue.record("seed \(seed), \(policy), message \(place): other orders after \(message)")
                    return
                }
            }
            if place % 997 == 0 { book.checkInvariants() }
        }
        book.checkInvariants()
    }

    /// Whether both hold the same orders, and show the same.
    private func isTheSame(_ book: borrowing LimitOrderBook, _ naive: NaiveBook) -> Bool {
        guard book.count == naive.orders.count + naive.stops.count, book.phase == naive.phase else { return false }
        for side in BookSide.allCases {
            let queue = naive.queue(side)
            var levels: [BookLevel] = []
            for order in queue where !order.isHidden {
                guard let price = order.price else { continue }
                if levels.last?.price.rawValue == price {
                    levels[levels.count - 1].size += Lots(order.open)
                    levels[levels.count - 1].orders += 1
                } else {
                    levels.append(BookLevel(price: Ticks(price), size: Lots(order.open), orders: 1))
                }
            }
            guard book.levels(of: side) == levels, book.best(of: side) == levels.first,
                book.bestPrice(of: side) == levels.first?.price
            else { return false }
            for price in Set(queue.compactMap(\.price)) {
                let here = queue.filter { $0.price == price }
                let orders = book.orders(of: side, at: Ticks(price))
                guard orders.map(\.identifier) == here.map(\.identifier),
                    orders.map(\.remaining.rawValue) == here.map(\.whole),
                    orders.map(\.displayed.rawValue) == here.map({ $0.isHidden ? 0 : $0.open })
                else { return false }
                for (ahead, order) in here.enumerated() {
                    let position = QueuePosition(
                        ordersAhead: ahead, lotsAhead: Lots(here[..<ahead].reduce(0) { $0 + $1.open }))
                    guard book.queuePosition(of: order.identifier) == position else { return false }
                }
            }
        }
        return naive.stops.allSatisfy { stop in
            let found = book.order(stop.identifier)
            return found?.isStop == true && found?.price?.rawValue == stop.trigger
                && found?.remaining.rawValue == stop.open
        }
    }
}
