import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// One order that waits before one bar: what it does there.
struct FillCase: CustomTestStringConvertible, Sendable {
    let name: String
    let kind: OrderKind
    /// Open, high, low, close of the bar that it meets.
    let bar: (Double, Double, Double, Double)
    /// The price and its source; `nil` where it does not fill.
    let expected: (price: Double, source: PriceSource)?
    var limit = LimitFill.through

    init(
        _ name: String, _ kind: OrderKind, _ bar: (Double, Double, Double, Double),
        _ expected: (price: Double, source: PriceSource)?, limit: LimitFill = .through
    ) {
        (self.name, self.kind, self.bar, self.expected, self.limit) = (name, kind, bar, expected, limit)
    }

    var testDescription: String { name }

    /// The same case for the other side: prices mirrored at 100.
    func mirrored() -> FillCase {
        func mirror(_ price: Double) -> Double { 200 - price }
        let kind: OrderKind =
            switch kind {
            case .limit(let limit): .limit(mirror(limit))
            case .stop(let stop): .stop(mirror(stop))
            case .stopLimit(let stop, let limit): .stopLimit(stop: mirror(stop), limit: mirror(limit))
            case .market, .trailingStop: kind
            }
        return FillCase(
            name, kind, (mirror(bar.0), mirror(bar.2), mirror(bar.1), mirror(bar.3)),
            expected.map { (mirror($0.price), $0.source) }, limit: limit)
    }
}

/// Buys; sells are their mirror images.
///
/// The bar before closes at 100, a tick is 0.25.
let fillCases: [FillCase] = [
    // Market: the open, wherever it is (S17).
    FillCase("S17 market", .market, (100.5, 102, 99, 101), (100.5, .open)),
    FillCase("S17 market at a gap", .market, (110, 112, 109, 111), (110, .open)),
    // Limit (S19, S20, S22).
    FillCase("S19 limit not reached", .limit(98), (100, 101, 98.25, 100), nil),
    FillCase("S19 limit equal to the low does not fill", .limit(98), (100, 101, 98, 100), nil),
    FillCase("S19 limit gone through", .limit(98), (100, 101, 97.75, 100), (98, .limit)),
    FillCase("S19 limit touched fills under touch", .limit(98), (100, 101, 98, 100), (98, .limit), limit: .touch),
    FillCase("S19 limit not touched under touch", .limit(98), (100, 101, 98.25, 100), nil, limit: .touch),
    FillCase("S19 one tick through of two", .limit(98), (100, 101, 97.75, 100), nil, limit: .throughTicks(2)),
    FillCase("S19 two ticks through of two", .limit(98), (100, 101, 97.5, 100), (98, .limit), limit: .throughTicks(2)),
    FillCase("S20 limit with the open below", .limit(98), (97, 99, 96, 98), (97, .gap)),
    FillCase("S22 limit equal to the open", .limit(98), (98, 99, 98, 98.5), (98, .limit)),
    FillCase("S22 limit at the open under ticks", .limit(98), (97, 99, 97, 98), (97, .gap), limit: .throughTicks(4)),
    // Stop (S23, S24).
    FillCase("S23 stop not reached", .stop(102), (100, 101.75, 99, 101), nil),
    FillCase("S24 stop equal to the high triggers", .stop(102), (100, 102, 99, 101), (102, .stop)),
    FillCase("S23 stop gone through", .stop(102), (100, 103, 99, 101), (102, .stop)),
    FillCase("S23 stop with the open above", .stop(102), (104, 105, 103, 104), (104, .gap)),
    FillCase("S24 stop equal to the open", .stop(102), (102, 103, 101, 102), (102, .stop)),
    // Stop-limit (S25).
    FillCase("S25 stop-limit not triggered", .stopLimit(stop: 102, limit: 103), (100, 101, 99, 100), nil),
    FillCase("S25 stop-limit triggered inside", .stopLimit(stop: 102, limit: 103), (100, 104, 99, 101), (102, .stop)),
    FillCase("S25 stop-limit opens between", .stopLimit(stop: 102, limit: 103), (102.5, 104, 99, 101), (102.5, .gap)),
    FillCase(
        "S25 stop-limit opens beyond the limit and comes back", .stopLimit(stop: 102, limit: 103),
        (104, 105, 102.5, 103),
        (103, .limit)),
    FillCase(
        "S25 stop-limit opens beyond the limit and stays", .stopLimit(stop: 102, limit: 103), (104, 105, 103, 104), nil),
    // Limit below the stop: only the way from the stop to the close is known to come after it.
    FillCase(
        "S25 limit below the stop, reached before the trigger perhaps", .stopLimit(stop: 102, limit: 101),
        (100, 103, 99, 102.5), nil),
    FillCase(
        "S25 limit below the stop, the close lies beyond it", .stopLimit(stop: 102, limit: 101), (100, 103, 99, 100.5),
        (101, .limit)),
]

