import Core
import MarketSimulator
import OrderBook
import Testing
import TimeSeries

@Suite struct RecordingTests {
    @Test func snapshotsHoldTheBestLevelsInOrder() throws {
        var configuration = MarketFixtures.short(.liquid)
        (configuration.recording.snapshotInterval, configuration.recording.snapshotLevels) = (10, 4)
        configuration.recording.fundamentalInterval = 5
        let recorder = try MarketFixtures.run(configuration)
        // Seconds 0, 10, …, 290 of the session; at the first the book is empty.
        #expect(Set(recorder.depth.map(\.time)).count == 29)
        #expect(recorder.fundamentals.count == 60)
        for (a, b) in zip(recorder.depth, recorder.depth.dropFirst()) where a.time == b.time && a.side == b.side {
            #expect(b.level == a.level + 1 && b.level < 4)
            #expect(a.side == .buy ? b.price < a.price : b.price > a.price)
            #expect(a.lots > 0 && a.orders > 0)
        }
    }

    @Test func barsAreThoseOfTheTrades() throws {
        let configuration = MarketFixtures.short(.liquid)
        let recorder = try MarketFixtures.run(configuration)
        let (bars, trades) = (recorder.barSeries(), recorder.trades[0])
        for place in 0..<bars.count {
            let inside = (0..<trades.count).filter {
                bars.start[place] <= trades.time[$0] && trades.time[$0] < bars.end[place]
            }
            // Ticks of a hundredth: the double nearest to the decimal.
            let prices = inside.map { Double(trades.price[$0]) / 100 }
            #expect(bars.open[place] == prices.first && bars.close[place] == prices.last)
            #expect(bars.high[place] == prices.max() && bars.low[place] == prices.min())
            #expect(bars.volume[place] == Double(inside.reduce(0) { $0 + trades.lots[$1] }))
        }
        #expect(bars.count == 5)
    }

    @Test(arguments: [0.0, 30]) func barsBeginAtTheOpenAndEndWithTheSession(auction: Double) throws {
        // Seventy seconds divide neither the day nor the session.
        let interval = 70 * Timestamp.second
        var configuration = MarketFixtures.short(.liquid)
        configuration.days = 2
        (configuration.session.openingAuction, configuration.session.closingAuction) = (auction, auction)
        var options = MarketRecorder.Options()
        options.barNanoseconds = interval
        var recorder = MarketRecorder(configuration, options)
        var market = try Market(configuration)
        market.run(into: &recorder)
        let bars = recorder.barSeries()
        for session in configuration.calendar.sessions {
            // The calendar's close is right after that of trading.
            let (open, close) = (session.open.nanoseconds, session.close.nanoseconds - 1)
            let inside = bars.start.indices.filter { open <= bars.start[$0] && bars.start[$0] < close }
            #expect(inside.count >= 4)
            for place in inside {
                #expect((bars.start[place] - open) % interval == 0)
                #expect(bars.end[place] == min(bars.start[place] + interval, close))
            }
        }
        #expect(bars.volume.reduce(0, +) == Double(recorder.trades[0].lots.reduce(0, +)))
        // The first day's mids: the opening, and the end of each interval.
        #expect(recorder.mids()[0].count == 6)
    }

    @Test func aRecorderThatKeepsNothingMakesTheSameBarsAndDigest() throws {
        let configuration = MarketFixtures.short(.reference)
        let whole = try MarketFixtures.run(configuration)
        var options = MarketRecorder.Options()
        (options.keepsTrades, options.keepsQuotes) = (false, false)
        var small = MarketRecorder(configuration, options)
        var market = try Market(configuration)
        market.run(into: &small)
        #expect(small.trades[0].count == 0 && small.quotes[0].count == 0)
        #expect(small.tradeDigest() == whole.tradeDigest() && small.barSeries().close == whole.barSeries().close)
    }

    /// The sequence of ordered latencies: messages of one participant never overtake one another.
    @Test(arguments: [
        LatencyModel.distributed(.exponential(mean: 1e6)), .measured([10, 1_000_000, 50_000_000]),
        .distributed(.mixture([.init(1, .fixed(100)), .init(1, .uniform(lower: 0, upper: 1e9))])),
    ])
    func messagesOfOneParticipantNeverOvertake(latency: LatencyModel) throws {
        let steps = (0..<50).map { number in
            { (desk: inout MarketDesk) in
                _ = desk.submit(DeskOrder(.buy, .limit(price: Ticks(100 + number)), lots: 1))
            }
        }
        let participant = ScriptedParticipant(step: 1_000, steps)
        let connection = ConnectionTerms(toExchange: latency, fromExchange: latency, computationNanoseconds: 0)
        var configuration = MarketConfiguration()
        configuration.groups = [.scripted(participant, connection: connection)]
        _ = try MarketFixtures.run(configuration)
        let tickets = participant.ofOrders.compactMap { heard -> UInt64? in
            if case .accepted(let ticket) = heard.notice { ticket } else { nil }
        }
        #expect(tickets == (1...50).map { UInt64($0) })
        let times = participant.heard.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
        // The latencies are drawn: answers do not come at equal distances.
        let gaps = Set(zip(participant.ofOrders, participant.ofOrders.dropFirst()).map { $1.time - $0.time })
        #expect(gaps.count > 1)
    }
}
