import MarketSimulator
import OrderBook
import Testing

@Suite struct OpenSeatTests {
    static let connection = ConnectionTerms(
        toExchange: .fixed(nanoseconds: 300), fromExchange: .fixed(nanoseconds: 500), computationNanoseconds: 70)

    /// A market of the scripted participant alone: nothing else happens.
    static func alone(
        _ participant: ScriptedParticipant, _ change: (inout MarketConfiguration) -> Void = { _ in }
    ) throws -> (open: Int64, market: MarketCounts, recorder: MarketRecorder) {
        var configuration = MarketConfiguration()
        configuration.session.length = 60
        configuration.checksInvariants = true
        configuration.exchange.pipelineNanoseconds = 11
        configuration.groups = [.scripted(participant, connection: connection)]
        change(&configuration)
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        let counts = market.run(into: &recorder)
        return (configuration.openingInstant(day: 0), counts, recorder)
    }

    @Test func anAnswerTakesComputationLatencyPipelineAndLatency() throws {
        let participant = ScriptedParticipant([
            { desk in
                desk.submit(DeskOrder(.buy, .limit(price: 99_000), lots: 5))
            }
        ])
        let (open, _, recorder) = try OpenSeatTests.alone(participant)
        let answer = try #require(participant.ofOrders.first)
        #expect(answer.notice == .accepted(ticket: 1))
        // The wake is a microsecond after the opening; 70 of thought, 300 there, 11 in the exchange, 500 back.
        #expect(answer.time == open + 1_000 + 70 + 300 + 11 + 500)
        // The quote is told at 1,370 and takes 500, without the pipeline; but it cannot overtake the acceptance before it.
        let quote = try #require(participant.heard.first { if case .quote = $0.notice { true } else { false } })
        #expect(recorder.quotes[0].time.first == open + 1_370)
        #expect(quote.time == open + 1_370 + 511)
    }

    @Test func ordersTradeWithOneselfAreModifiedCancelledAndRefused() throws {
        let participant = ScriptedParticipant([
            { desk in desk.submit(DeskOrder(.buy, .limit(price: 99_000), lots: 5)) },
            { desk in desk.submit(DeskOrder(.sell, .limit(price: 98_000), lots: 2)) },
            { desk in desk.modify(1, price: 99_000, lots: 2) },
            { desk in
                desk.cancel(1)
                desk.cancel(1)
            },
            { desk in desk.submit(DeskOrder(.buy, .limit(price: 0), lots: 1)) },
            { desk in desk.submit(DeskOrder(.buy, .limit(price: 10), lots: -4)) },
            { desk in desk.submit(DeskOrder(.buy, .market, lots: 4)) },
            { desk in desk.submit(DeskOrder(.buy, .limit(price: 10), lots: 1, instrument: 7)) },
            { desk in desk.cancel(99) },
        ])
        let (_, counts, recorder) = try OpenSeatTests.alone(participant)
        let notices = participant.ofOrders.map(\.notice)
        let expected: [MarketNotice] = [
            .accepted(ticket: 1), .accepted(ticket: 2),
            .filled(ticket: 1, price: 99_000, lots: 2, remaining: 3, isMaker: true, fee: 0),
            .filled(ticket: 2, price: 99_000, lots: 2, remaining: 0, isMaker: false, fee: 0),
            .modified(ticket: 1, price: 99_000, remaining: 2), .cancelled(ticket: 1, lots: 2),
            .rejected(ticket: 1, reason: .book(.unknownOrder), wasOrder: false),
            .rejected(ticket: 3, reason: .book(.priceTooLow), wasOrder: true),
            .rejected(ticket: 4, reason: .book(.sizeNotPositive), wasOrder: true),
            .accepted(ticket: 5), .cancelled(ticket: 5, lots: 4),
            .rejected(ticket: 6, reason: .unknownInstrument, wasOrder: true),
        ]
        #expect(notices == expected)
        // The second cancellation crossed the first's answer: a refusal that is an event, and no more.
        #expect(counts.rejections == 4)
        #expect(recorder.rejections.map(\.reason).contains(.book(.unknownOrder)))
    }

