import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Orders that cannot be, as a broken strategy sends them: refused with a reason, and nothing else happens.
@Suite struct FaultyOrderTests {
    private static let bars = [(Double, Double, Double, Double)](repeating: (100, 105, 95, 100), count: 4)

    /// Requests that are refused for what they are.
    static let refused: [(request: OrderRequest, reason: RejectionReason)] =
        [-10, 0, -0.0, .nan, .infinity, -.infinity].flatMap { amount -> [(OrderRequest, RejectionReason)] in
            let sizes: [OrderSize] = [
                .units(amount), .fractionOfEquity(amount), .fractionOfCash(amount), .value(amount),
                .fractionOfPosition(amount),
            ]
            return sizes.map { (OrderRequest(.buy, $0, of: one), .invalid) }
        }
        + [-1, 0, .nan, .infinity, -.infinity].flatMap { price -> [(OrderRequest, RejectionReason)] in
            let kinds: [OrderKind] = [
                .limit(price), .stop(price), .stopLimit(stop: price, limit: 100), .stopLimit(stop: 100, limit: price),
                .trailingStop(.amount(price)), .trailingStop(.fraction(price)),
            ]
            let brackets = [
                Bracket(stop: .price(price)), Bracket(target: .price(price)), Bracket(trail: .amount(price)),
            ]
            return kinds.map { (OrderRequest(.buy, .units(1), of: one, kind: $0), .invalid) }
                + brackets.map { (OrderRequest(.buy, .units(1), of: one, bracket: $0), .invalid) }
        }
        + [
            (order(.sell, 1, .trailingStop(.fraction(1))), .invalid),
            (order(.buy, 1, .limit(99), bracket: Bracket(stop: .price(101))), .exitOnWrongSide),
            (order(.buy, 1, .limit(99), bracket: Bracket(target: .price(98))), .exitOnWrongSide),
            (order(.sell, 1, .limit(101), bracket: Bracket(stop: .price(99))), .exitOnWrongSide),
            (order(.buy, 1, .stop(104), bracket: Bracket(stop: .price(104))), .exitOnWrongSide),
            (OrderRequest(.buy, .units(1), of: one, bracket: Bracket(stop: .fraction(-0.1))), .invalid),
            (OrderRequest(.buy, .units(1), of: one, bracket: Bracket(stop: .fraction(1))), .exitOnWrongSide),
            (
                OrderRequest(
                    .buy, .units(1), of: one,
                    timeInForce: .goodTillDate(Timestamp(CivilDate(year: 2019, month: 12, day: 31)))), .tooLate
            ),
            (
                OrderRequest(.buy, .units(1), of: one, timeInForce: .goodTillDate(Timestamp(nanoseconds: .min))),
                .tooLate
            ),
            (order(.buy, 0.5, .market), .roundsToZero),
            (OrderRequest(.sell, .units(1), of: one, reduceOnly: true), .nothingToReduce),
        ]

    @Test func whatCannotBeIsRefusedWithItsReasonAndChangesNothing() {
        for (request, reason) in Self.refused {
            for fill in MarketFill.allCases {
                let stage = Stage(Self.bars, [0: { $1.submit(request) }]) { $0.fill.market = fill }
                let ends = stage.run.log.compactMap { event -> RejectionReason? in
                    if case .rejected(_, _, let reason) = event.body { reason } else { nil }
                }
                #expect(ends == [reason], "\(request) at \(fill): \(stage.lines)")
                #expect(stage.fills.isEmpty && stage.equity.allSatisfy { $0 == 100_000 }, "\(request)")
            }
        }
    }

