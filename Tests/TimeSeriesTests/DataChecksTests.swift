import Core
import Testing
import TimeSeries

@Suite struct DataChecksTests {
    static let calendar = TradingCalendar.xnys(zone: TestZones.newYork)

    /// Sessions from 2018-03-12 on with closes of one's own; opens are the closes before.
    static func days(_ closes: [Double], volume: [Double]? = nil) -> BarRows {
        let first = calendar.indexOfSession(onOrAfter: CivilDate(year: 2018, month: 3, day: 12))
        let stamps = closes.indices.map { Timestamp(calendar.sessions[first + $0].date).nanoseconds }
        return BarRows(
            symbol: "X", stampKind: .dates, stamps: stamps, open: closes, high: closes.map { $0 * 1.01 },
            low: closes.map { $0 * 0.99 }, close: closes, volume: volume ?? closes.map { _ in 100 })
    }

    /// The minutes of five sessions, moved by some nanoseconds.
    static func minutes(shift: Int64 = 0, kind: BarRows.StampKind = .starts, skip: Range<Int> = 0..<0) -> BarRows {
        let first = calendar.indexOfSession(onOrAfter: CivilDate(year: 2018, month: 3, day: 12))
        var stamps: [Int64] = []
        for session in calendar.sessions[first..<(first + 5)] {
            for minute in 0..<390 where !(skip.contains(minute)) {
                stamps.append((session.open + Int64(minute) * Timestamp.minute + shift).nanoseconds)
            }
        }
        // Prices walk, so that nothing is stale.
        let close = stamps.indices.map { 100 + Double($0 % 7) / 10 }
        return BarRows(
            symbol: "X", stampKind: kind, stamps: stamps, open: close, high: close, low: close, close: close,
            volume: close.map { _ in 1 })
    }

    static func findings(_ rows: BarRows) -> [String] {
        DataChecks(calendar: calendar).findings(in: rows).map {
            "\($0.kind.rawValue) \($0.severity) \($0.count): \($0.text)"
        }
    }

    static func walk(_ count: Int) -> [Double] { (0..<count).map { 100 + Double($0 * 7 % 5) / 10 } }

    @Test func cleanRowsGiveNoFinding() {
        #expect(Self.findings(Self.days(Self.walk(40))) == [])
        #expect(Self.findings(Self.minutes()) == [])
    }

    @Test("S10 missing sessions are counted against the calendar") func s10missingSessionsAreCountedAgainstTheCalendar()
    {
        var rows = Self.days(Self.walk(20))
        rows.keep(Array(0..<5) + Array(8..<20))
        let findings = DataChecks(calendar: Self.calendar).findings(in: rows)
        #expect(findings.map(\.text) == ["3 sessions of XNYS missing in 1 gap, first 2018-03-19"])
        #expect(findings[0].places == [DataFinding.Place(sourceRow: 4, stamp: "2018-03-16")])
    }

