import OrderBook
import Testing
@Suite struct SmokeTests { @Test func x() { var b = LimitOrderBook(); var s = BookEventList(); b.limit(1, of: 1, .buy, price: 10, size: 5, into: &s); b.market(2, of: 2, .sell, size: 7, into: &s); b.cancel(1, into: &s); print(s.events); b.checkInvariants(); #expect(s.events.count == 5) } }
