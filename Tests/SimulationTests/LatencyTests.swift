import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

private let flat = (100.0, 101.0, 99.0, 100.0)
private let halfHour = Timestamp.hour / 2

/// What followed the submissions.
private func events(_ stage: Stage) -> [String] { stage.lines.filter { !$0.contains("submitted") } }

@Suite struct LatencyTests {
    @Test("S34 an order meets the first open at or after its arrival") func s34firstOpenAtOrAfterItsArrival() {
        // Decided at 01:00. Half an hour later the bar of 01:00 is under way; an hour later that of 02:00 begins.
        func fills(_ delay: Int64) -> [String] {
            Stage(
                [flat, (101, 102, 100, 101), (103, 104, 102, 103), flat],
                [0: { _, desk in desk.submit(market(.buy, 10)) }]
            ) { $0.latency.order = .fixed(delay) }.fills
        }
        #expect(fills(0) == ["01T01:00 buy 10 @ 101 open"])
        #expect(fills(1) == ["01T02:00 buy 10 @ 103 open"])
        #expect(fills(halfHour) == ["01T02:00 buy 10 @ 103 open"])
        #expect(fills(Timestamp.hour) == ["01T02:00 buy 10 @ 103 open"])
        #expect(fills(Timestamp.hour + 1) == ["01T03:00 buy 10 @ 100 open"])
    }

    @Test("S34 an order that arrives inside a bar meets its close") func s34closeOfTheBarUnderWay() {
        let stage = Stage(
            [flat, (101, 102, 100, 101.5), flat], [0: { _, desk in desk.submit(market(.buy, 10)) }]
        ) {
            $0.fill.market = .nextClose
            $0.latency.order = .fixed(halfHour)
        }
        #expect(stage.fills == ["01T02:00 buy 10 @ 101.5 close"])
    }

    @Test("S34 an order that arrives inside a bar meets nothing of its range") func s34nothingOfTheRangeUnderWay() {
        // The bar of 01:00 goes down to 97, that of 02:00 to 96: the limit at 98 is there for the second only.
        let bars = [flat, (100, 101, 97, 100), (100, 101, 96, 100), flat]
        func fills(_ delay: Int64) -> [String] {
            Stage(bars, [0: { _, desk in desk.submit(order(.buy, 10, .limit(98))) }]) {
                $0.latency.order = .fixed(delay)
            }.fills
        }
        #expect(fills(0) == ["01T02:00 buy 10 @ 98 limit"])
        #expect(fills(1) == ["01T03:00 buy 10 @ 98 limit"])
    }

    @Test("S34 a cancel that arrives after the fill does nothing") func s34cancelTooLate() {
        // The cancel leaves at 02:00, the bar of 02:00 opens below the limit.
        let bars = [flat, flat, (98, 99, 97, 98), flat]
        func stage(_ delay: Int64) -> Stage {
            Stage(
                bars,
                [
                    0: { _, desk in desk.submit(order(.buy, 10, .limit(98.5))) },
                    1: { _, desk in desk.cancel(OrderID(1)) },
                ]
            ) { $0.latency.cancel = .fixed(delay) }
        }
        expectLines(events(stage(0)), ["01T02:00 cancelled order=1 reason=asked"])
        expectLines(
            events(stage(halfHour)),
            [
                "01T02:00 filled order=1 side=buy quantity=10 price=98 source=gap leg=open position=10 cash=99020",
                "01T02:30 cancel-too-late order=1",
            ])
    }

