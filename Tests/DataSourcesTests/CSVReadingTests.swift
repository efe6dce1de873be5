import Foundation
import Core
import DataSources
import Foundation
import Testing
import TimeSeries

/// What the reader detects, and what it can be told.
@Suite struct CSVReadingTests {
    static func load(
        _ content: String, _ options: CSVReadOptions = CSVReadOptions(calendar: "XNYS"), name: String = "spy.csv"
    ) throws -> LoadedData {
        let folder = try TemporaryFolder()
        var options = options
        options.paths = [try folder.path(name, content)]
        return try MarketData.load(options)
    }

    static let plain = "date,open,high,low,close,volume\n2018-03-12,1,2,0.5,1.5,10\n2018-03-13,1.5,3,1,2,20\n"

    @Test(arguments: [
        "Date;OPEN;High;low;Close;Vol\n2018-03-12;1;2;0.5;1.5;10\n2018-03-13;1.5;3;1;2;20\n",
        "volume\tclose\tlow\thigh\topen\ttimestamp\r\n10\t1.5\t0.5\t2\t1\t2018-03-12\r\n20\t2\t1\t3\t1.5\t2018-03-13\r\n",
        "\u{feff}\"date\",\"open\",\"high\",\"low\",\"close\",\"volume\"\n\"2018-03-12\",\"1\",\"2\",\"0.5\",\"1.5\",\"10\"\n"
            + "\"2018-03-13\",1.5,3,1,2,20",
        "Datetime|o|h|l|c|v|remark\n20180312|1|2|0.5|1.5|10|x\n20180313|1.5|3|1|2|20|\n",
        "date,open,high,low,close,volume,text\n2018-03-12,1,2,0.5,1.5,10,\"two\nlines, and a comma\"\n2018-03-13,1.5,3,1,2,20,\n",
        "time,open,high,low,close,volume\n1520812800,1,2,0.5,1.5,10\n1520899200,1.5,3,1,2,20\n",
        "time,open,high,low,close,volume\n1520812800000,1,2,0.5,1.5,10\n1520899200000,1.5,3,1,2,20\n",
        "Date,Open,High,Low,Close,Volume\n2018-03-12 00:00:00-04:00,1,2,0.5,1.5,10\n2018-03-13 00:00:00-04:00,1.5,3,1,2,20\n",
        "date,open,high,low,close,volume\n03/12/2018,1,2,0.5,1.5,10\n03/13/2018,1.5,3,1,2,20\n",
        "\n\ndate , open, high, low, close , volume\n\n2018-03-12 , 1 , 2,0.5 ,1.5,1e1\n\n2018-03-13,+1.5,3.0,1.,2,20\n\n",
    ])
    func oneTableInManyDressesGivesTheSameBars(_ text: String) throws {
        #expect(try Self.load(text).panel.hash() == Self.load(Self.plain).panel.hash())
    }

    @Test func columnsCanBeNamedOrNumbered() throws {
        let renamed = "day,a,b,c,d,e\n2018-03-12,1,2,0.5,1.5,10\n2018-03-13,1.5,3,1,2,20\n"
        let names: [ColumnUse: String] = [.time: "day", .open: "a", .high: "B", .low: "c", .close: "d", .volume: "e"]
        let wanted = try Self.load(Self.plain).panel.hash()
        #expect(try Self.load(renamed, CSVReadOptions(columns: names, calendar: "XNYS")).panel.hash() == wanted)
        let rows = String(Self.plain.drop { $0 != "\n" }.dropFirst())
        let numbers: [ColumnUse: String] = [.time: "1", .open: "2", .high: "3", .low: "4", .close: "5", .volume: "6"]
        #expect(try Self.load(rows, CSVReadOptions(columns: numbers, calendar: "XNYS")).panel.hash() == wanted)
    }

