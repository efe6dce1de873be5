import Core
import MarketSimulator
import MarketVenue
import OrderBook
import Simulation
import Testing
import TimeSeries

/// What becomes of orders in a book whose every order is known.
@Suite struct ExecutionTests {
    static var quotes: (inout MarketDesk) -> Void {
        Clockwork.book([
            (.sell, 10_002, 100), (.sell, 10_003, 100), (.sell, 10_004, 100), (.buy, 9_998, 30), (.buy, 9_997, 500),
        ])
    }

    @Test func aMarketOrderLargerThanTheBestLevelWalksTheBook() throws {
        let market = Clockwork.market([(0.01, ExecutionTests.quotes)])
        let run = try market.run(
            Scripted([2: { _, desk in desk.submit(OrderRequest(.buy, .units(250), of: one)) }]))
        #expect(run.fills.map(\.ticks) == [10_002, 10_003, 10_004])
        #expect(run.fills.map(\.lots) == [100, 100, 50])
        #expect(run.logged.map(\.price) == [100.02, 100.03, 100.04])
        #expect(run.logged.map(\.resting) == [150, 50, 0])
        #expect(run.logged.allSatisfy { !$0.isMaker && $0.source == .book && $0.referencePrice == 100 })
        let execution = try #require(run.executions.first)
        #expect(run.executions.count == 1 && execution.fillRatio == 1 && execution.makerShare == 0)
        #expect(execution.arrivalMid == 100 && execution.decisionMid == 100)
        let average = (100 * 100.02 + 100 * 100.03 + 50 * 100.04) / 250
        #expect(abs((execution.averagePrice ?? .nan) - average) < 1e-9)
        #expect(abs((execution.slippage ?? .nan) - (average - 100) * 250) < 1e-6)
        // A hundredth of the mid is a basis point.
        #expect(abs((execution.slippageBasisPoints ?? .nan) - (average - 100) * 100) < 1e-6)
        #expect(execution.timeToFirstFill == 0 && execution.timeToLastFill == 0 && execution.queueWait == nil)
        // Decided at the end of the third bar; 50 ns of thought and 20 µs of way.
        #expect(execution.arrivalTime == run.panel.series[0].end[2] + 20_050)
        Fixtures.expectSameAccount(run, in: market)
    }

    @Test func aRestingOrderWaitsForThoseBeforeItAndIsFilledInParts() throws {
        let market = Clockwork.market([
            (0.01, ExecutionTests.quotes),
            (5.25, { $0.submit(DeskOrder(.sell, .market, lots: 20)) }),
            (6.25, { $0.submit(DeskOrder(.sell, .market, lots: 25)) }),
            (7.25, { $0.submit(DeskOrder(.sell, .market, lots: 5)) }),
        ])
        let run = try market.run(
            Scripted([2: { _, desk in desk.submit(OrderRequest(.buy, .units(40), of: one, kind: .limit(99.98))) }]))
        // 30 before it: the first 20 sold are theirs; of the next 25 the last 15 are its own, then 5.
        #expect(run.fills.map(\.lots) == [15, 5])
        #expect(run.logged.map(\.resting) == [25, 20])
        #expect(run.logged.allSatisfy { $0.isMaker && $0.price == 99.98 && $0.referencePrice == 99.98 })
        let execution = try #require(run.executions.first)
        #expect(execution.volumeAhead == 30 && execution.ordersAhead == 1 && execution.fillRatio == 0.5)
        #expect(execution.makerShare == 1)
        let open = market.market.openingInstant(day: 0)
        // The seller's message leaves after 50 ns and takes 20 µs.
        #expect(execution.firstFill == open + 6_250_000_000 + 20_050)
        #expect(execution.queueWait == open + 6_250_000_000 + 20_050 - (run.panel.series[0].end[2] + 20_050))
        #expect(execution.slippageBasisPoints.map { abs($0 + 2) < 1e-6 } == true)
        // The rest waits until the end.
        let last = try #require(run.events(of: OrderID(1)).last)
        guard case .cancelled(_, _, .endOfData) = last.body else {
            Issue.record("\(last)")
            return
        }
        Fixtures.expectSameAccount(run, in: market)
    }