    @Test("S34 a replacement takes effect when it arrives") func s34replacementWhenItArrives() {
        // The limit moves from 97 to 98.5 at 02:30: the open at 98 of the bar of 02:00 was before that.
        let bars = [flat, flat, (98, 99, 97.5, 98), (99, 99, 98, 99), flat]
        func stage(_ delay: Int64) -> Stage {
            Stage(
                bars,
                [
                    0: { _, desk in desk.submit(order(.buy, 10, .limit(97))) },
                    1: { _, desk in desk.replace(OrderID(1), with: .limit(98.5)) },
                ]
            ) { $0.latency.replace = .fixed(delay) }
        }
        #expect(stage(0).fills == ["01T02:00 buy 10 @ 98 gap"])
        #expect(stage(halfHour).fills == ["01T04:00 buy 10 @ 98.5 limit"])
        #expect(events(stage(halfHour)).first == "01T02:30 replaced order=1 side=buy type=limit quantity=10 limit=98.5")
    }

    @Test("S34 nothing overtakes the order that it is about") func s34nothingOvertakesItsOrder() {
        // The cancel takes no time, the order two hours: the cancel arrives with it.
        let stage = Stage(
            [flat, flat, flat, flat],
            [
                0: { _, desk in
                    let id = desk.submit(market(.buy, 10))
                    desk.cancel(id)
                }
            ]
        ) { $0.latency.order = .fixed(2 * Timestamp.hour) }
        expectLines(
            stage.lines,
            [
                "01T01:00 submitted order=1 side=buy type=market quantity=10 arrives=2020-01-01T03:00:00Z",
                "01T03:00 cancelled order=1 reason=asked",
            ])
    }

    @Test("S34 time that passes without bars fills nothing") func s34timeWithoutBarsFillsNothing() {
        // The order arrives in the gap between two bars, and the gap ends at another price.
        let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        func bar(_ hour: Int, _ price: Double) -> Bar {
            Bar(
                start: first + Int64(hour) * Timestamp.hour, end: first + Int64(hour + 1) * Timestamp.hour,
                open: price, high: price + 1, low: price - 1, close: price, volume: 100)
        }
        let series = BarSeries(
            instrument: Instrument(symbol: "TEST"), calendar: BarFixtures.calendar,
            bars: [bar(0, 100), bar(20, 120), bar(21, 121)])
        let stage = Stage([series], [0: { _, desk in desk.submit(market(.buy, 10)) }]) {
            $0.latency.order = .fixed(3 * Timestamp.hour)
        }
        #expect(stage.fills == ["01T20:00 buy 10 @ 120 open"])
    }

    @Test("S33 S34 an order's time begins with its arrival") func s33timeBeginsWithTheArrival() {
        // Decided at 23:00 for the day, there at 01:00: it is an order of the next day.
        let bars = [(Double, Double, Double, Double)](repeating: flat, count: 50)
        let stage = Stage(
            bars,
            [
                22: { _, desk in
                    desk.submit(
                        OrderRequest(.buy, .units(1), of: one, kind: .limit(50), timeInForce: .day))
                    desk.submit(
                        OrderRequest(
                            .buy, .units(1), of: one, kind: .limit(50),
                            timeInForce: .goodTillDate(Timestamp(CivilDate(year: 2020, month: 1, day: 2)))))
                }
            ]
        ) { $0.latency.order = .fixed(2 * Timestamp.hour) }
        expectLines(
            events(stage), ["01T23:00 rejected order=2 reason=its time is over", "03T00:00 expired order=1"])
    }

