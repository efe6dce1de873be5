import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Orders that meet finer bars inside a bar (S27), by hand.
@Suite struct FinerDataTests {
    /// Open, high, low and close.
    typealias Prices = (Double, Double, Double, Double)

    /// Hours of equally many finer bars, with these beside them.
    static func series(
        _ finer: [[Prices]], symbol: String = "TEST", volume: Double = 1_000, tick: Double = 0,
        hours: [Prices]? = nil
    ) -> BarSeries {
        let whole = finer.map { bars in
            (
                bars[0].0, bars.map(\.1).max() ?? .nan, bars.map(\.2).min() ?? .nan, bars[bars.count - 1].3
            )
        }
        let parts = Int64(finer[0].count)
        return BarFixtures.series(
            hours ?? whole, symbol: symbol, volumes: finer.map { _ in volume }, tick: tick
        ).with(
            FinerBars(BarFixtures.series(finer.flatMap { $0 }, symbol: symbol, length: Timestamp.hour / parts)))
    }

    /// An hour in which nothing happens.
    static let calm: [Prices] = [(100, 100, 100, 100), (100, 100, 100, 100)]

    /// A decision after a calm hour, then an hour of two finer bars and a calm one at its close.
    private static func stage(
        _ first: Prices, _ second: Prices, path: IntrabarPath = .finerData, volume: Double = 1_000,
        terms configure: (inout Broker) -> Void = { _ in }, _ decide: @escaping Action
    ) -> Stage {
        let close = second.3
        let rest = [(close, close, close, close), (close, close, close, close)]
        return Stage([series([calm, [first, second], rest], volume: volume)], [0: decide]) { broker in
            broker.fill.intrabar = path
            configure(&broker)
        }
    }

    private static let bracket = Bracket(stop: .price(95), target: .price(105))

    private static func entry(_ kind: OrderKind, _ bracket: Bracket) -> Action {
        { _, desk in desk.submit(order(.buy, 10, kind, bracket: bracket)) }
    }

    @Test("S27: the finer bar that comes first decides between a stop and a target")
    func s27theOrderOfFinerBarsDecides() {
        // To 106, then to 94: the target at 105 is sold, 50 are made. The bar alone would have the stop first.
        let up = Self.stage((100, 106, 100, 104), (104, 104, 94, 100), Self.entry(.market, Self.bracket))
        #expect(up.fills == ["01T01:00 buy 10 @ 100 open", "01T02:00 sell 10 @ 105 limit"])
        #expect(up.run.finalEquity == 100_050)
        #expect(!up.lines.contains { $0.contains("ambiguous") })
        let down = Self.stage((100, 100, 94, 96), (96, 106, 96, 100), Self.entry(.market, Self.bracket))
        #expect(down.fills == ["01T01:00 buy 10 @ 100 open", "01T02:00 sell 10 @ 95 stop"])
        #expect(down.run.finalEquity == 99_950)
        #expect(!down.lines.contains { $0.contains("ambiguous") })
        for (first, second) in [
            ((100.0, 106.0, 100.0, 104.0), (104.0, 104.0, 94.0, 100.0)), ((100, 100, 94, 96), (96, 106, 96, 100)),
        ] {
            let alone = Self.stage(first, second, path: .pessimistic, Self.entry(.market, Self.bracket))
            #expect(alone.fills.last == "01T02:00 sell 10 @ 95 stop" && alone.lines.contains("01T02:00 ambiguous"))
        }
    }

    @Test("S27: inside one finer bar the stop comes first, and the bar is counted once")
    func s27aFinerBarIsPessimistic() {
        let stage = Self.stage((100, 106, 94, 100), (100, 107, 93, 100), Self.entry(.market, Self.bracket))
        #expect(stage.fills.last == "01T02:00 sell 10 @ 95 stop")
        #expect(stage.lines.filter { $0 == "01T02:00 ambiguous" }.count == 1)
    }

    @Test("S10: a gap between finer bars fills a stop and a limit at the open behind it") func s10gaps() {
        let stop = Self.stage((100, 101, 96, 97), (93, 106, 93, 100), Self.entry(.market, Self.bracket))
        #expect(stop.fills.last == "01T02:00 sell 10 @ 93 gap")
        let target = Self.stage((100, 101, 99, 100), (108, 108, 94, 100), Self.entry(.market, Self.bracket))
        #expect(target.fills.last == "01T02:00 sell 10 @ 108 gap")
        // The first finer bar opens elsewhere than the bar: what woke at the open has waited for that too.
        let finer = BarFixtures.series(
            [(100, 100, 100, 100), (100, 100, 100, 100), (94, 101, 94, 100), (100, 101, 96, 100)],
            length: Timestamp.hour / 2)
        let bars = BarFixtures.series([(100, 100, 100, 100), (100, 101, 94, 100)]).with(FinerBars(finer))
        let step = Stage([bars], [0: Self.entry(.market, Self.bracket)]) { $0.fill.intrabar = .finerData }
        #expect(step.fills == ["01T01:00 buy 10 @ 100 open", "01T02:00 sell 10 @ 94 gap"])
    }