    @Test func dateAndTimeMayStandInTwoColumns() throws {
        let two = "Date,Time,Close\n2018-03-12,09:31,1\n2018-03-12,09:32,2\n2018-03-12,09:33,3\n"
        let data = try Self.load(two, CSVReadOptions(stamp: .end, calendar: "XNYS"))
        #expect(
            data.panel.series[0].start.map { Timestamp(nanoseconds: $0).description } == [
                "2018-03-12T13:30:00Z", "2018-03-12T13:31:00Z", "2018-03-12T13:32:00Z",
            ])
        let mapped = "d,c,t\n20180312,1,093100\n20180312,2,093200\n20180312,3,093300\n"
        let same = try Self.load(
            mapped,
            CSVReadOptions(columns: [.time: "d", .timeOfDay: "t", .close: "c"], stamp: .end, calendar: "XNYS"))
        #expect(same.panel.hash() == data.panel.hash())
    }

    @Test func aLongFileIsCutBySymbol() throws {
        let long =
            "symbol,date,close\nB,2018-03-12,1\nA,2018-03-12,2\nB,2018-03-13,3\nA,2018-03-13,4\nC,2018-03-13,5\n"
        let data = try Self.load(long)
        #expect(data.panel.instruments.map(\.symbol) == ["A", "B", "C"])
        #expect(data.panel.series.map(\.close) == [[2, 4], [1, 3], [5]])
        // Errors name the line of the file, not of the instrument.
        let error = try #require(throws: DataError.self) { try Self.load(long + "A,2018-03-12,7\n") }
        #expect(error.description.contains("spy.csv:7: error: A steps back from 2018-03-13 to 2018-03-12"))
    }

    @Test func aWideFileHoldsClosesFromListingToEnd() throws {
        let wide = "date,a,b\n2018-03-12,,1\n2018-03-13,2,3\n2018-03-14,4,\n"
        let data = try Self.load(wide, CSVReadOptions(calendar: "XNYS", isStrict: true))
        #expect(data.panel.series.map(\.close) == [[2, 4], [1, 3]])
        #expect(data.panel.series[0].content == .closes)
        #expect(data.report.entries[0].counts == RepairCounts())
    }

    @Test func aPatternGivesAnInstrumentAFile() throws {
        let folder = try TemporaryFolder()
        _ = try folder.path("msft.csv", Self.plain)
        _ = try folder.path("aapl.csv", Self.plain)
        let data = try MarketData.load(CSVReadOptions(globs: [folder.url.path + "/*.csv"], calendar: "XNYS"))
        #expect(data.panel.instruments.map(\.symbol) == ["AAPL", "MSFT"])
        #expect(data.sources.count == 2)
        #expect(data.sources[0].sha256 == SHA256.hexDigest(of: Self.plain))
        #expect(data.sources[0].byteCount == Self.plain.utf8.count)
    }

    @Test func adjustedPricesKeepTheirRatios() throws {
        let text = "date,open,high,low,close,volume,Adj Close\n2018-03-12,10,20,5,10,7,2.5\n2018-03-13,4,6,2,5,8,5\n"
        let series = try Self.load(text, CSVReadOptions(calendar: "XNYS", adjust: .total)).panel.series[0]
        #expect(series[0].open == 2.5 && series[0].high == 5 && series[0].low == 1.25 && series[0].close == 2.5)
        #expect(series[1].close == 5)
        #expect(series.volume == [7, 8])
    }

    @Test("S16 the bars before the first day stay to warm inputs") func s16barsBeforeFromStay() throws {
        let options = CSVReadOptions(calendar: "XNYS", from: "2018-03-13", to: "2018-03-13")
        let data = try Self.load(Self.plain + "2018-03-14,1,2,1,1,1\n", options)
        #expect(data.panel.barCount == 2)
        #expect(data.from?.description == "2018-03-13T04:00:00Z")
        var cut = options
        cut.keepsBarsBeforeFrom = false
        #expect(try Self.load(Self.plain + "2018-03-14,1,2,1,1,1\n", cut).panel.series[0].close == [2])
    }

    @Test("S1 a date names a session, half-days included") func s1datesNameSessions() throws {
        let series = try Self.load("date,close\n2018-12-24,1\n2018-12-26,2\n").panel.series[0]
        #expect(series[0].end.description == "2018-12-24T18:00:00Z")
        #expect(series[1].start.description == "2018-12-26T14:30:00Z")
    }

    @Test("S1 a stamp at the open or close of daily bars names the session too") func s1stampsOfDailyBars() throws {
        let text = "time,close\n1520861400,1\n1520947800,2\n1521034200,3\n"
        let series = try Self.load(text).panel.series[0]
        #expect(series[0].start.description == "2018-03-12T13:30:00Z")
        #expect(series[0].end.description == "2018-03-12T20:00:00Z")
        let midnight = "time,close\n2018-03-12T00:00Z,1\n2018-03-13T00:00Z,2\n"
        let ends = try Self.load(midnight, CSVReadOptions(stamp: .end, calendar: "24/7")).panel.series[0]
        #expect(ends[0].end.description == "2018-03-12T00:00:00Z")
    }

    @Test func theCalendarIsToldFromTheRowsAndSaidInTheReport() throws {
        let weekdays = try Self.load(Self.plain, CSVReadOptions())
        #expect(weekdays.report.entries[0].notes.first == "no calendar was given; the rows keep XNYS")
        let weekend = try Self.load(Self.plain + "2018-03-17,1,2,1,1,1\n", CSVReadOptions())
        #expect(weekend.report.entries[0].calendar == "24/7")
        #expect(weekend.report.entries[0].counts.gapsKept == 3)
    }

    @Test func manyBlocksGiveTheSameBarsOnOneThreadAndOnTwo() throws {
        // Over four megabytes, so that several blocks are read; blank lines make rows fewer than lines.
        var text = "timestamp,open,high,low,close,volume\n"
        var instant = Timestamp(CivilDate(year: 2018, month: 3, day: 12))
        for row in 0..<100_000 {
            text += "\(instant),100.25,110.5,99.125,\(100 + row % 9),\(row)\n"
            if row % 1_000 == 0 { text += "\r\n\n" }
            instant = instant + Timestamp.minute
        }
        let folder = try TemporaryFolder()
        let path = try folder.path("x.csv", text)
        let one = try MarketData.load(CSVReadOptions(paths: [path], stamp: .start, calendar: "24/7", threads: 1))
        let two = try MarketData.load(CSVReadOptions(paths: [path], stamp: .start, calendar: "24/7", threads: 2))
        #expect(one.panel.barCount == 100_000)
        #expect(one.panel.hash() == two.panel.hash())
        #expect(one.panel.series[0].volume[99_999] == 99_999)
        #expect(one.sources[0].sha256 == SHA256.hexDigest(of: text))
        // The line of a wrong field in a later block counts all lines before it.
        let bad = try folder.path("y.csv", text + "2018-06-01T00:00:00Z,1,1,x,1,1\n")
        let error = try #require(throws: DataError.self) {
            try MarketData.load(CSVReadOptions(paths: [bad], stamp: .start, calendar: "24/7"))
        }
        #expect(error.description == "\(bad):100202: error: found \"x\" in column low; expected a number")
    }
}