    @Test("S30 S34 the exits of a bracket come with their entry") func s30exitsComeWithTheirEntry() {
        let stage = Stage(
            [flat, flat, (100, 101, 99, 100), (100, 101, 94, 95), flat],
            [0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: Bracket(stop: .price(95)))) }]
        ) { $0.latency.order = .fixed(halfHour) }
        #expect(stage.fills == ["01T02:00 buy 10 @ 100 open", "01T04:00 sell 10 @ 95 stop"])
    }

    @Test("S26 S34 a trailing stop begins at the price that it finds") func s26trailBeginsAtItsArrival() {
        // Sent at 01:00 on a close of 100, there at 02:30 after a close of 110: it trails 5 behind 110.
        let stage = Stage(
            [flat, (100, 111, 100, 110), (110, 112, 109, 110), (110, 111, 104, 106), flat],
            [
                0: { _, desk in
                    desk.submit(order(.sell, 10, .trailingStop(.amount(5))))
                    desk.submit(market(.buy, 10))
                }
            ]
        ) {
            $0.latency.order = .fixed(90 * Timestamp.minute)
            $0.fill.market = .nextClose
        }
        // Of the bar of 02:00, which was under way, it sees nothing: the level is 105 when that of 03:00 begins.
        #expect(stage.fills == ["01T03:00 buy 10 @ 110 close", "01T04:00 sell 10 @ 105 stop"])
    }

    @Test("S34 a delay of one bar is a strategy that is one bar slower") func s34oneBarIsASlowerStrategy() {
        for seed in 0..<UInt64(60) {
            var random = RandomStream(seed: seed, name: "latency bars")
            let series = RandomStage.series("S", count: 60, lot: 1, tick: 0, &random)
            var asked: [Int: [OrderRequest]] = [:]
            for step in 0..<50 where random.below(3) == 0 {
                let side: Side = random.below(2) == 0 ? .buy : .sell
                let price = series.close[min(step, series.count - 1)] * (0.96 + 0.08 * random.uniform())
                let kinds: [OrderKind] = [.market, .limit(price), .stop(price)]
                asked[step] = [order(side, Double(1 + random.below(9)), kinds[random.below(3)])]
            }
            func stage(slower: Int, _ delay: Int64) -> Stage {
                var actions: [Int: Action] = [:]
                for (step, requests) in asked {
                    actions[step + slower] = { _, desk in for request in requests { desk.submit(request) } }
                }
                return Stage([series.closedUp], actions) {
                    $0.cash = 1_000_000
                    $0.latency.order = .fixed(delay)
                }
            }
            expectLines(stage(slower: 0, Timestamp.hour).fills, stage(slower: 1, 0).fills, "seed \(seed)")
        }
    }

    @Test("S34 S69 drawn delays lie in their range and depend on seed and number alone") func s69drawnDelays() {
        let range = Timestamp.minute...(5 * Timestamp.hour)
        func arrivals(seed: UInt64, cancels: Bool) -> [Int64] {
            var actions: [Int: Action] = [:]
            for step in 0..<30 {
                actions[step] = { _, desk in
                    let id = desk.submit(order(.buy, 1, .limit(10)))
                    if cancels && step % 3 == 0 { desk.cancel(id) }
                }
            }
            let stage = Stage([(Double, Double, Double, Double)](repeating: flat, count: 40), actions) {
                $0.latency.order = .uniform(range)
                $0.latency.cancel = .uniform(range)
                $0.latency.seed = seed
            }
            return stage.run.log.compactMap { event in
                if case .submitted(let order) = event.body { order.arrives - order.submitted } else { nil }
            }
        }
        let drawn = arrivals(seed: 1, cancels: false)
        #expect(drawn.count == 30 && drawn.allSatisfy { range.contains($0) } && Set(drawn).count == 30)
        #expect(drawn == arrivals(seed: 1, cancels: true))
        #expect(drawn != arrivals(seed: 2, cancels: false))
    }

    @Test("S34 a delay of nothing changes no byte") func s34noDelayChangesNothing() {
        for seed in 0..<UInt64(40) {
            func bytes(_ delay: Delay) -> [UInt8] {
                var stage = RandomStage(seed: seed)
                stage.broker.latency = Latency()
                stage.broker.latency.order = delay
                return EventText.bytes(of: stage.run().run.log, symbols: stage.panel.instruments.map(\.symbol))
            }
            #expect(bytes(.zero) == bytes(.uniform(0...0)), "seed \(seed)")
        }
    }
}

extension BarSeries {
    /// The same bars one after the other, an hour each, without gaps.
    fileprivate var closedUp: BarSeries {
        BarFixtures.series((0..<count).map { (open[$0], high[$0], low[$0], close[$0]) })
    }
}
