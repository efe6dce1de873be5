import Core
import Simulation
import TestSupport
import Testing

/// A long or short entry with exits, in one bar after the decision's.
struct PathCase: CustomTestStringConvertible, Sendable {
    let path: IntrabarPath
    let entry: OrderKind
    let bar: (Double, Double, Double, Double)
    let expected: [String]
    var testDescription: String { "\(path.rawValue) \(entry.text) \(bar)" }
}

private let bracket = Bracket(stop: .price(95), target: .price(105))

/// Stop 95 and target 105 around a buy; the bar before closes at 100.
let pathCases: [PathCase] = [
    // Entered at the open: the whole bar counts (S29). Both levels are inside (S27).
    PathCase(path: .pessimistic, entry: .market, bar: (100, 106, 94, 100), expected: ["buy 100", "sell 95"]),
    PathCase(path: .optimistic, entry: .market, bar: (100, 106, 94, 100), expected: ["buy 100", "sell 105"]),
    PathCase(path: .ohlc, entry: .market, bar: (100, 106, 94, 100), expected: ["buy 100", "sell 105"]),
    PathCase(path: .olhc, entry: .market, bar: (100, 106, 94, 100), expected: ["buy 100", "sell 95"]),
    PathCase(path: .nearerExtreme, entry: .market, bar: (100, 106, 93, 100), expected: ["buy 100", "sell 105"]),
    PathCase(path: .nearerExtreme, entry: .market, bar: (100, 107, 94, 100), expected: ["buy 100", "sell 95"]),
    PathCase(path: .nearerExtreme, entry: .market, bar: (100, 106, 94, 100), expected: ["buy 100", "sell 95"]),
    PathCase(path: .nextBar, entry: .market, bar: (100, 106, 94, 100), expected: ["buy 100", "sell 95"]),
    // Entered at a limit of 98, falling: the low is still to come, the high may have been before (S28).
    PathCase(path: .pessimistic, entry: .limit(98), bar: (100, 106, 96, 99), expected: ["buy 98"]),
    PathCase(path: .pessimistic, entry: .limit(98), bar: (100, 106, 96, 105.5), expected: ["buy 98", "sell 105"]),
    PathCase(path: .pessimistic, entry: .limit(98), bar: (100, 106, 94, 105.5), expected: ["buy 98", "sell 95"]),
    PathCase(path: .optimistic, entry: .limit(98), bar: (100, 106, 96, 99), expected: ["buy 98", "sell 105"]),
    PathCase(path: .optimistic, entry: .limit(98), bar: (100, 104, 94, 99), expected: ["buy 98", "sell 95"]),
    PathCase(path: .ohlc, entry: .limit(98), bar: (100, 106, 96, 99), expected: ["buy 98"]),
    PathCase(path: .olhc, entry: .limit(98), bar: (100, 106, 96, 99), expected: ["buy 98", "sell 105"]),
    PathCase(path: .nextBar, entry: .limit(98), bar: (100, 106, 94, 105.5), expected: ["buy 98"]),
    // Entered at a stop of 102, rising: the high is still to come, the low may have been before (S28).
    PathCase(path: .pessimistic, entry: .stop(102), bar: (100, 106, 96, 103), expected: ["buy 102", "sell 105"]),
    PathCase(path: .pessimistic, entry: .stop(102), bar: (100, 106, 94, 103), expected: ["buy 102", "sell 95"]),
    PathCase(path: .pessimistic, entry: .stop(102), bar: (100, 104, 94, 103), expected: ["buy 102", "sell 95"]),
    PathCase(path: .optimistic, entry: .stop(102), bar: (100, 104, 94, 103), expected: ["buy 102"]),
    PathCase(path: .optimistic, entry: .stop(102), bar: (100, 104, 94, 94.5), expected: ["buy 102", "sell 95"]),
    PathCase(path: .ohlc, entry: .stop(102), bar: (100, 104, 94, 103), expected: ["buy 102", "sell 95"]),
    PathCase(path: .olhc, entry: .stop(102), bar: (100, 104, 94, 103), expected: ["buy 102"]),
    PathCase(path: .nextBar, entry: .stop(102), bar: (100, 106, 94, 103), expected: ["buy 102"]),
]

@Suite struct BracketTests {
    @Test(arguments: pathCases) func s27S28S29exitsInTheBarOfTheEntry(_ one: PathCase) {
        let stage = Stage(
            [(100, 100, 100, 100), one.bar],
            [0: { _, desk in desk.submit(order(.buy, 10, one.entry, bracket: bracket)) }]
        ) { $0.fill.intrabar = one.path }
        let found = stage.fills.map { line in
            let words = line.split(separator: " ")
            return "\(words[1]) \(words[4])"
        }
        expectLines(found, one.expected, one.testDescription)
    }

