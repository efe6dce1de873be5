import Core
import OrderBook
import Testing

/// That the random messages reach what the comparison with the plain book is to compare.
@Suite struct NaiveBookCoverageTests {
    /// Keeps one example of each kind of event, rejection and cancellation.
    private struct Kinds: BookEventSink {
        var counts: [String: Int] = [:]

        mutating func receive(_ event: BookEvent) {
            let kind: String
            switch event {
            case .accepted: kind = "accepted"
            case .rejected(_, of: _, let reason): kind = "rejected \(reason)"
            case .traded(let trade): kind = trade.isAuction ? "traded in an auction" : "traded"
            case .cancelled(_, of: _, size: _, let reason): kind = "cancelled \(reason)"
            case .reduced: kind = "reduced"
            case .modified(_, of: _, price: _, remaining: _, let kept): kind = "modified \(kept)"
            case .refreshed: kind = "refreshed"
            case .triggered: kind = "triggered"
            case .uncrossed: kind = "uncrossed"
            case .phaseChanged(let phase): kind = "phase \(phase)"
            case .bandsReached: kind = "bands"
            }
            counts[kind, default: 0] += 1
        }
    }

    @Test func theRandomMessagesReachEveryEventAndReason() {
        var kinds = Kinds()
        for policy in SelfTradePrevention.allCases {
            for (mix, orders) in [(BookMix(), 1 << 20), (BookMix(phases: 100, bands: 40, cancellations: 15), 60)] {
                var random = RandomMessages(mix, seed: 11)
                var book = LimitOrderBook(
                    BookConfiguration(selfTradePrevention: policy, maximumOrders: orders, reservedOrders: 4))
                for _ in 0..<30_000 { random.next().play(on: &book, &kinds) }
            }
        }
        var expected = [
            "accepted", "traded", "traded in an auction", "reduced", "modified true", "modified false", "refreshed",
            "triggered", "uncrossed", "bands",
        ]
        expected += BookRejection.allCases.map { "rejected \($0)" }
        // A stop that finds no page of prices is reached by `HostileTests` alone.
        expected += BookCancellation.allCases.filter { $0 != .bookFull }.map { "cancelled \($0)" }
        expected += [BookPhase.continuous, .halted, .closed].map { "phase \($0)" }
        expected += BookAuction.allCases.map { "phase \(BookPhase.auction($0))" }
        for kind in expected {
            #expect(kinds.counts[kind, default: 0] >= 10, "\(kind): \(kinds.counts[kind, default: 0])")
        }
    }
}