    @Test("S10 missing minutes are counted inside sessions only") func s10missingMinutesAreCountedInsideSessionsOnly() {
        #expect(
            Self.findings(Self.minutes(skip: 10..<13)) == [
                "gap warning 15: 15 bars missing inside sessions of XNYS in 5 gaps, the longest of 3, first after "
                    + "2018-03-12T13:39:00Z"
            ])
    }

    @Test("S8 duplicates are found even where they are no neighbours")
    func s8duplicatesAreFoundEvenWhereTheyAreNoNeighbours() {
        var rows = Self.days(Self.walk(10))
        rows.keep(Array(0..<10) + [3, 4])
        #expect(
            Self.findings(rows) == [
                "duplicate error 2: 2 rows have a stamp that was there before, first 2018-03-15",
                "order error 1: 1 step back in time, first to 2018-03-15",
            ])
    }

    @Test("S9 newest first is said as such") func s9newestFirstIsSaidAsSuch() {
        var rows = Self.days(Self.walk(10))
        rows.keep(Array((0..<10).reversed()))
        #expect(Self.findings(rows) == ["order error 9: the rows run newest first"])
    }

    @Test("S7 S6 wrong highs and missing prices") func s7S6wrongHighsAndMissingPrices() {
        var rows = Self.days(Self.walk(10))
        rows.high[2] = 1
        rows.low[5] = .nan
        #expect(
            Self.findings(rows) == [
                "ohlc error 1: 1 row has a high or low that does not enclose the other prices, first 2018-03-14 with a high "
                    + "of 1 below its low of 99.396",
                "nan error 1: 1 row lacks a price, first 2018-03-19",
            ])
    }

    @Test("S5 no volume") func s5noVolume() {
        var rows = Self.days(Self.walk(10))
        rows.volume[4] = 0
        #expect(
            Self.findings(rows) == ["zero-volume warning 1: 1 bar has no volume and fill nothing, first 2018-03-16"])
        rows.volume = rows.volume.map { _ in 0 }
        #expect(
            Self.findings(rows) == [
                "zero-volume warning 10: the volume is zero throughout: it is taken as unknown and limits nothing"
            ])
        rows.volume = rows.volume.map { _ in .nan }
        #expect(
            Self.findings(rows) == [
                "zero-volume note 10: there is no volume: it is taken as unknown and limits nothing"
            ])
    }

    @Test("S4 stale prices") func s4stalePrices() {
        var closes = Self.walk(20)
        for place in 5..<12 { closes[place] = 100 }
        #expect(
            Self.findings(Self.days(closes)) == [
                "stale warning 1: 1 stretch of 5 and more bars with the same prices (7 bars), first from 2018-03-19"
            ])
    }

    @Test func anUnadjustedSplitIsSuspectedAndABadDayIsNot() {
        var closes = Self.walk(30)
        for place in 15..<30 { closes[place] /= 2 }
        let volume = closes.indices.map { $0 < 15 ? 100.0 : 200 }
        let found = Self.findings(Self.days(closes, volume: volume))
        #expect(
            found == [
                "split warning 1: 1 step between closes like those of a split that was not adjusted for, first 2018-04-03: "
                    + "100.3 to 50 (−50.1 %) is near a 2:1 split, and the volume is 2 times that before"
            ])
        var bad = Self.walk(30)
        for place in 15..<30 { bad[place] *= 0.8 }
        #expect(Self.findings(Self.days(bad)) == [])
    }

    @Test func pricesInAnotherUnit() {
        var closes = Self.walk(20)
        for place in 8..<12 { closes[place] *= 100 }
        let found = DataChecks(calendar: Self.calendar).findings(in: Self.days(closes))
        #expect(found.map(\.kind) == [.unit])
        #expect(found[0].count == 2)
    }

    @Test("S11 a zone that is hours off shows in the sessions") func s11aZoneThatIsHoursOffShowsInTheSessions() {
        let found = DataChecks(calendar: Self.calendar).findings(in: Self.minutes(shift: -4 * Timestamp.hour))
        #expect(found.contains { $0.kind == .zoneShift })
        #expect(
            found.first { $0.kind == .zoneShift }?.text
                == "38.5 % of the bars lie inside sessions of XNYS, but 100 % would if all were 4 hours later: is the zone "
                + "right?")
        #expect(!DataChecks(calendar: Self.calendar).findings(in: Self.minutes()).contains { $0.kind == .zoneShift })
    }

    @Test("S1 ends that are taken for starts show at the close") func s1endsThatAreTakenForStartsShowAtTheClose() {
        let found = DataChecks(calendar: Self.calendar).findings(in: Self.minutes(shift: Timestamp.minute))
        #expect(
            found.first { $0.kind == .stampEdge }?.text
                == "in 5 of 5 sessions the bars reach one bar behind the close: the stamps look like the end of the bars, not "
                + "the start")
        let starts = DataChecks(calendar: Self.calendar).findings(in: Self.minutes(kind: .ends))
        #expect(
            starts.first { $0.kind == .stampEdge }?.text
                == "in 5 of 5 sessions the bars reach one bar before the open: the stamps look like the start of the bars, "
                + "not the end")
    }

    @Test func rowsOnClosedDays() {
        var rows = Self.days(Self.walk(6))
        rows.stamps[5] = Timestamp(CivilDate(year: 2018, month: 3, day: 17)).nanoseconds
        let found = DataChecks(calendar: Self.calendar).findings(in: rows)
        #expect(found.map(\.kind) == [.outside])
        #expect(found[0].text == "1 row lies on days on which XNYS has no session, first 2018-03-17")
        #expect(found[0].severity == .error)
    }
}