    @Test(arguments: pathCases) func s27S28S29holdForTheMirrorImage(_ one: PathCase) {
        func mirror(_ price: Double) -> Double { 200 - price }
        let kind: OrderKind =
            switch one.entry {
            case .limit(let limit): .limit(mirror(limit))
            case .stop(let stop): .stop(mirror(stop))
            default: one.entry
            }
        let path: IntrabarPath =
            switch one.path {
            case .ohlc: .olhc
            case .olhc: .ohlc
            default: one.path
            }
        let bar = (mirror(one.bar.0), mirror(one.bar.2), mirror(one.bar.1), mirror(one.bar.3))
        let stage = Stage(
            [(100, 100, 100, 100), bar],
            [
                0: { _, desk in
                    desk.submit(
                        order(.sell, 10, kind, bracket: Bracket(stop: .price(105), target: .price(95))))
                }
            ]
        ) { $0.fill.intrabar = path }
        let found = stage.fills.map { line in
            let words = line.split(separator: " ")
            return "\(words[1] == "buy" ? "sell" : "buy") \(mirror(Double(words[4]) ?? .nan).shortestText)"
        }
        expectLines(found, one.expected, one.testDescription)
    }

    @Test("S27 of two extremes equally far the one against the position comes first, or against the entry that waits")
    func s27nearerExtremeAtEqualDistance() {
        let bars = [(100.0, 100.0, 100.0, 100.0), (100, 101, 99, 100), (100, 106, 94, 100)]
        func fills(_ side: Side, _ kind: OrderKind, _ exits: Bracket, at step: Int) -> [String] {
            let stage = Stage(bars, [step: { _, desk in desk.submit(order(side, 10, kind, bracket: exits)) }]) {
                $0.fill.intrabar = .nearerExtreme
            }
            return stage.fills.map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
        }
        // Held since the bar before.
        #expect(fills(.buy, .market, bracket, at: 0) == ["buy 10 @ 100 open", "sell 10 @ 95 stop"])
        #expect(
            fills(.sell, .market, Bracket(stop: .price(105), target: .price(95)), at: 0)
                == ["sell 10 @ 100 open", "buy 10 @ 105 stop"])
        // Entered on the way: a buy at the high falls to its stop, a sale at the low rises to its.
        #expect(
            fills(.buy, .stop(102), Bracket(stop: .price(95)), at: 1) == ["buy 10 @ 102 stop", "sell 10 @ 95 stop"])
        #expect(
            fills(.sell, .stop(98), Bracket(stop: .price(105)), at: 1) == ["sell 10 @ 98 stop", "buy 10 @ 105 stop"])
        // A target is not met where the extreme of the entry comes last.
        #expect(fills(.buy, .limit(98), Bracket(target: .price(105)), at: 1) == ["buy 10 @ 98 limit"])
        #expect(fills(.sell, .limit(102), Bracket(target: .price(95)), at: 1) == ["sell 10 @ 102 limit"])
    }

    @Test func s27aBarWithStopAndTargetIsReported() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 101, 99, 100), (100, 106, 94, 100)],
            [0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: bracket)) }])
        expectLines(
            stage.lines,
            [
                "01T01:00 submitted order=1 side=buy type=market quantity=10",
                "01T01:00 submitted order=2 side=sell type=stop stop=95 reduce_only=true parent=1 role=stop-loss "
                    + "state=waits for its entry reason=stop-loss",
                "01T01:00 submitted order=3 side=sell type=limit limit=105 reduce_only=true parent=1 role=take-profit "
                    + "state=waits for its entry reason=take-profit",
                "01T01:00 filled order=1 side=buy quantity=10 price=100 source=open leg=open position=10 cash=99000",
                "01T03:00 ambiguous",
                "01T03:00 triggered order=2 level=95",
                "01T03:00 filled order=2 side=sell quantity=10 price=95 source=stop leg=close position=0 cash=99950",
                "01T03:00 cancelled order=3 reason=one cancels other",
            ])
    }

    @Test func s27aBarWithOneOfThemIsNotReported() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 101, 99, 100), (100, 106, 96, 100)],
            [0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: bracket)) }])
        #expect(!stage.lines.contains { $0.contains("ambiguous") })
    }

    @Test func s30exitsSleepUntilTheEntryFillsAndGoWithIt() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 106, 94, 100), (100, 100, 100, 100)],
            [
                0: { _, desk in desk.submit(order(.buy, 10, .limit(90), bracket: Bracket(stop: .price(80)))) },
                1: { market, desk in
                    #expect(market.workingOrders(in: one).map(\.isActive) == [true, false])
                    desk.cancel(OrderID(1))
                },
            ])
        expectLines(
            Array(stage.lines.dropFirst(2)),
            ["01T02:00 cancelled order=1 reason=asked", "01T02:00 cancelled order=2 reason=entry gone"])
    }

    @Test func s30exitsAtADistanceAreMeasuredFromTheFill() {
        // Filled at 98 by a gap: stop at 93.1 (5 %), target at 108 (amount 10).
        let stage = Stage(
            [(100, 100, 100, 100), (98, 99, 97, 98), (98, 107, 93.2, 100), (100, 101, 93.1, 94)],
            [
                0: { _, desk in
                    desk.submit(
                        order(.buy, 10, .limit(99), bracket: Bracket(stop: .fraction(0.05), target: .amount(10))))
                }
            ])
        #expect(stage.fills.count == 2)
        expectLines(stage.fills, ["01T01:00 buy 10 @ 98 gap", "01T04:00 sell 10 @ 93.1 stop"])
    }

    @Test func s30exitsOfARefusedEntryGo() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 100, 100, 100)],
            [0: { _, desk in desk.submit(order(.buy, 2_000, .market, bracket: Bracket(stop: .price(80)))) }]
        ) { $0.fill.shortfall = .reject }
        expectLines(
            Array(stage.lines.dropFirst(2)),
            ["01T01:00 rejected order=1 reason=insufficient funds", "01T01:00 cancelled order=2 reason=entry gone"])
    }

    @Test func s30exitsGoWithThePositionThatTheyProtect() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 101, 99, 100), (100, 101, 99, 100), (100, 120, 80, 100)],
            [
                0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: bracket)) },
                1: { market, desk in desk.close(one, market.position(of: one)) },
            ])
        expectLines(stage.fills, ["01T01:00 buy 10 @ 100 open", "01T02:00 sell 10 @ 100 open"])
        #expect(stage.lines.filter { $0.contains("reason=position closed") }.count == 2)
    }

    @Test func s30aReversalDropsTheOldExitsAndWakesItsOwn() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 101, 99, 100), (100, 101, 99, 100), (100, 100, 94, 95), (96, 108, 96, 107)],
            [
                0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: Bracket(stop: .price(95)))) },
                1: { _, desk in desk.submit(order(.sell, 25, .market, bracket: Bracket(stop: .price(107)))) },
            ])
        expectLines(
            stage.fills,
            [
                "01T01:00 buy 10 @ 100 open", "01T02:00 sell 10 @ 100 open", "01T02:00 sell 15 @ 100 open",
                "01T05:00 buy 15 @ 107 stop",
            ])
    }

    @Test func s30anExitThatItsEntryOvertookTradesAtOnceAtThePriceThereIs() {
        // Market entries open at 110, beyond the target of 105; and at 90, beyond the stop of 95.
        let above = Stage(
            [(100, 100, 100, 100), (110, 112, 108, 111)],
            [0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: bracket)) }])
        expectLines(above.fills, ["01T01:00 buy 10 @ 110 open", "01T02:00 sell 10 @ 110 gap"])
        let below = Stage(
            [(100, 100, 100, 100), (90, 92, 88, 91)],
            [0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: bracket)) }])
        expectLines(below.fills, ["01T01:00 buy 10 @ 90 open", "01T02:00 sell 10 @ 90 gap"])
    }

    @Test func s31oneCancelsOther() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 106, 94, 100), (100, 106, 94, 100)],
            [0: { _, desk in desk.submitOneCancelsOther([order(.buy, 10, .stop(105)), order(.sell, 10, .stop(95))]) }])
        expectLines(
            stage.lines,
            [
                "01T01:00 submitted order=1 side=buy type=stop quantity=10 stop=105 group=1",
                "01T01:00 submitted order=2 side=sell type=stop quantity=10 stop=95 group=1",
                "01T02:00 triggered order=1 level=105",
                "01T02:00 filled order=1 side=buy quantity=10 price=105 source=stop leg=open position=10 cash=98950",
                "01T02:00 cancelled order=2 reason=one cancels other",
            ])
    }

    @Test func s32reduceOnlyOrdersAreCappedAtThePosition() {
        var exit = order(.sell, 25, .stop(95))
        exit.reduceOnly = true
        let stage = Stage(
            [(100, 100, 100, 100), (100, 101, 94, 100), (100, 101, 94, 100)],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 10))
                    desk.submit(exit)
                    desk.submit(exit)
                }
            ])
        expectLines(
            Array(stage.lines.dropFirst(3)),
            [
                "01T01:00 filled order=1 side=buy quantity=10 price=100 source=open leg=open position=10 cash=99000",
                "01T02:00 triggered order=2 level=95",
                "01T02:00 reduced order=2 from=25 to=10 reason=larger than the position",
                "01T02:00 filled order=2 side=sell quantity=10 price=95 source=stop leg=close position=0 cash=99950",
                "01T02:00 triggered order=3 level=95", "01T02:00 rejected order=3 reason=nothing to reduce",
            ])
    }

    @Test func s41aBracketOnTheWrongSideIsRefused() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 100, 100, 100)],
            [
                0: { _, desk in
                    desk.submit(order(.buy, 10, .limit(98), bracket: Bracket(stop: .price(99))))
                    desk.submit(order(.buy, 10, .stop(102), bracket: Bracket(target: .price(101))))
                    desk.submit(order(.sell, 10, .limit(102), bracket: Bracket(stop: .price(101))))
                    desk.submit(order(.buy, 10, .market, bracket: Bracket(stop: .fraction(.nan))))
                }
            ])
        let reasons = stage.lines.filter { $0.contains("rejected") }.map { String($0.dropFirst(9)) }
        expectLines(
            reasons,
            [
                "rejected order=1 reason=exit on the wrong side of its entry",
                "rejected order=3 reason=exit on the wrong side of its entry",
                "rejected order=5 reason=exit on the wrong side of its entry",
                "rejected order=7 reason=size or price is not a positive number",
            ])
    }
}
