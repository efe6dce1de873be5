import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

private let flat = (100.0, 101.0, 99.0, 100.0)

/// A run of several scripts that share an account.
private struct GroupStage {
    let panel: Panel
    let run: Run

    init(
        _ series: [BarSeries], _ members: [(part: AccountPart, strategy: any Strategy)],
        _ configure: (inout Broker) -> Void = { _ in }
    ) {
        panel = Panel(series)
        var broker = Broker()
        configure(&broker)
        run = Backtest(panel: panel, broker: broker).run(StrategyGroup(members))
    }

    init(
        _ prices: [(Double, Double, Double, Double)], _ scripts: [(AccountPart, [Int: Action])],
        _ configure: (inout Broker) -> Void = { _ in }
    ) {
        self.init([BarFixtures.series(prices)], scripts.map { (part: $0.0, strategy: Scripted($0.1)) }, configure)
    }

    /// The fills with who sent them: `01T01:00 A buy 10 @ 100`.
    var fills: [String] {
        run.log.compactMap { event in
            guard case .filled(let fill) = event.body, let owner = run.attribution?.owner(of: fill.order) else {
                return nil
            }
            return "\(event.time.description.dropFirst(8).dropLast(4)) \(run.attribution?.parts[owner].name ?? "") "
                + "\(fill.side.text) \(fill.quantity.shortestText) @ \(fill.price.shortestText)"
        }
    }
}

@Suite struct StrategyGroupTests {
    private static let (a, b) = (AccountPart(name: "A"), AccountPart(name: "B"))

    @Test("S40 own orders never trade with each other") func s40ownOrdersNeverTradeWithEachOther() {
        // A buys what B sells at one open: both meet it, each with slippage and commission, and the account is flat.
        let stage = GroupStage(
            [flat, (102, 103, 101, 102), flat],
            [
                (Self.a, [0: { _, desk in desk.submit(market(.buy, 10)) }]),
                (Self.b, [0: { _, desk in desk.submit(market(.sell, 10)) }]),
            ]
        ) {
            $0.costs.slippage.rate = 0.01
            $0.costs.commission.perOrder = 1
        }
        #expect(stage.fills == ["01T01:00 A buy 10 @ 103.02", "01T01:00 B sell 10 @ 100.98"])
        #expect(stage.run.positions[0].isFlat)
        // Two commissions and twice the slippage.
        #expect(abs(stage.run.finalCash - (100_000 - 2 - 2 * 10 * 1.02)) < 1e-9)
    }

