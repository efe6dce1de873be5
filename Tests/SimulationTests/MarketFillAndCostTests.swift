import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

private let flat = (100.0, 100.0, 100.0, 100.0)

@Suite struct MarketFillAndCostTests {
    @Test(arguments: [
        (MarketFill.nextOpen, "01T01:00 buy 1 @ 101 open"), (.sameClose, "01T01:00 buy 1 @ 100 close"),
        (.nextClose, "01T02:00 buy 1 @ 103 close"), (.nextMid, "01T02:00 buy 1 @ 102 mid"),
    ])
    func s17theFourPricesOfAMarketOrder(_ rule: MarketFill, _ expected: String) {
        let stage = Stage([flat, (101, 105, 99, 103)], [0: { _, desk in desk.submit(market(.buy, 1)) }]) {
            $0.fill.market = rule
        }
        expectLines(stage.fills, [expected])
    }

    @Test func s17aSeriesOfClosesFillsAtTheNextClose() {
        let series = BarFixtures.series([flat, (103, 103, 103, 103), (90, 90, 90, 90)], content: .closes)
        let stage = Stage(
            [series],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 1))
                    desk.submit(order(.sell, 1, .stop(95)))
                }
            ])
        expectLines(stage.fills, ["01T02:00 buy 1 @ 103 close", "01T03:00 sell 1 @ 90 gap"])
    }

    @Test(arguments: MarketFill.allCases) func s18afterAHaltItFillsAtTheFirstPriceThereIs(_ rule: MarketFill) {
        let midnight = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        func bars(_ symbol: String, _ hours: [Int]) -> BarSeries {
            BarSeries(
                instrument: Instrument(symbol: symbol), calendar: BarFixtures.calendar,
                bars: hours.map { hour in
                    Bar(
                        start: midnight + Int64(hour) * Timestamp.hour,
                        end: midnight + Int64(hour + 1) * Timestamp.hour,
                        open: 100, high: 106, low: 98, close: 104, volume: 1)
                })
        }
        // A is halted from 01:00 to 05:00; the order is sent at 02:00, when only B has a bar.
        let stage = Stage(
            [bars("A", [0, 5]), bars("B", [0, 1])],
            [1: { _, desk in desk.submit(OrderRequest(.buy, .units(1), of: one)) }]
        ) { $0.fill.market = rule }
        let expected =
            switch rule {
            case .nextOpen, .sameClose: "01T05:00 buy 1 A @ 100 open"
            case .nextClose: "01T06:00 buy 1 A @ 104 close"
            case .nextMid: "01T06:00 buy 1 A @ 102 mid"
            }
        expectLines(stage.fills, [expected])
    }

    @Test func s27ofTwoStopsOnOneSideThePriceComesToTheNearerFirst() {
        let stage = Stage(
            [flat, (100, 100, 85, 90)],
            [
                0: { _, desk in
                    desk.submit(order(.sell, 1, .stop(90)))
                    desk.submit(order(.sell, 2, .stop(95)))
                }
            ])
        expectLines(stage.fills, ["01T02:00 sell 2 @ 95 stop", "01T02:00 sell 1 @ 90 stop"])
    }

    @Test(arguments: [
        // Per share with a minimum and a maximum an order (S44).
        (10.0, 1.0), (150, 1.5), (600, 5),
    ])
    func s44commissionHasAMinimumAndAMaximumAnOrder(_ units: Double, _ expected: Double) {
        let stage = Stage([flat, flat], [0: { _, desk in desk.submit(market(.buy, units)) }]) {
            $0.costs.commission.perShare = 0.01
            $0.costs.commission.minimum = 1
            $0.costs.commission.maximum = 5
        }
        #expect(stage.run.finalCash == 100_000 - units * 100 - expected)
    }

    @Test func s44aFlipPaysItsMinimumOnce() {
        let stage = Stage(
            [flat, flat, flat],
            [0: { _, desk in desk.submit(market(.buy, 10)) }, 1: { _, desk in desk.submit(market(.sell, 25)) }]
        ) { $0.costs.commission.minimum = 3 }
        let commissions = stage.run.log.compactMap { event -> Double? in
            if case .filled(let fill) = event.body { fill.commission } else { nil }
        }
        #expect(commissions == [3, 3, 0])
    }

    @Test func s45slippageWorsensTakersAndNeverMovesALimitThroughItsLimit() {
        let series = BarFixtures.series([flat, (100, 101, 97, 100), flat], tick: 0.25)
        let stage = Stage(
            [series],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 1))
                    desk.submit(order(.sell, 1, .stop(99)))
                    desk.submit(order(.buy, 1, .limit(98)))
                    desk.submit(order(.buy, 1, .limit(100.25)))
                }
            ]
        ) {
            $0.costs.slippage.ticks = 2
            $0.costs.slippage.rate = 0.0001
        }
        // 100 + 0.01 + 0.5; the limit of 100.25 caps it; 99 − 0.0099 − 0.5; the maker pays nothing.
        expectLines(
            stage.fills,
            [
                "01T01:00 buy 1 @ 100.51 open", "01T01:00 buy 1 @ 100.25 gap", "01T02:00 sell 1 @ 98.4901 stop",
                "01T02:00 buy 1 @ 98 limit",
            ])
    }

    @Test(arguments: [(Spread.Sides.both, [100.5, 99.5]), (.entry, [100.5, 100])])
    func s46halfTheSpreadIsPaidOnceASide(_ sides: Spread.Sides, _ expected: [Double]) {
        let stage = Stage(
            [flat, flat, flat],
            [
                0: { _, desk in desk.submit(market(.buy, 1)) },
                1: { market, desk in desk.close(one, market.position(of: one)) },
            ]
        ) {
            $0.costs.spread.half = 0.25
            $0.costs.spread.halfRate = 0.0025
            $0.costs.spread.sides = sides
        }
        let prices = stage.run.log.compactMap { event -> Double? in
            if case .filled(let fill) = event.body { fill.price } else { nil }
        }
        #expect(prices == expected)
    }

    /// An order for all cash, sized on the close of 100, that opens at 110; 1 % commission.
    @Test(arguments: [
        // 990 units were asked for; at 110 with costs 100,000 pays for 900.
        (Shortfall.reduce, SizeMoment.decision, 900.0), (.reject, .decision, 0), (.allow(upTo: 0.1), .decision, 990),
        (.allow(upTo: 0.05), .decision, 945), (.reject, .fill, 900),
    ])
    func s52whatTheCashDoesNotPayFor(_ shortfall: Shortfall, _ moment: SizeMoment, _ units: Double) {
        let stage = Stage(
            [flat, (110, 110, 110, 110)],
            [0: { _, desk in desk.submit(OrderRequest(.buy, .fractionOfCash(1), of: one)) }]
        ) {
            $0.costs.commission.rate = 0.01
            $0.fill.shortfall = shortfall
            $0.fill.sizeAt = moment
        }
        #expect(stage.run.positions[0].quantity == units)
        #expect(stage.run.finalCash == 100_000 - units * 110 - units * 110 * 0.01)
        let wasReduced = stage.lines.contains { $0.contains("reduced") && $0.contains("reason=insufficient funds") }
        #expect(wasReduced == (units == 900 && moment == .decision || units == 945))
    }

    @Test func s52aLimitSizedAtTheFillCountsItsOwnPriceWithoutSlippage() {
        let stage = Stage(
            [flat, (100, 100, 40, 60)],
            [0: { _, desk in desk.submit(OrderRequest(.buy, .fractionOfCash(1), of: one, kind: .limit(50))) }]
        ) {
            $0.fill.sizeAt = .fill
            $0.costs.slippage.rate = 0.01
        }
        #expect(stage.run.positions[0].quantity == 2_000 && stage.run.finalCash == 0)
    }

    @Test func sellsOfARebalancingPayForItsBuysOverAllInstruments() {
        // All money is in B, the second; at one open it is sold and A, the first, bought.
        let stage = Stage(
            [
                BarFixtures.series([flat, flat, flat], symbol: "A"),
                BarFixtures.series([flat, flat, flat], symbol: "B"),
            ],
            [
                0: { _, desk in desk.submit(market(.buy, 1_000, two)) },
                1: { _, desk in desk.submitSellsBeforeBuys([market(.buy, 900, one), market(.sell, 900, two)]) },
            ])
        expectLines(
            stage.fills,
            ["01T01:00 buy 1000 B @ 100 open", "01T02:00 sell 900 B @ 100 open", "01T02:00 buy 900 A @ 100 open"])
    }
}

