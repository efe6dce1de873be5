import Core
import MarketSimulator
import OrderBook
import Testing

/// What groups won, and the fundamental as it is looked at from outside.
@Suite struct GroupResultTests {
    /// The sum of what all groups did is what the market did, and what they won is what the exchange lost.
    @Test func groupsTogetherAreTheMarket() throws {
        var configuration = MarketFixtures.short(.liquid)
        configuration.days = 2
        configuration.exchange.takerFee = 3_000
        configuration.exchange.makerFee = -1_000
        configuration.scenarios = [.fatFinger(day: 0, second: 100, instrument: 0, side: .buy, lots: 50)]
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        let counts = market.run(into: &recorder)
        let results = market.groupResults
        #expect(results.map(\.group) == configuration.groups.map(\.name) + ["scenario.0"])
        #expect(results.reduce(0) { $0 + $1.orders } == Int(counts.orders))
        #expect(results.reduce(0) { $0 + $1.lots } == 2 * counts.lots)
        #expect(results.reduce(0) { $0 + $1.profit } == -market.exchangeFees)
        // Cash and shares of a group's accounts moved by as much.
        let price = recorder.trades[0].price.last ?? 0
        let accounts = market.accounts
        for (group, result) in zip(configuration.groups, results) {
            let own = accounts.filter { $0.group == group.name }
            #expect(own.count == result.participants && result.kind == group.rule.kind)
            var wealth: Int64 = 0
            for account in own {
                wealth += account.cash - group.cash
                wealth += (account.shares[0] - group.shares) * price
            }
            #expect(wealth == result.profit, "\(group.name)")
        }
        #expect(results.last?.kind == "scenario" && results.last?.participants == 1)
    }

    /// The market with a look at the fundamental is the market without one, over days and news.
    @Test func lookingAtTheFundamentalChangesNothing() throws {
        var configuration = MarketFixtures.short(.liquid)
        configuration.days = 3
        configuration.recording.fundamentalInterval = 0
        configuration.scenarios = [.news(day: 1, second: 100, instrument: 0, relativeMove: -0.02)]
        let plain = try MarketFixtures.run(configuration)
        var watched = MarketRecorder(configuration)
        var market = try Market(configuration)
        market.fundamentalInterval = 10 * Timestamp.second
        market.run(into: &watched)
        #expect(plain.fundamentals.isEmpty && plain.tradeDigest() == watched.tradeDigest())
        let open = configuration.openingInstant(day: 1)
        func value(second: Int64) -> Double? {
            watched.fundamentals.first { $0.time == open + second * Timestamp.second }?.value
        }
        let (before, after) = (try #require(value(second: 90)), try #require(value(second: 110)))
        #expect(after / before < 0.99 && after / before > 0.97)
        #expect(watched.fundamentals.allSatisfy { $0.time % (10 * Timestamp.second) == 0 })
    }
}
