import Core
import StrategyKit
import Testing
import TimeSeries

@testable import StrategyKit

@Suite struct BarAggregatorTests {
    /// Notes at each decision the last complete bar that its aggregator shows.
    private struct Watcher: Strategy {
        final class Notes { var lines: [String] = [] }
        var bars: BarAggregator?
        let notes: Notes

        init(_ parameters: NoParameters, for universe: Universe) { self.init(.week, universe, Notes()) }

        init(_ timeframe: Timeframe, _ universe: Universe, _ notes: Notes, keeping capacity: Int = 1) {
            bars = BarAggregator(timeframe, calendar: universe.calendars[0], keeping: capacity)
            self.notes = notes
        }

        mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
            let isNew = bars?.update(market, InstrumentIndex(0)) == true
            let bar = bars?.bar()
            notes.lines.append(
                "\(market.now.date) \(bar.map { "\($0.open.shortestText) \($0.close.shortestText)" } ?? "-")"
                    + (isNew ? " new" : ""))
        }
    }

    private static func run(_ series: BarSeries, _ timeframe: Timeframe) -> [String] {
        let notes = Watcher.Notes()
        let panel = Panel([series])
        _ = Backtest(panel: panel, broker: Broker()).run(Watcher(timeframe, Universe(panel), notes))
        return notes.lines
    }

    /// Sessions of Monday 2021-03-29 to Wednesday 2021-04-07 without Good Friday; the closes count up from 1.
    private static let easter: BarSeries = {
        let calendar = RuleFixture.calendar(
            from: CivilDate(year: 2021, month: 3, day: 29), days: 30,
            holidays: [CivilDate(year: 2021, month: 4, day: 2)])
        return RuleFixture.closes((1...10).map { Double($0) }, calendar)
    }()

    @Test("S13 S14 a week is seen at its last session's close, a holiday's eve included")
    func s14aWeekIsSeenAtItsLastSessionsClose() {
        #expect(
            Self.run(Self.easter, .week) == [
                "2021-03-29 -", "2021-03-30 -", "2021-03-31 -",
                // The Thursday before Good Friday.
                "2021-04-01 1 4 new",
                "2021-04-05 1 4", "2021-04-06 1 4", "2021-04-07 1 4", "2021-04-08 1 4",
                "2021-04-09 4 9 new", "2021-04-12 4 9",
            ])
    }

    @Test("S75 it shows what the rules see, on any calendar with gaps") func s75itAgreesWithTheRules() throws {
        let frames: [(Timeframe, String)] = [
            (.day, "daily"), (.week, "weekly"), (.month, "monthly"), (.intraday(nanoseconds: Timestamp.hour), "hourly"),
        ]
        for seed in 0..<UInt64(10) {
            let calendar = RuleFixture.calendar(
                from: CivilDate(year: 2021, month: 3, day: 1), days: 60,
                halfDays: [CivilDate(year: 2021, month: 3, day: 10)])
            let series = RuleFixture.intraday("AAA", calendar, minutes: 20, seed: seed, gaps: 0.2)
            for (timeframe, function) in frames {
                var aggregator = try #require(BarAggregator(timeframe, calendar: calendar))
                let closes = (0..<series.count).map { place in
                    aggregator.add(series[place])
                    return aggregator.bar()?.close ?? .nan
                }
                let rule = try RuleFixture.values("\(function)(close)", series)
                #expect(same(closes, rule), "\(function), seed \(seed)")
            }
        }
    }

    @Test func itKeepsSoManyBarsAndRefusesOtherFrames() throws {
        let calendar = Self.easter.calendar
        var days = try #require(BarAggregator(.day, calendar: calendar, keeping: 3))
        #expect(days.bar() == nil)
        for place in 0..<5 { days.add(Self.easter[place]) }
        #expect(days.count == 5)
        #expect((0..<4).map { days.bar(ago: $0)?.close } == [5, 4, 3, nil] && days.bar(ago: -1) == nil)
        #expect(BarAggregator(.quarter, calendar: calendar) == nil)
        #expect(BarAggregator(.intraday(nanoseconds: Timestamp.second), calendar: calendar) == nil)
    }
}