    @Test(arguments: [Shortfall.reduce, .reject, .allow(upTo: 0.5)]) func anAbsurdSizeLeavesFiguresThatAreNumbers(
        shortfall: Shortfall
    ) {
        for units in [1e18, 1e200, 1e308, Double.greatestFiniteMagnitude] {
            for side in [Side.buy, .sell] {
                let stage = Stage(Self.bars, [0: { $1.submit(market(side, units)) }]) {
                    $0.fill.shortfall = shortfall
                    $0.costs.commission.rate = 0.001
                }
                #expect(stage.equity.allSatisfy { $0.isFinite && $0 > 0 }, "\(side) \(units): \(stage.lines)")
                if case .allow = shortfall { continue }
                #expect(stage.run.finalCash >= -1e-6, "\(side) \(units): \(stage.lines)")
                if shortfall == .reject { #expect(stage.fills.isEmpty, "\(side) \(units)") }
            }
        }
    }

    @Test func whatIsGoneOrNeverWasCanNeitherBeCancelledNorReplaced() {
        func run(_ meddles: Bool) -> Stage {
            Stage(
                Self.bars,
                [
                    0: { _, desk in
                        desk.submit(market(.buy, 10))
                        desk.submit(order(.buy, 10, .limit(-5)))
                    },
                    2: { _, desk in
                        guard meddles else { return }
                        for id in [OrderID.none, OrderID(1), OrderID(2), OrderID(3), OrderID(-7), OrderID(1_000_000)] {
                            desk.cancel(id)
                            desk.replace(id, with: .limit(90))
                            desk.replace(id, with: .limit(.nan), units: .nan)
                        }
                    },
                ])
        }
        expectLines(run(true).lines, run(false).lines)
        #expect(run(true).fills == ["01T01:00 buy 10 @ 100 open"])
    }

    @Test func anOrderKeepsItselfWhereAReplacementCannotBe() {
        for kind in [OrderKind.limit(-1), .limit(.nan), .stop(0), .trailingStop(.fraction(2))] {
            let stage = Stage(
                Self.bars,
                [
                    0: { $1.submit(order(.buy, 10, .limit(90))) },
                    1: { $1.replace(OrderID(1), with: kind) },
                    2: { $1.replace(OrderID(1), with: .limit(96), units: -3) },
                ])
            let refusals = stage.run.log.compactMap { event -> RejectionReason? in
                if case .replacementRefused(_, _, let reason) = event.body { reason } else { nil }
            }
            #expect(refusals == [.invalid, .roundsToZero], "\(kind)")
            #expect(stage.lines.last == "01T04:00 cancelled order=1 reason=end of data", "\(kind)")
        }
    }

    @Test func tenThousandOrdersOfOneDecisionAreAllHandledInOrder() {
        let count = 10_000
        let stage = Stage(
            Self.bars,
            [
                0: { _, desk in
                    for number in 0..<count {
                        desk.submit(number % 2 == 0 ? market(.buy, 1) : order(.buy, 1, .limit(50)))
                    }
                },
                1: { _, desk in for number in 1...count { desk.cancel(OrderID(number)) } },
            ])
        var (fills, rejected, cancelled): ([Int32], Int, [Int32]) = ([], 0, [])
        for event in stage.run.log {
            switch event.body {
            case .filled(let fill):
                fills.append(fill.order.rawValue)
                #expect(fill.cash >= 0)
            case .rejected: rejected += 1
            case .cancelled(let id, _, _): cancelled.append(id.rawValue)
            default: break
            }
        }
        // 100,000 buy a thousand units at 100; what comes after them is refused.
        #expect(fills == (0..<1_000).map { Int32(2 * $0 + 1) } && rejected == 4_000)
        #expect(cancelled == (1...Int32(count / 2)).map { 2 * $0 })
    }

    /// Daily bars on some of ten days.
    private static func days(_ symbol: String, _ range: Range<Int>, _ price: Double) -> BarSeries {
        let first = CivilDate(year: 2020, month: 1, day: 1)
        return BarSeries(
            instrument: Instrument(symbol: symbol), calendar: BarFixtures.calendar,
            bars: range.map { day in
                Bar(
                    start: Timestamp(first + day), end: Timestamp(first + day + 1), open: price, high: price,
                    low: price,
                    close: price, volume: 1_000)
            })
    }

    @Test func anInstrumentThatStartsLateOrEndsEarlyTradesWhileItHasBars() {
        // Instruments stand in the order of their names.
        let (always, early, late) = (one, two, InstrumentIndex(2))
        let stage = Stage(
            [Self.days("ALL", 0..<10, 100), Self.days("EARLY", 0..<4, 20), Self.days("LATE", 6..<10, 50)],
            [
                0: { _, desk in
                    desk.submit(OrderRequest(.buy, .fractionOfEquity(0.1), of: late))
                    desk.submit(OrderRequest(.buy, .units(1), of: late))
                    desk.submit(OrderRequest(.buy, .units(1), of: early))
                    desk.submit(OrderRequest(.buy, .units(1), of: always))
                },
                // Its last bar has ended: no later price can meet it.
                4: { _, desk in desk.submit(OrderRequest(.sell, .units(1), of: early)) },
            ])
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "02T00:00 rejected order=1 instrument=LATE reason=no price yet",
                "02T00:00 filled order=4 instrument=ALL side=buy quantity=1 price=100 source=open leg=open position=1 "
                    + "cash=99900",
                "02T00:00 filled order=3 instrument=EARLY side=buy quantity=1 price=20 source=open leg=open position=1 "
                    + "cash=99880",
                "07T00:00 filled order=2 instrument=LATE side=buy quantity=1 price=50 source=open leg=open position=1 "
                    + "cash=99830",
                "11T00:00 cancelled order=5 instrument=EARLY reason=end of data",
            ])
        #expect(stage.equity.allSatisfy { $0 == 100_000 })
    }
}