    @Test func cancelsReplacementsAndRefusalsAreEvents() throws {
        let market = Clockwork.market([(0.01, ExecutionTests.quotes)])
        let run = try market.run(
            Scripted([
                2: { _, desk in
                    desk.submit(OrderRequest(.buy, .units(40), of: one, kind: .limit(99.97)))
                    desk.submit(OrderRequest(.buy, .units(400), of: one, timeInForce: .fillOrKill))
                    desk.submit(
                        OrderRequest(.buy, .units(150), of: one, kind: .limit(100.02), timeInForce: .immediateOrCancel))
                },
                3: { _, desk in desk.replace(OrderID(1), with: .limit(100.03), units: 20) },
                4: { _, desk in desk.submit(OrderRequest(.sell, .units(10), of: one, kind: .limit(101))) },
                5: { _, desk in desk.cancel(OrderID(4)) },
                6: { _, desk in
                    desk.cancel(OrderID(4))
                    desk.submit(OrderRequest(.sell, .units(1), of: one, timeInForce: .atClose))
                },
            ]))
        func names(_ id: Int) -> [String] {
            run.events(of: OrderID(id)).map { event in
                switch event.body {
                case .submitted: "submitted"
                case .cancelled(_, _, let reason): "cancelled \(reason.rawValue)"
                case .rejected(_, _, let reason): "rejected \(reason.rawValue)"
                case .replaced: "replaced"
                case .filled(let fill): "filled \(fill.quantity) at \(fill.price)"
                case .tooLate: "too late"
                default: "other"
                }
            }
        }
        #expect(names(1) == ["submitted", "replaced", "filled 20.0 at 100.03"])
        #expect(names(2) == ["submitted", "cancelled not filled at once"])
        #expect(names(3) == ["submitted", "filled 100.0 at 100.02", "cancelled not filled at once"])
        #expect(names(4) == ["submitted", "cancelled asked"])
        #expect(names(5) == ["submitted", "rejected refused by the exchange"])
        #expect(run.executions.map(\.fillRatio) == [1, 0, 100.0 / 150, 0])
        Fixtures.expectSameAccount(run, in: market)
    }

    @Test func aStopSleepsInTheBookAndABracketAtTheBroker() throws {
        let market = Clockwork.market([
            (0.01, ExecutionTests.quotes),
            // Takes the best bid away and trades lower.
            (6.25, { $0.submit(DeskOrder(.sell, .market, lots: 40)) }),
        ])
        let run = try market.run(
            Scripted([
                1: { _, desk in
                    desk.submit(
                        OrderRequest(
                            .buy, .units(10), of: one, bracket: Bracket(stop: .price(99.975), target: .price(103))))
                },
                2: { _, desk in
                    desk.submit(OrderRequest(.sell, .units(5), of: one, kind: .stop(99.97)))
                    desk.submit(OrderRequest(.sell, .units(5), of: one, kind: .stopLimit(stop: 99.97, limit: 101)))
                },
            ]))
        let fills = run.logged
        // The entry; the stop in the book at once; the stop of the bracket when the broker has heard and the target is out.
        #expect(fills.map(\.order.rawValue) == [1, 4, 2])
        #expect(fills.map(\.price) == [100.02, 99.97, 99.97])
        // The bracket may only close what is left.
        #expect(fills.map(\.quantity) == [10, 5, 5] && run.run.positions[0].isFlat)
        let target = try #require(run.events(of: OrderID(3)).last)
        guard case .cancelled(_, _, .oneCancelsOther) = target.body else {
            Issue.record("\(target)")
            return
        }
        let triggered = run.run.log.compactMap { event -> Int32? in
            if case .triggered(let id, _, _) = event.body { id.rawValue } else { nil }
        }
        // News of trades leave the exchange before the answers to orders do.
        #expect(triggered == [2, 4])
        let stopped = try #require(run.executions.first { $0.order == OrderID(2) })
        let times = run.fills.map(\.time)
        // The broker hears of the trade, takes the target out and hears of that, then sends.
        #expect(times[2] - times[1] > 4 * 20_000 && (stopped.arrivalTime ?? 0) == times[2])
        Fixtures.expectSameAccount(run, in: market)
    }