    @Test("S28: exits of an entry inside a finer bar use what is left of it, and all of the next ones")
    func s28exitsWakeInsideAFinerBar() {
        // Bought at 98 on the way down; the first finer bar's high may have been before, the second one's is after.
        let later = Self.stage((100, 106, 97, 97.5), (97.5, 106, 97, 100), Self.entry(.limit(98), Self.bracket))
        #expect(later.fills == ["01T02:00 buy 10 @ 98 limit", "01T02:00 sell 10 @ 105 limit"])
        let before = Self.stage((100, 106, 97, 97.5), (97.5, 104, 97, 100), Self.entry(.limit(98), Self.bracket))
        #expect(before.fills == ["01T02:00 buy 10 @ 98 limit"])
        let alone = Self.stage(
            (100, 106, 97, 97.5), (97.5, 106, 97, 100), path: .pessimistic, Self.entry(.limit(98), Self.bracket))
        #expect(alone.fills == ["01T02:00 buy 10 @ 98 limit"])
        // Bought by a stop at 102 in the second: the low of the first one is over.
        let over = Self.stage((100, 101, 94, 101), (101, 104, 100, 103), Self.entry(.stop(102), Self.bracket))
        #expect(over.fills == ["01T02:00 buy 10 @ 102 stop"])
    }

    @Test("S25: the limit of a stop-limit that was triggered waits for the next finer bars") func s25stopLimit() {
        let stage = Self.stage((100, 103, 100, 103), (103, 103, 101, 102)) { _, desk in
            desk.submit(order(.buy, 10, .stopLimit(stop: 102, limit: 101.5)))
        }
        #expect(stage.fills == ["01T02:00 buy 10 @ 101.5 limit"])
    }

    @Test("S26: a trailing stop follows completed finer bars") func s26trailing() {
        let bracket = Bracket(trail: .amount(5))
        let stage = Self.stage((100, 110, 100, 110), (110, 110, 104, 106), Self.entry(.market, bracket))
        #expect(stage.fills.last == "01T02:00 sell 10 @ 105 stop")
        // 110 and then 107, but in one finer bar: it follows only when that is over.
        let same = Self.stage((100, 100, 100, 100), (100, 110, 104, 106), Self.entry(.market, bracket))
        #expect(same.fills.count == 1)
        // The high of 110 came before the entry at 105: the stop stays at 100, below what follows.
        let entered = Self.stage((108, 110, 107, 108), (108, 108, 104, 104.5), Self.entry(.limit(105), bracket))
        #expect(entered.fills == ["01T02:00 buy 10 @ 105 limit"])
    }

    @Test("S31: of two orders of a group the finer bar that comes first chooses") func s31oneCancelsOther() {
        let both: Action = { _, desk in
            desk.submitOneCancelsOther([order(.buy, 10, .stop(103)), order(.sell, 10, .stop(97))])
        }
        let up = Self.stage((100, 104, 99, 99), (99, 99, 96, 98), both)
        #expect(up.fills == ["01T02:00 buy 10 @ 103 stop"])
        let down = Self.stage((100, 101, 96, 99), (99, 104, 99, 100), both)
        #expect(down.fills == ["01T02:00 sell 10 @ 97 stop"])
    }

    @Test("S17, S33: market, at-open and at-close orders keep the open and the close of the bar")
    func s17onePriceOrders() {
        let stage = Self.stage((101, 106, 94, 95), (95, 99, 95, 98), terms: { $0.fill.market = .nextClose }) {
            _, desk in
            desk.submit(market(.buy, 10))
        }
        #expect(stage.fills == ["01T02:00 buy 10 @ 98 close"])
        let open = Self.stage((101, 106, 94, 95), (95, 99, 95, 98)) { _, desk in desk.submit(market(.buy, 10)) }
        #expect(open.fills == ["01T01:00 buy 10 @ 101 open"])
        let once = Self.stage((101, 106, 94, 95), (95, 99, 95, 98)) { _, desk in
            desk.submit(
                OrderRequest(.buy, .units(10), of: one, kind: .limit(96), timeInForce: .immediateOrCancel))
        }
        #expect(once.fills == [])
    }