@Suite struct DerivationTests {
    @Test func s55equityCountsOpenProfitAndCostsFromTheFirstMarkOn() {
        let stage = Stage(
            [flat, (101, 103, 100, 102), (103, 104, 95, 96)],
            [0: { _, desk in desk.submit(market(.buy, 100)) }, 1: { _, desk in desk.submit(market(.sell, 150)) }]
        ) { $0.costs.commission.perOrder = 10 }
        // 100 at 101 less 10; marked at 102; sold 150 at 103 less 10; short 50 marked at 96.
        #expect(stage.equity == [100_000, 100_090, 100_530])
        let curve = EquityCurve(log: stage.run.log, panel: stage.panel, initialCash: 100_000, stepCount: 3)
        #expect(curve.cash == [100_000, 89_890, 105_330])
        #expect(curve.netValue == [0, 10_200, -4_800] && curve.grossValue == [0, 10_200, 4_800])
        #expect(stage.run.finalEquity == curve.equity[2])
    }

    @Test func s61exitsCloseTheOldestLotsFirstAndRoundTripsGoFromFlatToFlat() {
        let stage = Stage(
            [flat, (100, 100, 100, 100), (110, 110, 110, 110), (120, 120, 120, 120), (130, 130, 130, 130), flat],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                1: { _, desk in desk.submit(market(.buy, 5)) },
                2: { _, desk in desk.submit(market(.sell, 12)) },
                3: { _, desk in desk.submit(market(.sell, 3)) },
                4: { _, desk in desk.submit(market(.buy, 1)) },
            ]
        ) { $0.costs.commission.perShare = 0.1 }
        let closed = stage.ledger.closed
        #expect(closed.map(\.quantity) == [10, 2, 3])
        #expect(closed.map(\.entryPrice) == [100, 110, 110] && closed.map(\.exitPrice) == [120, 120, 130])
        #expect(closed.map(\.grossPnl) == [200, 20, 60])
        #expect(zip(closed.map(\.costs), [2, 0.4, 0.6]).allSatisfy { agree($0, $1) })
        #expect(closed.map(\.roundTrip) == [1, 1, 1] && stage.ledger.open.map(\.roundTrip) == [2])
        #expect(closed.map(\.bars) == [2, 1, 2] && stage.ledger.roundTripCount == 2)
    }

    @Test func s61excursionsCountTheBarsWhollyInsideTheTrade() {
        // In at the open of bar 1, out at a stop inside bar 3, whose extremes may lie outside the trade.
        let stage = Stage(
            [flat, (100, 104, 99, 103), (103, 110, 98, 105), (105, 120, 90, 95)],
            [0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: Bracket(stop: .price(97)))) }])
        let trade = stage.ledger.closed.first
        #expect(agree(trade?.maximumFavourableExcursion ?? .nan, 0.1))
        #expect(agree(trade?.maximumAdverseExcursion ?? .nan, -0.03))
        #expect(trade?.exitReason == "stop-loss" && trade?.bars == 2)
    }

    @Test func theLogAsTextIsJSONWithTheFewestDigits() {
        var asked = market(.buy, 3)
        asked.reason = "say \"hi\"\n"
        let stage = Stage([BarFixtures.series([flat, (100.1, 101, 100, 100)])], [0: { _, desk in desk.submit(asked) }])
        let text = String(decoding: EventText.bytes(of: stage.run.log, symbols: ["TEST"]), as: UTF8.self)
        expectLines(
            text.split(separator: "\n").map { String($0) },
            [
                #"{"n":1,"time":"2020-01-01T01:00:00Z","step":0,"event":"submitted","order":1,"instrument":"TEST","#
                    + #""side":"buy","type":"market","quantity":3,"time_in_force":"gtc","reason":"say \"hi\"\n"}"#,
                #"{"n":2,"time":"2020-01-01T01:00:00Z","step":1,"event":"filled","order":1,"instrument":"TEST","#
                    + #""side":"buy","quantity":3,"price":100.1,"commission":0,"source":"open","liquidity":"taker","#
                    + #""leg":"open","position":3,"cash":99699.7}"#,
            ])
    }
}