    @Test func ordersOfTheDayEndAndTheOthersAreSentAgainInTheMorning() throws {
        let market = Clockwork.market(
            seconds: 5, days: 2,
            [(0.01, ExecutionTests.quotes), (3.3, { $0.submit(DeskOrder(.sell, .market, lots: 35)) })])
        let run = try market.run(
            Scripted([
                3: { _, desk in
                    desk.submit(OrderRequest(.buy, .units(3), of: one, kind: .limit(99.98)))
                    desk.submit(OrderRequest(.buy, .units(3), of: one, kind: .limit(99.98), timeInForce: .day))
                    desk.submit(OrderRequest(.sell, .units(2), of: one, kind: .stop(99)))
                },
                // The last bar of the first day: decided at the close, sent in the morning to the first quote.
                4: { _, desk in desk.submit(OrderRequest(.buy, .units(7), of: one)) },
            ]))
        let open = market.market.openingInstant(day: 1)
        #expect(run.fills.map(\.order.rawValue) == [1, 4] || run.fills.map(\.order.rawValue) == [4, 1])
        #expect(run.fills.allSatisfy { $0.time > open })
        let expired = try #require(run.events(of: OrderID(2)).last)
        guard case .expired = expired.body else {
            Issue.record("\(expired)")
            return
        }
        #expect(run.panel.series[0].count == 10)
        Fixtures.expectSameAccount(run, in: market)
    }

    @Test func decisionsTakeTheBrokersLatency() throws {
        var market = Clockwork.market([(0.01, ExecutionTests.quotes)])
        market.broker.latency.order = .fixed(1_500_000_000)
        market.broker.latency.cancel = .fixed(200_000_000)
        let run = try market.run(
            Scripted([
                2: { _, desk in
                    desk.submit(OrderRequest(.buy, .units(1), of: one))
                    desk.submit(OrderRequest(.buy, .units(1), of: one, kind: .limit(99)))
                },
                6: { _, desk in desk.cancel(OrderID(2)) },
            ]))
        #expect(run.fills.map(\.time) == [run.panel.series[0].end[2] + 1_500_000_000 + 20_050])
        let cancelled = try #require(run.events(of: OrderID(2)).last)
        // There and back, and 40 µs in the exchange.
        #expect(cancelled.time.nanoseconds == run.panel.series[0].end[6] + 200_000_000 + 80_050)
    }

    @Test func whatTheFundsDoNotPayForIsCut() throws {
        var market = Clockwork.market([(0.01, ExecutionTests.quotes)])
        market.broker.cash = 5_001
        let run = try market.run(
            Scripted([
                2: { _, desk in
                    desk.submit(OrderRequest(.buy, .units(200), of: one))
                    desk.submit(OrderRequest(.buy, .units(1), of: one))
                }
            ]))
        // 50 at 100.02 are 5,001; the second finds nothing left, though the first has not traded yet.
        #expect(run.logged.map(\.quantity) == [50] && run.run.finalCash == 0)
        guard case .rejected(_, _, .insufficientFunds)? = run.events(of: OrderID(2)).last?.body else {
            Issue.record("\(run.events(of: OrderID(2)))")
            return
        }
    }

    @Test func feesAndCommissionAreBookedToTheTickTimesLot() throws {
        var market = Clockwork.market([(0.01, ExecutionTests.quotes)]) {
            ($0.exchange.takerFee, $0.exchange.makerFee) = (3_000, -1_000)
        }
        let scripted = Scripted([2: { _, desk in desk.submit(OrderRequest(.buy, .units(250), of: one)) }])
        let run = try market.run(scripted)
        // 0.3 ticks a lot, upwards to whole ticks × lots by trade: 30, 30 and 15.
        #expect(run.logged.map { ($0.commission * 100).rounded() } == [30, 30, 15])
        Fixtures.expectSameAccount(run, in: market)
        market.broker.costs.commission.perOrder = 1
        market.broker.costs.commission.perShare = 0.01
        let charged = try market.run(scripted)
        #expect(abs(run.run.finalCash - charged.run.finalCash - (1 + 2.5)) < 1e-9)
        #expect(charged.account == run.account)
    }
}