    @Test("S27 a stop and a target of two strategies' positions are no ambiguity") func s27exitsOfTwoStrategies() {
        func ambiguous(_ long: Bracket, _ short: Bracket) -> Int {
            let stage = GroupStage(
                [flat, (100, 101, 94, 95), flat],
                [
                    (Self.a, [0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: long)) }]),
                    (Self.b, [0: { _, desk in desk.submit(order(.sell, 5, .market, bracket: short)) }]),
                ])
            // The account holds five: what A sells closes these and opens as many, which B then buys back.
            #expect(
                stage.fills.suffix(3)
                    == ["01T02:00 A sell 5 @ 96", "01T02:00 A sell 5 @ 96", "01T02:00 B buy 5 @ 97"])
            return stage.run.log.filter { if case .ambiguous = $0.body { true } else { false } }.count
        }
        // The long position's stop at 96, the short one's target at 97; then a target at 100.5 beside the stop.
        #expect(ambiguous(Bracket(stop: .price(96)), Bracket(target: .price(97))) == 0)
        #expect(ambiguous(Bracket(stop: .price(96), target: .price(100.5)), Bracket(target: .price(97))) == 1)
    }

    @Test("S39 each strategy sees its own part") func s39eachSeesItsOwnPart() {
        final class Seen { var lines: [String] = [] }
        let seen = Seen()
        func note(_ name: String) -> Action {
            { market, _ in
                let position = market.position(of: one)
                seen.lines.append(
                    "\(market.step) \(name) \(position.quantity.shortestText) held \(position.barsHeld), "
                        + "\(market.workingOrders(in: one).count) waiting, \(market.recentEvents.count) news")
            }
        }
        let stage = GroupStage(
            [flat, flat, flat, flat],
            [
                (
                    Self.a,
                    [
                        0: { _, desk in desk.submit(market(.buy, 10)) },
                        1: { _, desk in desk.submit(order(.sell, 10, .limit(150))) }, everyStep: note("A"),
                    ]
                ),
                (Self.b, [1: { _, desk in desk.submit(market(.sell, 4)) }, everyStep: note("B")]),
            ])
        expectLines(
            seen.lines,
            [
                "0 A 0 held 0, 0 waiting, 0 news", "0 B 0 held 0, 0 waiting, 0 news",
                "1 A 10 held 0, 0 waiting, 2 news", "1 B 0 held 0, 0 waiting, 0 news",
                "2 A 10 held 1, 1 waiting, 1 news", "2 B -4 held 0, 0 waiting, 2 news",
                "3 A 10 held 2, 1 waiting, 0 news", "3 B -4 held 1, 0 waiting, 0 news",
            ])
        #expect(stage.run.positions[0].quantity == 6)
        let text = String(
            decoding: EventText.bytes(
                of: stage.run.log, symbols: ["TEST"], attribution: stage.run.attribution), as: UTF8.self)
        #expect(text.contains("\"event\":\"submitted\",\"order\":1,\"instrument\":\"TEST\",\"strategy\":\"A\","))
        #expect(text.contains("\"event\":\"filled\",\"order\":3,\"instrument\":\"TEST\",\"strategy\":\"B\","))
    }

    @Test("S32 S39 reduce-only and fractions of a position mean the own part") func s32reduceOnlyMeansTheOwnPart() {
        let stage = GroupStage(
            [flat, flat, flat, flat],
            [
                (
                    Self.a,
                    [
                        0: { _, desk in desk.submit(market(.buy, 10)) },
                        1: { market, desk in desk.close(one, market.position(of: one)) },
                    ]
                ),
                (
                    Self.b,
                    [
                        0: { _, desk in desk.submit(market(.buy, 6)) },
                        1: { _, desk in
                            desk.submit(OrderRequest(.sell, .units(100), of: one, reduceOnly: true))
                        },
                        // Nothing of its own is left, though A's order might still have been there.
                        2: { _, desk in desk.submit(OrderRequest(.sell, .units(1), of: one, reduceOnly: true)) },
                    ]
                ),
            ])
        #expect(
            stage.fills == [
                "01T01:00 A buy 10 @ 100", "01T01:00 B buy 6 @ 100", "01T02:00 A sell 10 @ 100",
                "01T02:00 B sell 6 @ 100",
            ])
        let refused = stage.run.log.compactMap {
            if case .rejected(let id, _, let why) = $0.body { (id, why) } else { nil }
        }
        #expect(refused.map(\.0.rawValue) == [5] && refused.map(\.1) == [.nothingToReduce])
    }

    @Test("S30 S39 exits wake with the own part, and end with it") func s30exitsFollowTheOwnPart() {
        // A is short 10. B buys 10 with a stop: in the account that closes, for B it opens. A covers: B's stop stays.
        let stage = GroupStage(
            [flat, flat, flat, flat, (100, 101, 94, 95), flat],
            [
                (
                    Self.a,
                    [
                        0: { _, desk in desk.submit(market(.sell, 10)) },
                        2: { market, desk in desk.close(one, market.position(of: one)) },
                    ]
                ),
                (
                    Self.b,
                    [1: { _, desk in desk.submit(order(.buy, 10, .market, bracket: Bracket(stop: .price(95)))) }]
                ),
            ])
        #expect(
            stage.fills == [
                "01T01:00 A sell 10 @ 100", "01T02:00 B buy 10 @ 100", "01T03:00 A buy 10 @ 100",
                "01T05:00 B sell 10 @ 95",
            ])
        #expect(stage.run.positions[0].isFlat)
    }

    @Test("S38 S39 an order that turns the account is two legs in it") func s38legsInTheAccount() {
        // A holds 10, B sells 25 short: the account closes 10 and opens 15. For B it is one entry.
        let stage = GroupStage(
            [flat, flat, flat, flat],
            [
                (Self.a, [0: { _, desk in desk.submit(market(.buy, 10)) }]),
                (Self.b, [1: { _, desk in desk.submit(market(.sell, 25)) }]),
            ])
        #expect(
            stage.fills == ["01T01:00 A buy 10 @ 100", "01T02:00 B sell 10 @ 100", "01T02:00 B sell 15 @ 100"])
        let own = stage.run.attribution?.log(of: 1, in: stage.run.log, panel: stage.panel, marking: false) ?? []
        let legs = own.compactMap { if case .filled(let fill) = $0.body { fill } else { nil } }
        #expect(legs.map(\.closes) == [false, false] && legs.map(\.position) == [-10, -25])
    }

    @Test("S39 no strategy touches another's orders") func s39noStrategyTouchesAnothersOrders() {
        let stage = GroupStage(
            [flat, flat, (100, 101, 89, 100), flat],
            [
                (Self.a, [0: { _, desk in desk.submit(order(.buy, 10, .limit(90))) }]),
                (
                    Self.b,
                    [
                        1: { _, desk in
                            desk.cancel(OrderID(1))
                            desk.replace(OrderID(1), with: .limit(50))
                            desk.cancel(OrderID(77))
                        }
                    ]
                ),
            ])
        #expect(stage.fills == ["01T03:00 A buy 10 @ 90"])
    }

    @Test("S39 capital is a fraction of the money and what was made of it") func s39capitalIsAFraction() {
        // A has a quarter: 25,000, buys 250 at 100, gains 2,500 at 110, then is worth 27,500; B means the whole account.
        let share = AccountPart(name: "A", capital: 0.25)
        final class Seen { var equity: [Cash] = [] }
        let (own, whole) = (Seen(), Seen())
        let all = OrderSize.fractionOfEquity(1)
        let stage = GroupStage(
            [flat, (100, 110, 100, 110), (110, 111, 109, 110), flat],
            [
                (
                    share,
                    [
                        0: { _, desk in desk.submit(OrderRequest(.buy, all, of: one)) },
                        1: { market, desk in desk.close(one, market.position(of: one)) },
                        2: { _, desk in desk.submit(OrderRequest(.buy, all, of: one)) },
                        everyStep: { market, _ in own.equity.append(market.equity) },
                    ]
                ),
                (Self.b, [everyStep: { market, _ in whole.equity.append(market.equity) }]),
            ])
        #expect(own.equity == [25_000, 27_500, 27_500, 27_500])
        #expect(whole.equity == [100_000, 102_500, 102_500, 102_500])
        // 27,500 at the close of 110 are 250 units, bought at the open of 100.
        #expect(stage.fills.last == "01T03:00 A buy 250 @ 100")
    }

    @Test("S41 S39 what a strategy may not trade is refused") func s41whatItMayNotTradeIsRefused() {
        let series = [BarFixtures.series([flat, flat, flat]), BarFixtures.series([flat, flat, flat], symbol: "U")]
        let stage = GroupStage(
            series,
            [
                (
                    part: AccountPart(name: "A", instruments: [two]),
                    strategy: Scripted([
                        0: { _, desk in
                            desk.submit(market(.buy, 1, one))
                            desk.submit(market(.buy, 1, two))
                        }
                    ])
                )
            ])
        #expect(stage.fills == ["01T01:00 A buy 1 @ 100"])
        let refusals = stage.run.log.compactMap {
            if case .rejected(_, let which, .notTradable) = $0.body { which } else { nil }
        }
        #expect(refusals == [one])
    }

    @Test("S51 S39 without a rate no strategy buys") func s51noRate() {
        var series = BarFixtures.series([flat, flat, flat])
        series.instrument.currency = "EUR"
        let stage = GroupStage(
            [series],
            [
                (part: Self.a, strategy: Scripted([0: { _, desk in desk.submit(market(.buy, 1)) }])),
                (part: Self.b, strategy: Scripted([1: { _, desk in desk.submit(market(.sell, 1)) }])),
            ]
        ) { $0.rates.entries = [.init("EUR", .series(times: [], values: []))] }
        let refusals = stage.run.log.compactMap {
            if case .rejected(let id, _, .noRate) = $0.body { id.rawValue } else { nil }
        }
        #expect(refusals == [1, 2] && stage.fills.isEmpty && stage.run.finalEquity == 100_000)
    }

    @Test("S47 S39 the short pay for what is borrowed, in proportion") func s47theShortPay() {
        // A is long 10, B and C short 10 and 30: the account borrows 30 for a night, three quarters of it for C.
        let bars = [(Double, Double, Double, Double)](repeating: flat, count: 30)
        let c = AccountPart(name: "C")
        let stage = GroupStage(
            bars,
            [
                (Self.a, [0: { _, desk in desk.submit(market(.buy, 10)) }]),
                (Self.b, [0: { _, desk in desk.submit(market(.sell, 10)) }]),
                (c, [0: { _, desk in desk.submit(market(.sell, 30)) }]),
            ]
        ) { $0.costs.borrow.annualRate = 0.36 }
        // 0.36 / 360 of 3,000 for one night.
        #expect(abs(stage.run.finalEquity - (100_000 - 3)) < 1e-9)
        let made = (0..<3).map { strategy in
            EquityCurve(
                log: stage.run.attribution?.log(of: strategy, in: stage.run.log, panel: stage.panel, marking: true)
                    ?? [], panel: stage.panel, initialCash: 0, stepCount: stage.run.stepCount
            ).equity.last ?? .nan
        }
        #expect(made[0] == 0 && abs(made[1] + 0.75) < 1e-9 && abs(made[2] + 2.25) < 1e-9)
    }

    @Test("S42 what is open at the end is closed part by part") func s42closedPartByPart() {
        let stage = GroupStage(
            [flat, flat, flat],
            [
                (Self.a, [0: { _, desk in desk.submit(OrderRequest(.buy, .fractionOfEquity(1), of: one)) }]),
                (Self.b, [1: { _, desk in desk.submit(OrderRequest(.sell, .fractionOfEquity(1), of: one)) }]),
            ]
        ) { $0.fill.closesAtEnd = true }
        #expect(stage.run.positions[0].isFlat && stage.run.finalEquity == 100_000)
        #expect(stage.fills.suffix(2) == ["01T03:00 A sell 1000 @ 100", "01T03:00 B buy 1000 @ 100"])
    }
}