    @Test("S35: the volume of the bar is shared, whatever finer bar fills") func s35participation() {
        // Half of 20 units: the entry takes them all, and the target of the same hour gets the next one's.
        let stage = Self.stage(
            (100, 100, 97, 97.5), (97.5, 106, 97, 106), volume: 20, terms: { $0.fill.participation = 0.5 },
            Self.entry(.limit(98), Self.bracket))
        #expect(stage.fills == ["01T02:00 buy 10 @ 98 limit", "01T02:00 sell 10 @ 106 gap"])
        #expect(stage.lines.contains { $0.hasPrefix("01T02:00 filled order=3") && $0.contains("source=gap") })
    }

    @Test("S45: slippage that stays in the bar stays in the finer one") func s45clamp() {
        let stage = Self.stage(
            (100, 103, 100, 102), (102, 108, 100, 104),
            terms: {
                $0.costs.slippage.rate = 0.05
                $0.costs.slippage.staysInBar = true
            }
        ) { _, desk in desk.submit(order(.buy, 10, .stop(102.5))) }
        #expect(stage.fills == ["01T02:00 buy 10 @ 103 stop"])
    }

    @Test("S2: the finer bars of several instruments are met in order of time") func s2severalInstruments() {
        // Money for one of two: the second instrument's order is reached half an hour earlier.
        let early = Self.series([Self.calm, [(100, 100, 95, 96), (96, 96, 96, 96)]], symbol: "BBB")
        let late = Self.series([Self.calm, [(100, 100, 100, 100), (100, 100, 95, 96)]], symbol: "AAA")
        let stage = Stage(
            [early, late],
            [
                0: { _, desk in
                    for instrument in [one, two] {
                        desk.submit(OrderRequest(.buy, .units(10), of: instrument, kind: .limit(98)))
                    }
                }
            ]
        ) {
            $0.cash = 1_000
            $0.fill.shortfall = .reject
            $0.fill.intrabar = .finerData
        }
        #expect(stage.fills == ["01T02:00 buy 10 BBB @ 98 limit"])
    }

    @Test("S27: a bar that finer bars do not cover is met as a whole, and counted") func s27uncoveredBars() {
        let up: [Prices] = [(100, 106, 100, 104), (104, 104, 94, 100)]
        func stage(_ bars: BarSeries) -> Stage {
            Stage([bars], [0: Self.entry(.market, Self.bracket)]) { $0.fill.intrabar = .finerData }
        }
        func hours(high: Double, low: Double, tick: Double = 0) -> BarSeries {
            Self.series([Self.calm, up], tick: tick, hours: [(100, 100, 100, 100), (100, high, low, 100)])
        }
        let (covered, stopped) = ("01T02:00 sell 10 @ 105 limit", "01T02:00 sell 10 @ 95 stop")
        for (bars, uncovered, last) in [
            (hours(high: 106, low: 94), 0, covered),
            (hours(high: 106 * (1 + 5e-10), low: 94), 0, covered),
            (hours(high: 106.01, low: 94), 1, stopped),
            (hours(high: 106, low: 93.99), 1, stopped),
            (hours(high: 105.9, low: 94), 1, stopped),
            (hours(high: 106.01, low: 93.99, tick: 0.01), 0, covered),
            (hours(high: 106.02, low: 94, tick: 0.01), 1, stopped),
            (hours(high: 106, low: 94).with(nil), 2, stopped),
        ] {
            let one = stage(bars)
            #expect(one.fills.last == last && bars.countWithoutFiner(in: 0..<2) == uncovered)
        }
        // Finer bars that reach over the edge do not lie inside.
        let straddling = BarFixtures.series(
            [(100, 100, 100, 100), (100, 106, 100, 104), (104, 104, 94, 100)], length: 40 * Timestamp.minute)
        let bars = hours(high: 106, low: 94).with(FinerBars(straddling))
        #expect(bars.countWithoutFiner(in: 0..<2) == 1 && stage(bars).fills.last == stopped)
    }

    @Test func finerBarsArePartOfTheHash() {
        let series = Self.series([Self.calm])
        let other = Self.series([[(100, 100, 100, 100), (100, 100, 100, 100.5)]], hours: [(100, 100, 100, 100)])
        let hashes = [series, other, series.with(nil)].map { Panel([$0]).hash() }
        #expect(Set(hashes).count == 3)
        #expect(Panel([series.slice(0..<1)]).hash() == hashes[0])
    }
}
