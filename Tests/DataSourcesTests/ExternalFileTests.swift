import Core
import Foundation
import TestSupport
import Testing
import TimeSeries

@testable import DataSources

/// External series: what is read of a file, and from when on it is seen.
@Suite struct ExternalFileTests {
    /// Daily bars of two instruments in January 2021, and a file of values.
    private static func load(_ text: String, _ change: (inout ExternalOptions) -> Void = { _ in }) throws -> LoadedData
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("external-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("news.csv").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let calendar = try TradingCalendar.named("XNYS")
        let sessions = calendar.sessions.filter { $0.date.description.hasPrefix("2021-01") }
        let series = ["AAA", "BBB"].map { symbol in
            BarSeries(
                instrument: Instrument(symbol: symbol), calendar: calendar,
                bars: sessions.map {
                    Bar(start: $0.open, end: $0.close, open: 10, high: 10, low: 10, close: 10, volume: 1)
                })
        }
        var data = LoadedData(panel: Panel(series), report: LoadReport(), sources: [], from: nil)
        var options = ExternalOptions(name: "news", path: path, fields: ["score"], calendar: "XNYS")
        change(&options)
        try data.add([options], currency: "USD")
        return data
    }

    /// The dates on which values are first seen, with them.
    private static func seen(_ data: LoadedData, _ symbol: String = "news.score") throws -> [String] {
        let series = data.panel[try #require(data.panel.index(of: symbol))]
        #expect(series.content == .closes && series.volumeKnowledge == .unknown && !series.instrument.isTradable)
        return series.close.indices.map { place in
            "\(Timestamp(nanoseconds: series.end[place]).date) \(series.close[place])"
        }
    }

    private static func error(_ text: String, _ change: (inout ExternalOptions) -> Void = { _ in }) -> String {
        do {
            _ = try load(text, change)
            return ""
        } catch { return "\(error)" }
    }

    @Test("S15 a value is seen from the first bar that ends when it is known, in any order of rows")
    func s15availability() throws {
        let data = try Self.load(
            """
            event_time,available_at,score
            2021-01-06T12:00:00Z,2021-01-08T21:00:00.000000001Z,3
            2021-01-05T12:00:00Z,2021-01-06T21:00:00Z,2
            2020-12-01T12:00:00Z,2020-12-02T12:00:00Z,1
            2021-01-07T12:00:00Z,2021-01-31T12:00:00Z,4
            """)
        // A session of winter ends at 21:00 UTC: a nanosecond later is the next session's.
        #expect(try Self.seen(data) == ["2021-01-04 1.0", "2021-01-06 2.0", "2021-01-11 3.0"])
        #expect(data.report.entries.map(\.symbol) == ["news.score"])
        #expect(data.report.entries[0].notes == ["1 of 4 values became known after the last bar"])
        #expect(data.sources.count == 1 && data.sources[0].sha256.count == 64)
        // No instant is added at which the data have no bar.
        let instants = Set(data.panel.series[0].end)
        #expect(data.panel.series.allSatisfy { $0.end.allSatisfy(instants.contains) })
    }

    @Test("S15 a revision is seen from its own availability on, and what is of an earlier time displaces nothing")
    func s15revisions() throws {
        let data = try Self.load(
            """
            event_time,available_at,score
            2021-01-04,2021-01-05T12:00:00Z,1
            2021-01-04,2021-01-07T12:00:00Z,1.5
            2021-01-08,2021-01-11T12:00:00Z,2
            2021-01-04,2021-01-12T12:00:00Z,9
            2021-01-12,2021-01-13T12:00:00Z,4
            2021-01-11,2021-01-13T12:00:00Z,3
            2021-01-13,2021-01-14T12:00:00Z,5
            2021-01-13,2021-01-14T13:00:00Z,6
            2021-01-15,2021-01-15T12:00:00-05:00,
            """)
        #expect(
            try Self.seen(data) == [
                "2021-01-05 1.0", "2021-01-07 1.5", "2021-01-11 2.0", "2021-01-13 4.0", "2021-01-14 6.0",
            ])
        #expect(
            data.report.entries[0].notes == [
                "1 of 8 values became known after one of a later event_time and are not seen",
                "2 of 8 values were followed by another before a bar ended and are not seen",
            ])
    }

    @Test func datesAreOverAndDelaysFollowThem() throws {
        let dates = try Self.load("when,available_at,score\n2021-01-05,2021-01-05,1\n") { $0.eventColumn = "When" }
        #expect(try Self.seen(dates) == ["2021-01-06 1.0"])
        let delayed = try Self.load("event_time,score\n20210105,1\n2021-01-07 12:00,2\n") { $0.delay = Timestamp.day }
        // The first is known at the end of the 6th, the second at noon of the 8th in New York.
        #expect(try Self.seen(delayed) == ["2021-01-07 1.0", "2021-01-08 2.0"])
        let zoned = try Self.load("event_time,available_at,score\n2021-01-05,2021-01-05 22:00,1\n") { $0.zone = "UTC" }
        #expect(try Self.seen(zoned) == ["2021-01-06 1.0"])
    }

    @Test func rowsOfSymbolsAreSeriesOfTheirOwn() throws {
        let data = try Self.load(
            """
            ticker,event_time,available_at,score,count
            BBB,2021-01-05,2021-01-06T12:00:00Z,1,10
            AAA,2021-01-05,2021-01-07T12:00:00Z,2,
            ZZZ,2021-01-05,2021-01-07T12:00:00Z,3,30
            """
        ) {
            $0.symbolColumn = "ticker"
            $0.fields = ["score", "count"]
        }
        #expect(
            data.panel.instruments.map(\.symbol) == [
                "AAA", "AAA.news.score", "BBB", "BBB.news.count", "BBB.news.score",
            ])
        #expect(try Self.seen(data, "AAA.news.score") == ["2021-01-07 2.0"])
        #expect(try Self.seen(data, "BBB.news.count") == ["2021-01-06 10.0"])
    }

    @Test(
        "what is wrong is said with its line and the remedy",
        arguments: [
            (
                "event_time,available_at,score\n2021-01-05,2021-01-06,1\n2021-01-07T12:00:00Z,2021-01-07T11:59:59Z,1\n",
                "news.csv:3: error: found available_at 2021-01-07T11:59:59Z before event_time 2021-01-07T12:00:00Z; expected "
                    + "a value to be known at the time that it is of or later"
            ),
            (
                "event_time,score\n2021-01-05,1\n",
                "news.csv:1: error: found the columns event_time,score; expected a column available_at, the time from which a "
                    + "value was known; name it with `available_at`, or say with `delay: 1d` how long after its time"
            ),
            (
                "event_time,available_at,mood\n2021-01-05,2021-01-05,1\n",
                "expected a column score, as `fields` says"
            ),
            ("event_time,available_at,score\n2021-01-05,soon,1\n", "news.csv:2: error: "),
            ("event_time,available_at,score\n2021-01-05,2021-01-06,good\n", "news.csv:2: error: "),
            ("event_time,available_at,score\n2021-01-05,2021-01-06\n", "news.csv:2: error: "),
            ("event_time,available_at,score\n", "holds a header but no rows"),
            ("", "the file is empty"),
            (
                "event_time,available_at,score\n2021-01-05,2022-01-06,1\n",
                "found no value of score that was known by 2021-01-29T21:00:00Z; expected values of the period of the data"
            ),
        ])
    func whatIsWrongIsSaid(text: String, expected: String) {
        let found = Self.error(text)
        #expect(found.contains(expected), "\(found)")
    }

    @Test func aSeriesCannotBearTheNameOfAnInstrument() {
        let text = "event_time,available_at,score\n2021-01-05,2021-01-06,1\n"
        #expect(Self.error(text) { $0.fields = ["score", "SCORE"] } == "")
        #expect(Self.error(text) { $0.fields = ["score", "score"] }.contains("news.score"))
        #expect(Self.error(text) { $0.symbolColumn = "score" }.contains("of the instruments of the data"))
        #expect(Self.error(text) { $0.path = "/nowhere/x.csv" } == "/nowhere/x.csv: error: no such file")
    }

    @Test("joins agree with a look at every row at every instant") func agreesWithTheOracle() {
        let seed = UInt64.random(in: 0..<1 << 40)
        var random = RandomStream(seed: seed, name: "external")
        for _ in 0..<200 {
            let instants = (0..<20).map { Int64($0 * 10 + random.below(10)) }
            let values = (0..<random.below(30)).map { _ in
                let event = Int64(random.below(200))
                return ExternalValue(event: event, available: event + Int64(random.below(40)), value: random.uniform())
            }
            let join = ExternalJoin(values, at: instants, begin: -1)
            for instant in instants {
                // Of what was known, the latest event; of one event, what was known last; of that, the last in the file.
                var best: ExternalValue?
                for value in values where value.available <= instant {
                    if let known = best, (value.event, value.available) < (known.event, known.available) { continue }
                    best = value
                }
                let place = join.end.lastIndex { $0 <= instant }
                #expect(place.map { join.values[$0] } == best?.value, "seed \(seed)")
            }
            #expect(join.outdatedCount + join.replacedCount + join.lateCount + join.values.count == values.count)
            #expect(zip(join.start, join.end).allSatisfy { $0 < $1 })
            #expect(zip(join.end, join.start.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
        }
    }
}