@Suite struct FillTableTests {
    private func check(_ one: FillCase, side: Side) {
        let before = (100.0, 100.0, 100.0, 100.0)
        let series = BarFixtures.series([before, one.bar], tick: 0.25)
        let stage = Stage([series], [0: { _, desk in desk.submit(order(side, 10, one.kind)) }]) {
            $0.fill.limit = one.limit
        }
        let expected = one.expected.map { price, source in
            // What meets the open carries the bar's start (S2), anything else its end.
            let isAtOpen = source == .open || source == .gap || price == one.bar.0
            return "01T0\(isAtOpen ? 1 : 2):00 \(side.text) 10 @ \(price.shortestText) \(source.text)"
        }
        expectLines(stage.fills, [expected].compactMap { $0 }, "\(one.name), \(side.text)")
    }

    @Test(arguments: fillCases) func s17toS25ofBuys(_ one: FillCase) { check(one, side: .buy) }

    @Test(arguments: fillCases.map { $0.mirrored() }) func s17toS25ofSells(_ one: FillCase) { check(one, side: .sell) }

    @Test(arguments: IntrabarPath.allCases) func s17toS24holdOnEveryPath(_ path: IntrabarPath) {
        for one in fillCases where !one.name.hasPrefix("S25 limit below") {
            let series = BarFixtures.series([(100, 100, 100, 100), one.bar], tick: 0.25)
            let stage = Stage([series], [0: { _, desk in desk.submit(order(.buy, 10, one.kind)) }]) {
                $0.fill.limit = one.limit
                $0.fill.intrabar = path
            }
            let prices = stage.run.log.compactMap { event -> Double? in
                if case .filled(let fill) = event.body { fill.price } else { nil }
            }
            #expect(prices == [one.expected?.price].compactMap { $0 }, "\(one.name) under \(path.rawValue)")
        }
    }

    @Test func s21anExitThatWakesInsideABarDoesNotGetItsOpen() {
        // The entry rests at 98; the bar opens at 100, above the target of 99: the target cannot have the open.
        let stage = Stage(
            [(100, 100, 100, 100), (100, 100, 97, 98), (98, 98.5, 97, 98)],
            [0: { _, desk in desk.submit(order(.buy, 10, .limit(98), bracket: Bracket(target: .price(99)))) }])
        expectLines(stage.fills, ["01T02:00 buy 10 @ 98 limit"])
    }

    @Test func s26aTrailingStopRatchetsOnCompletedBarsOnly() {
        // Trail 2 from the close of 100: 98. Bar 1 rises to 105 and falls to 99 in itself: no exit there, then 103.
        let stage = Stage(
            [(100, 100, 100, 100), (100, 105, 99, 104), (104, 104.5, 103.5, 104), (104, 104, 102, 103)],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 10))
                    desk.submit(order(.sell, 10, .trailingStop(.amount(2))))
                }
            ])
        expectLines(stage.fills, ["01T01:00 buy 10 @ 100 open", "01T04:00 sell 10 @ 103 stop"])
    }

    @Test func s26aTrailingStopOfAFractionOfAShortFollowsTheLow() {
        let stage = Stage(
            [(100, 100, 100, 100), (100, 101, 80, 85), (85, 88.5, 84, 88), (90, 91, 89, 90)],
            [
                0: { _, desk in
                    desk.submit(
                        OrderRequest(.sell, .units(10), of: one, bracket: Bracket(trail: .fraction(0.1))))
                }
            ])
        // 110 at the entry, 88 after the low of 80; bar 2 reaches it.
        expectLines(stage.fills, ["01T01:00 sell 10 @ 100 open", "01T03:00 buy 10 @ 88 stop"])
    }

    @Test func s37pricesMoveToTicksNeverToTheirBenefit() {
        let series = BarFixtures.series([(100, 100, 100, 100), (100, 103, 97, 100)], tick: 0.25)
        let stage = Stage(
            [series],
            [
                0: { _, desk in
                    desk.submit(order(.buy, 1, .limit(98.3)))
                    desk.submit(order(.sell, 1, .limit(101.8)))
                    desk.submit(order(.buy, 1, .stop(101.8)))
                    desk.submit(order(.sell, 1, .stop(98.3)))
                }
            ])
        let prices = stage.run.log.compactMap { event -> Double? in
            if case .submitted(let order) = event.body { order.request.kind.limitPrice ?? order.stopLevel } else { nil }
        }
        #expect(prices == [98.25, 102, 102, 98.25])
    }
}