    @Test func aCancellationThatCrossesAFillIsRefused() throws {
        let participant = ScriptedParticipant(
            step: 100,
            [
                { desk in desk.submit(DeskOrder(.buy, .limit(price: 99_000), lots: 5)) },
                { desk in desk.submit(DeskOrder(.sell, .market, lots: 5)) },
                { desk in desk.cancel(1) },
            ])
        _ = try OpenSeatTests.alone(participant)
        let last = try #require(participant.ofOrders.last { if case .rejected = $0.notice { true } else { false } })
        // The order was filled when the cancellation arrived; the refusal comes after the news of the fill.
        #expect(last.notice == .rejected(ticket: 1, reason: .book(.unknownOrder), wasOrder: false))
    }

    @Test func aFloodIsBoundedAndItsRefusalsAreEvents() throws {
        let participant = ScriptedParticipant([
            { desk in
                for number in 0..<1_000 {
                    desk.submit(DeskOrder(.buy, .limit(price: Ticks(90_000 + number)), lots: 1))
                }
            }
        ])
        let (_, counts, recorder) = try OpenSeatTests.alone(participant) { $0.exchange.messagesPerSecond = 100 }
        #expect(counts.orders == 100 && counts.rateRejections == 900 && counts.rejections == 900)
        #expect(recorder.rejections.allSatisfy { $0.reason == .rateLimit })
        #expect(participant.ofOrders.filter { if case .rejected = $0.notice { true } else { false } }.count == 900)
    }

    @Test func stopsIcebergsAndHiddenOrdersReachTheBook() throws {
        let participant = ScriptedParticipant([
            { desk in desk.submit(DeskOrder(.sell, .limit(price: 100), lots: 50, display: .iceberg(portion: 10))) },
            { desk in desk.submit(DeskOrder(.sell, .limit(price: 101), lots: 5, display: .hidden)) },
            { desk in desk.submit(DeskOrder(.buy, .stop(trigger: 100), lots: 3)) },
            { desk in desk.submit(DeskOrder(.buy, .limit(price: 100), lots: 1, timeInForce: .fillOrKill)) },
        ])
        let (_, counts, recorder) = try OpenSeatTests.alone(participant)
        #expect(recorder.quotes[0].askLots.first == 10)
        #expect(counts.trades == 2 && counts.lots == 4)
    }

    @Test func cashBeyondWhatIsCountedStopsTheMarket() throws {
        let lots = Int64(1) << 36
        let participant = ScriptedParticipant([
            { desk in desk.submit(DeskOrder(.buy, .limit(price: 1_000_000_000), lots: lots)) },
            { desk in desk.submit(DeskOrder(.sell, .limit(price: 1_000_000_000), lots: lots)) },
        ])
        var configuration = MarketConfiguration()
        configuration.session.length = 60
        configuration.groups = [.scripted(participant)]
        var sink = IgnoredMarket()
        var market = try Market(configuration)
        market.run(into: &sink)
        #expect(market.isStopped && market.fault == .uncountable)
        // Markets that are counted have no fault.
        var plain = try Market(MarketFixtures.crowd(seconds: 60))
        plain.run(into: &sink)
        #expect(!plain.isStopped && plain.fault == nil)
    }

    @Test func theSeatLivesInTheMarketOfTheOthers() throws {
        let participant = ScriptedParticipant([
            { desk in desk.submit(DeskOrder(.buy, .market, lots: 200)) },
            { desk in desk.submit(DeskOrder(.sell, .market, lots: 200)) },
        ])
        var configuration = MarketFixtures.short(.liquid, seconds: 120)
        configuration.groups.append(.scripted(participant))
        // A wake a microsecond after the opening finds an empty book: let the makers come first.
        participant.script.insert({ _ in }, at: 0)
        participant.script.insert({ _ in }, at: 0)
        var sink = IgnoredMarket()
        var market = try Market(configuration)
        market.run(into: &sink)
        let account = try #require(market.accounts.last)
        #expect(account.group == "scripted" && account.shares[0] == 0)
        // Bought at asks and sold at bids: the round trip costs spreads.
        #expect(participant.ofOrders.filter { if case .filled = $0.notice { true } else { false } }.count >= 2)
        #expect(participant.heard.contains { if case .trade = $0.notice { true } else { false } })
        #expect(market.openParticipant(group: "scripted") is ScriptedParticipant)
    }
}
