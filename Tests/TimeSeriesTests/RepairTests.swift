import Core
import Testing
import TimeSeries

@Suite struct RepairTests {
    static let calendar = TradingCalendar.xnys(zone: TestZones.newYork)

    static func rows(_ days: [Int], close: [Double]? = nil) -> BarRows {
        let close = close ?? days.map { Double($0) }
        return BarRows(
            symbol: "X", stampKind: .dates,
            stamps: days.map { Timestamp(CivilDate(year: 2018, month: 3, day: $0)).nanoseconds }, open: close,
            high: close.map { $0 + 1 }, low: close.map { $0 == 1 ? 0.5 : $0 - 1 }, close: close,
            volume: days.map { _ in 1 },
            adjustedClose: close)
    }

    @Test("S8 duplicates keep the first or the last by policy") func s8duplicatesKeepTheFirstOrTheLastByPolicy() throws
    {
        for (policy, expected) in [(LoadPolicies.Duplicates.first, [1.0, 2, 4]), (.last, [1, 3, 4])] {
            var rows = Self.rows([12, 13, 13, 14], close: [1, 2, 3, 4])
            let counts = try rows.repair(LoadPolicies(duplicates: policy), calendar: Self.calendar)
            #expect(rows.close == expected)
            #expect(counts.duplicatesDropped == 1)
        }
        var rows = Self.rows([12, 13, 13])
        let error = try #require(throws: RepairFailure.self) {
            try rows.repair(LoadPolicies(), calendar: Self.calendar)
        }
        #expect(error.reason == .duplicate && error.sourceRow == 2 && error.stamp == "2018-03-13")
    }

    @Test("S9 sorting is stable and keeps the sources rows") func s9sortingIsStableAndKeepsTheSourcesRows() throws {
        var rows = Self.rows([14, 12, 13, 12], close: [1, 2, 3, 4])
        let counts = try rows.repair(LoadPolicies(duplicates: .first, order: .sort), calendar: Self.calendar)
        #expect(rows.close == [2, 3, 1])
        #expect(rows.sourceRows == [1, 2, 0])
        #expect(counts.disorderSorted == 2 && counts.duplicatesDropped == 1)
    }

    @Test("S6 missing prices are dropped or filled and counted") func s6missingPricesAreDroppedOrFilledAndCounted()
        throws
    {
        var dropped = Self.rows([12, 13, 14])
        dropped.low[1] = .nan
        let counts = try dropped.repair(LoadPolicies(), calendar: Self.calendar)
        #expect(dropped.count == 2 && counts.missingDropped == 1)

        var filled = Self.rows([12, 13, 14], close: [10, 11, 12])
        (filled.open[1], filled.low[1]) = (.nan, .nan)
        (filled.open[2], filled.high[2], filled.low[2], filled.close[2]) = (.nan, .nan, .nan, .nan)
        let more = try filled.repair(LoadPolicies(nan: .fill), calendar: Self.calendar)
        #expect(more.missingFilled == 2)
        #expect(filled.open == [10, 10, 11])
        #expect(filled.low == [9, 10, 11])
        #expect(filled.high == [11, 12, 11])
        #expect(filled.close == [10, 11, 11])

        var first = Self.rows([12, 13])
        (first.open[0], first.close[0]) = (.nan, .nan)
        #expect(try first.repair(LoadPolicies(nan: .fill), calendar: Self.calendar).missingDropped == 1)
        #expect(first.count == 1)
    }

    @Test("S7 enclosure is repaired or dropped and counted") func s7enclosureIsRepairedOrDroppedAndCounted() throws {
        var repaired = Self.rows([12, 13], close: [10, 20])
        (repaired.high[0], repaired.low[0]) = (9, 11)
        #expect(try repaired.repair(LoadPolicies(ohlc: .repair), calendar: Self.calendar).ohlcRepaired == 1)
        #expect(repaired.high[0] == 11 && repaired.low[0] == 9)
        var dropped = Self.rows([12, 13], close: [10, 20])
        dropped.high[0] = 9
        #expect(try dropped.repair(LoadPolicies(ohlc: .drop), calendar: Self.calendar).ohlcDropped == 1)
        #expect(dropped.close == [20])
    }

    @Test func gapsAreFilledForwardAndFlagged() throws {
        let sessions = [12, 13, 16].compactMap { Self.calendar.session(on: CivilDate(year: 2018, month: 3, day: $0)) }
        let series = BarSeries(
            instrument: Instrument(symbol: "X"), calendar: Self.calendar,
            bars: sessions.map { Bar(start: $0.open, end: $0.close, open: 1, high: 3, low: 0, close: 2, volume: 5) })
        let gaps = series.gaps(barLength: nil)
        #expect(gaps.count == 2)
        let filled = series.filled(gaps, barLength: nil)
        #expect(filled.isFilled == [false, false, true, true, false])
        #expect(
            filled[2]
                == Bar(
                    start: Timestamp(CivilDate(year: 2018, month: 3, day: 14), hour: 13, minute: 30),
                    end: Timestamp(CivilDate(year: 2018, month: 3, day: 14), hour: 20), open: 2, high: 2, low: 2,
                    close: 2, volume: 0))
    }

    @Test("S11 intraday gaps span parts of sessions only") func s11intradayGapsSpanPartsOfSessionsOnly() throws {
        let session = try #require(Self.calendar.session(on: CivilDate(year: 2018, month: 3, day: 12)))
        func bar(_ start: Timestamp) -> Bar {
            Bar(start: start, end: start + Timestamp.hour, open: 1, high: 1, low: 1, close: 1, volume: 1)
        }
        // From 10:30 on Monday to 10:30 on Tuesday five and a half hours and one hour are missing.
        let bars = [bar(session.open), bar(session.open + Timestamp.day + Timestamp.hour)]
        let series = BarSeries(instrument: Instrument(symbol: "X"), calendar: Self.calendar, bars: bars)
        let gaps = series.gaps(barLength: Timestamp.hour)
        #expect(gaps.count == 7)
        let filled = series.filled(gaps, barLength: Timestamp.hour)
        #expect(filled.count == 9)
        #expect(filled.end[6] == session.close.nanoseconds)
        #expect(filled.start[6] == session.close.nanoseconds - 30 * Timestamp.minute)
    }

    @Test func boundsComeFromStampsSessionsAndNeighbours() throws {
        let session = try #require(Self.calendar.session(on: CivilDate(year: 2018, month: 3, day: 12)))
        // Hours stamped at their start on the clock: the first covers half an hour, as the exchange opens at 09:30.
        let stamps = (0..<7).map { (session.open + -30 * Timestamp.minute + Int64($0) * Timestamp.hour).nanoseconds }
        let one = stamps.map { _ in 1.0 }
        var rows = BarRows(
            symbol: "X", stampKind: .starts, stamps: stamps, open: one, high: one, low: one, close: one, volume: one)
        var bounds = rows.bounded(length: Timestamp.hour, calendar: Self.calendar)
        #expect(bounds.start[0] == session.open.nanoseconds)
        #expect(bounds.end[0] == session.open.nanoseconds + 30 * Timestamp.minute)
        #expect(bounds.end[6] == session.close.nanoseconds)
        #expect(bounds.clippedCount == 1 && bounds.outsideCount == 0)
        // Hours stamped from the open on: the last is half an hour, and ends with the session.
        rows.stamps = (0..<7).map { (session.open + Int64($0) * Timestamp.hour).nanoseconds }
        bounds = rows.bounded(length: Timestamp.hour, calendar: Self.calendar)
        #expect(bounds.end[6] == session.close.nanoseconds)
        #expect(rows.usualLength() == Timestamp.hour)
    }
}
