import Core
import DataSources
import TestSupport
import Testing
import TimeSeries

/// Bars of the E-mini trades against those made with pandas, whose counts are those of mlfinpy.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct TickBarOracleTests {
    static func ticks() throws -> LoadedTicks {
        try MarketData.loadTicks(
            CSVReadOptions(
                paths: [SharedFolder.path("data/tick/es_futures_2013_09_01_part1.csv.gz")], symbol: "ES",
                zone: "America/Chicago"))
    }

    @Test(arguments: [("tick_1000", 200), ("volume_5000", 137), ("dollar_5000000", 225)])
    func barsByTradesUnitsAndValueEqualTheFigures(_ name: String, _ count: Int) throws {
        let rule: TickBarRule =
            name.hasPrefix("tick") ? .ticks(1_000) : name.hasPrefix("volume") ? .volume(5_000) : .value(5_000_000)
        let ticks = try Self.ticks()
        let bars = ticks.series[0].bars(rule, calendar: .alwaysOpen(zone: ticks.zone))
        let table = try FigureTable(path: SharedFolder.path("oracles/bars/es_part1_\(name).csv"))
        #expect(bars.series.count == count)
        #expect(bars.series.open == table.numbers("open"))
        #expect(bars.series.high == table.numbers("high"))
        #expect(bars.series.low == table.numbers("low"))
        #expect(bars.series.close == table.numbers("close"))
        #expect(bars.series.volume == table.numbers("volume"))
        #expect(bars.tickCounts.map { Double($0) } == table.numbers("ticks"))
        #expect(bars.values == table.numbers("dollar"))
        let chicago = try ZoneOffsets.named("America/Chicago")
        let first = table.texts("first_timestamp").map { chicago.instant(ofLocal: Self.wall($0)) }
        let last = table.texts("last_timestamp").map { chicago.instant(ofLocal: Self.wall($0)) }
        #expect(bars.firstTicks == first)
        #expect(bars.lastTicks == last)
    }

    @Test("S13 S14 minutes of trades equal the figures but for the last incomplete one")
    func s13S14minutesOfTradesEqualTheFiguresButForTheLastIncompleteOne() throws {
        let ticks = try Self.ticks()
        let calendar = TradingCalendar.alwaysOpen(zone: ticks.zone)
        let grid = WindowGrid(.intraday(nanoseconds: Timestamp.minute), calendar: calendar)
        let bars = ticks.series[0].bars(.time(grid), calendar: calendar)
        let table = try FigureTable(path: SharedFolder.path("oracles/bars/es_part1_1min.csv"))
        let chicago = try ZoneOffsets.named("America/Chicago")
        let starts = table.texts("timestamp").map { chicago.instant(ofLocal: Self.wall($0)).nanoseconds }
        #expect(bars.droppedIncomplete)
        #expect(bars.series.start == starts.dropLast())
        #expect(bars.series.end == starts.dropLast().map { $0 + Timestamp.minute })
        for (name, ours) in [
            ("open", bars.series.open), ("high", bars.series.high), ("low", bars.series.low),
            ("close", bars.series.close), ("volume", bars.series.volume),
        ] {
            #expect(ours == table.numbers(name).dropLast(), "\(name)")
        }
        #expect(bars.tickCounts.map { Double($0) } == table.numbers("ticks").dropLast())
        #expect(zip(bars.vwap, table.numbers("vwap")).allSatisfy { agree($0, $1, relative: 1e-14) })
    }

    /// `2013-09-01T17:00:00.083` as a reading of the wall clock.
    static func wall(_ text: String) -> Timestamp {
        let parts = text.split { !$0.isNumber }
        let numbers = parts.compactMap { Int($0) }
        let fraction = numbers.count > 6 ? numbers[6] * 1_000_000 : 0
        return Timestamp(
            CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]), hour: numbers[3], minute: numbers[4],
            second: numbers[5], nanosecond: fraction)
    }
}
