import Core
import OrderBook
import Testing

/// That lots are neither made nor lost, by the events alone.
@Suite struct ConservationTests {
    /// What is left of each order by the events so far.
    private struct Ledger: BookEventSink {
        var left: [OrderIdentifier: Int64] = [:]
        var faults: [String] = []
        var (submitted, traded, cancelled): (Int64, Int64, Int64) = (0, 0, 0)

        private mutating func take(_ size: Int64, from order: OrderIdentifier, leaving rest: Int64?, _ event: BookEvent)
        {
            let now = (left[order] ?? 0) - size
            if now < 0 || rest.map({ $0 != now }) ?? false { faults.append("\(now) left of \(order) after \(event)") }
            left[order] = now == 0 ? nil : now
        }

        mutating func receive(_ event: BookEvent) {
            switch event {
            case .accepted(let order, of: _, side: _, let size):
                left[order] = size.rawValue
                submitted += size.rawValue
            case .traded(let trade):
                traded += trade.size.rawValue
                take(trade.size.rawValue, from: trade.maker, leaving: trade.makerRemaining.rawValue, event)
                take(trade.size.rawValue, from: trade.taker, leaving: trade.takerRemaining.rawValue, event)
            case .cancelled(let order, of: _, let size, _):
                cancelled += size.rawValue
                take(size.rawValue, from: order, leaving: 0, event)
            case .reduced(let order, of: _, let size, let rest):
                cancelled += size.rawValue
                take(size.rawValue, from: order, leaving: rest.rawValue, event)
            case .modified(let order, of: _, price: _, let size, keptPriority: _):
                let change = size.rawValue - (left[order] ?? 0)
                if change > 0 { submitted += change } else { cancelled -= change }
                left[order] = size.rawValue
            case .rejected, .refreshed, .triggered, .uncrossed, .phaseChanged, .bandsReached:
                break
            }
        }
    }

    @Test(arguments: SelfTradePrevention.allCases)
    func everyLotThatWasSubmittedIsTradedRestingOrCancelled(_ policy: SelfTradePrevention) {
        let seed = UInt64.random(in: 0..<1 << 32)
        print("conservation, \(policy): seed \(seed)")
        // Without the odd numbers, whose sums are too large for an `Int64`.
        var random = RandomMessages(BookMix(odd: 0), seed: seed)
        var book = LimitOrderBook(BookConfiguration(selfTradePrevention: policy, checksMessages: true))
        var ledger = Ledger()
        for _ in 0..<(NaiveBookTests.isOptimised ? 300_000 : 10_000) { random.next().play(on: &book, &ledger) }
        #expect(ledger.faults.isEmpty, "seed \(seed): \(ledger.faults.prefix(3))")
        #expect(book.count == ledger.left.count)
        for (order, left) in ledger.left { #expect(book.order(order)?.remaining.rawValue == left) }
        let counts = book.counts
        #expect(counts.submitted == UInt64(ledger.submitted) && counts.traded == UInt64(ledger.traded))
        #expect(counts.cancelled == UInt64(ledger.cancelled))
        #expect(counts.submitted == 2 * counts.traded + counts.cancelled + counts.resting)
    }
}
