import Core
import MarketSimulator
import OrderBook
import Testing
import TimeSeries

@Suite struct MarketTests {
    @Test(arguments: MarketPreset.allCases)
    func everyPresetTradesAndConservesCashAndShares(preset: MarketPreset) throws {
        let configuration = MarketFixtures.short(preset)
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        let counts = market.run(into: &recorder)
        market.checkConservation()
        #expect(counts.trades > 100)
        #expect(counts.trades == UInt64(recorder.tradeCount))
        let accounts = market.accounts
        let cash = configuration.groups.reduce(0) { $0 + Int64($1.count) * $1.cash }
        #expect(accounts.reduce(0) { $0 + $1.cash } + market.exchangeFees == cash)
        #expect(accounts.reduce(0) { $0 + $1.shares[0] } == 0)
        // No crossed quote was ever told.
        let quotes = recorder.quotes[0]
        #expect(
            (0..<quotes.count).allSatisfy {
                quotes.bid[$0] == 0 || quotes.ask[$0] == 0 || quotes.bid[$0] < quotes.ask[$0]
            })
    }

    @Test func theSameSeedMakesTheSameBytesOnAnyNumberOfThreads() async throws {
        let alone = try MarketFixtures.run(MarketFixtures.short(.liquid)).tradeDigest()
        let together = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask { try MarketFixtures.run(MarketFixtures.short(.liquid)).tradeDigest() }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together == [String](repeating: alone, count: 4))
        let other = try MarketFixtures.run(MarketFixtures.short(.liquid, seed: 2)).tradeDigest()
        #expect(other != alone)
    }

    @Test(arguments: [MarketPreset.reference, .liquid], [UInt64](1...3))
    func oneParticipantMoreWhoNeverTradesChangesNothing(preset: MarketPreset, seed: UInt64) throws {
        let configuration = MarketFixtures.short(preset, seed: seed)
        var larger = configuration
        var idle = ValueParameters()
        (idle.threshold, idle.wakeRate) = (.fixed(1e8), .fixed(1))
        // It wakes each second, looks at quotes and the fundamental, and draws numbers all the time.
        larger.groups.append(ParticipantGroup("onlooker", .value(idle), connection: .distant))
        let (before, after) = (try MarketFixtures.run(configuration), try MarketFixtures.run(larger))
        #expect(before.tradeDigest() == after.tradeDigest(), "seed \(seed)")
        #expect(before.quotes[0].time == after.quotes[0].time && before.quotes[0].bid == after.quotes[0].bid)
        #expect(before.tradeCount > 0)
    }

    @Test func aLargerGroupGivesItsFirstMembersTheSameDraws() throws {
        // Two crowds; a third member whose rates are zero stands among them.
        var configuration = MarketFixtures.crowd()
        configuration.groups[0].count = 2
        var larger = configuration
        var silent = PoissonFlowParameters()
        (silent.limitRate, silent.marketRate) = (.fixed(0), .fixed(0))
        larger.groups.insert(ParticipantGroup("silent", count: 3, .poissonFlow(silent)), at: 0)
        let (before, after) = (try MarketFixtures.run(configuration), try MarketFixtures.run(larger))
        // The places of participants moved by three, and nothing else did.
        #expect(before.trades[0].time == after.trades[0].time)
        #expect(before.trades[0].price == after.trades[0].price)
        #expect(before.trades[0].maker.map { $0 + 3 } == after.trades[0].maker)
        #expect(before.tradeCount > 0)
    }

    @Test func aRunOfSeveralDaysHasItsDates() throws {
        var configuration = MarketFixtures.short(.liquid, seconds: 300)
        configuration.days = 7
        let recorder = try MarketFixtures.run(configuration)
        let bars = recorder.barSeries()
        let dates = configuration.calendar.sessions.map(\.date.description)
        #expect(
            dates == [
                "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10",
            ])
        #expect(bars.count >= 7 * 4)
        #expect(recorder.mids().count == 7)
        #expect(bars.volume.reduce(0, +) == Double(recorder.trades[0].lots.reduce(0, +)))
    }

    @Test func feesAreConservedToo() throws {
        var configuration = MarketFixtures.short(.liquid)
        (configuration.exchange.takerFee, configuration.exchange.makerFee) = (30, -20)
        var sink = IgnoredMarket()
        var market = try Market(configuration)
        let counts = market.run(into: &sink)
        market.checkConservation()
        // Each fee is rounded towards the exchange: at least 10 of 10,000 lots, at most two ticks a trade more.
        #expect(market.exchangeFees * 10_000 >= counts.lots * 10)
        #expect(market.exchangeFees <= counts.lots * 10 / 10_000 + 2 * Int64(counts.trades))
    }

    @Test func participantsWithoutCreditNeverOwe() throws {
        var configuration = MarketFixtures.short(.reference, seconds: 3_600)
        for place in configuration.groups.indices where configuration.groups[place].name == "noise" {
            configuration.groups[place].mayBorrow = false
            configuration.groups[place].cash = 3_000_000
            configuration.groups[place].shares = 20
        }
        var sink = IgnoredMarket()
        var market = try Market(configuration)
        market.run(into: &sink)
        let noise = market.accounts.filter { $0.group == "noise" }
        #expect(noise.contains { $0.cash != 3_000_000 })
        #expect(noise.allSatisfy { $0.cash >= 0 && $0.shares[0] >= 0 })
    }

    @Test func countsAreThoseOfTheRecords() throws {
        let configuration = MarketFixtures.short(.reference)
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        let counts = market.run(into: &recorder)
        #expect(counts.messages == counts.wakes + counts.toExchange + counts.toParticipants)
        #expect(counts.lots == recorder.trades[0].lots.reduce(0, +))
        // Every trade tells both sides, and every accepted order its sender.
        #expect(counts.toParticipants >= 2 * counts.trades + counts.orders)
        #expect(recorder.trades[0].isBuy.filter { $0 }.count == Int(counts.buyTrades))
    }
}
