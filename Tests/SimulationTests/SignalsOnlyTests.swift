import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

@Suite struct SignalsOnlyTests {
    private static let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1))

    /// Two days of bars of eight hours: closes 101 to 106, a day's last at its midnight.
    private static let fine = BarFixtures.series(
        [101.0, 102, 103, 104, 105, 106].map { ($0, $0 + 1, $0 - 1, $0) }, symbol: "X",
        length: 8 * Timestamp.hour)

    /// The same as bars of a day, as data of their own that take no orders: closes 103 and 106.
    private static func daily(isTradable: Bool = false) -> BarSeries {
        let bars = (0..<2).map { day in
            let close = 103 + 3 * Double(day)
            return Bar(
                start: first + Int64(day) * Timestamp.day, end: first + Int64(day + 1) * Timestamp.day,
                open: close - 2, high: close + 1, low: close - 3, close: close, volume: 10)
        }
        return BarSeries(
            instrument: Instrument(symbol: "X_DAILY", isTradable: isTradable), calendar: BarFixtures.calendar,
            bars: bars)
    }

    @Test("S1 a bar of slower data is seen when it has ended, not before") func s1slowerBarsAreSeenComplete() {
        final class Seen { var lines: [String] = [] }
        let seen = Seen()
        let stage = Stage(
            [Self.fine, Self.daily()],
            [
                everyStep: { market, _ in
                    let day = market.barCount(of: two) == 0 ? "-" : market.close(two).shortestText
                    let isNew = market.hasNewBar(two) ? " new" : ""
                    seen.lines.append("\(market.now) \(market.close(one).shortestText) day \(day)\(isNew)")
                }
            ])
        expectLines(
            seen.lines,
            [
                "2020-01-01T08:00:00Z 101 day -",
                "2020-01-01T16:00:00Z 102 day -",
                "2020-01-02T00:00:00Z 103 day 103 new",
                "2020-01-02T08:00:00Z 104 day 103",
                "2020-01-02T16:00:00Z 105 day 103",
                "2020-01-03T00:00:00Z 106 day 106 new",
            ])
        #expect(stage.run.stepCount == 6)
    }

    @Test("S41 orders for signals are refused with their reason") func s41signalsTakeNoOrders() {
        let stage = Stage(
            [Self.fine, Self.daily()],
            [
                2: { _, desk in
                    desk.submit(market(.buy, 1, two))
                    desk.submit(market(.buy, 1, one))
                }
            ])
        expectLines(
            stage.lines,
            [
                "02T00:00 submitted order=1 instrument=X_DAILY side=buy type=market quantity=1",
                "02T00:00 rejected order=1 instrument=X_DAILY reason=not tradable",
                "02T00:00 submitted order=2 instrument=X side=buy type=market quantity=1",
                "02T00:00 filled order=2 instrument=X side=buy quantity=1 price=104 source=open leg=open position=1 "
                    + "cash=99896",
            ])
    }

    @Test func aUniverseTellsWhatCanBeTraded() {
        #expect(Universe(Panel([Self.fine, Self.daily()])).tradable == [one])
        #expect(Universe(Panel([Self.fine, Self.daily(isTradable: true)])).tradable == [one, two])
    }
}
