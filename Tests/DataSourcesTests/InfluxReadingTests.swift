import Core
import Foundation
import InfluxDB
import TestSupport
import Testing
import TimeSeries

@testable import DataSources

/// Questions and answers of the three generations, with recorded shapes of answers.
@Suite struct InfluxReadingTests {
    static let instant = Timestamp(CivilDate(year: 2021, month: 5, day: 3), hour: 9)

    /// What hurts in a name.
    static let awkward = "A b, \"c\" 'd' \\ ${r} 📈"

    static func mapping(_ content: BarMapping.Content = .bars(BarFields(), stamp: .start)) -> BarMapping {
        BarMapping(measurement: "bar \"x\"", symbolTag: "sym bol", tags: ["venue": "it's"], content: content)
    }

    @Test func namesAndValuesCannotEndAQuery() {
        let range = Self.instant..<Self.instant + Timestamp.hour
        func text(_ kind: InfluxKind) -> String {
            InfluxBarQuery(
                InfluxPlace.options("http://x", kind, Self.mapping(), symbols: [Self.awkward, "B"])
            ).rows(kind, range)
        }
        #expect(
            text(.v1)
                == "SELECT \"open\" AS \"open\", \"high\" AS \"high\", \"low\" AS \"low\", \"close\" AS \"close\", "
                + "\"volume\" AS \"volume\" FROM \"bar \\\"x\\\"\" WHERE time >= 1620032400000000000 AND "
                + "time < 1620036000000000000 AND \"venue\" = 'it\\'s' AND "
                + #""sym bol" =~ /^(A\x{20}b\x{2c}\x{20}\x{22}c\x{22}\x{20}\x{27}d\x{27}\x{20}\x{5c}\x{20}\x{24}\x{7b}r\x{7d}"#
                + #"\x{20}\x{1f4c8}|B)$/ GROUP BY "sym bol""#)
        #expect(
            text(.v2).contains(
                "r[\"venue\"] == \"it's\" and (r[\"sym bol\"] == \"A b, \\\"c\\\" 'd' \\\\ \\${r} 📈\" or "))
        #expect(text(.v2).contains("range(start: 2021-05-03T09:00:00Z, stop: 2021-05-03T10:00:00Z)"))
        #expect(
            text(.v3)
                == "SELECT \"sym bol\", time, \"open\" AS \"open\", \"high\" AS \"high\", \"low\" AS \"low\", "
                + "\"close\" AS \"close\", \"volume\" AS \"volume\" FROM \"bar \"\"x\"\"\" WHERE "
                + "time >= '2021-05-03T09:00:00Z' AND time < '2021-05-03T10:00:00Z' AND \"venue\" = 'it''s' AND "
                + "\"sym bol\" IN ('A b, \"c\" ''d'' \\ ${r} 📈', 'B') ORDER BY \"sym bol\", time")
    }

    /// Two instruments; a volume is missing, another is whole, a price is missing.
    static func answer(_ kind: InfluxKind, to question: String) -> [LoopbackServer.Step] {
        switch kind {
        case .v1:
            let isFirst = question.contains("LIMIT")
            let series =
                isFirst
                ? "{\"name\":\"bar\",\"columns\":[\"time\",\"close\"],\"values\":[[1620032400000000000,10]]}"
                : """
                {"name":"bar","tags":{"sym bol":"A"},"columns":["time","open","high","low","close","volume"],"values":\
                [[1620032400000000000,10,12,9.5,11,7],[1620036000000000000,11,12,10,12,null],\
                [1620039600000000000,null,12,10,12,5],[1620043200000000000,11,12,10,11.5,6]]},\
                {"name":"bar","tags":{"sym bol":"B é"},"columns":["time","open","high","low","close","volume"],\
                "values":[[1620032400000000000,1,1,1,1,1],[1620036000000000000,1,1,1,1,1],[1620039600000000000,1,1,1,1,1]]}
                """
            // Rows lie in May.
            let isThere = isFirst || question.contains("%3D%201619827200000000000")
            return LoopbackServer.answer(
                200, "{\"results\":[{\"statement_id\":0\(isThere ? ",\"series\":[\(series)]" : "")}]}\n")
        case .v2:
            let head = "#datatype,string,long,dateTime:RFC3339"
            if question.contains("first()") {
                return LoopbackServer.answer(
                    200,
                    "\(head)\r\n#group,false,false,false\r\n#default,_result,,\r\n,result,table,_time\r\n"
                        + ",,0,2021-05-03T09:00:00Z\r\n\r\n", type: "text/csv")
            }
            let rows = [
                ",,0,2021-05-03T09:00:00Z,A,10,12,9.5,11,7", ",,0,2021-05-03T10:00:00Z,A,11,12,10,12,",
                ",,0,2021-05-03T11:00:00Z,A,,12,10,12,5", ",,0,2021-05-03T12:00:00Z,A,11,12,10,11.5,6",
                ",,1,2021-05-03T09:00:00Z,B é,1,1,1,1,1", ",,1,2021-05-03T10:00:00Z,B é,1,1,1,1,1",
                ",,1,2021-05-03T11:00:00Z,B é,1,1,1,1,1",
            ]
            let text =
                "\(head),string,double,double,double,double,long\r\n#group,false,false,false,true,false,false,false,false,"
                + "false\r\n#default,_result,,,,,,,,\r\n,result,table,_time,sym bol,open,high,low,close,volume\r\n"
                + rows.joined(separator: "\r\n") + "\r\n\r\n"
            return LoopbackServer.answer(200, text, type: "text/csv")
        case .v3:
            if question.contains("min(time)") {
                return LoopbackServer.answer(200, "{\"time\":\"2021-05-03T09:00:00\"}\n", type: "application/jsonl")
            }
            let rows = [
                ("A", 9, "\"open\":10.0,\"high\":12.0,\"low\":9.5,\"close\":11.0,\"volume\":7"),
                ("A", 10, "\"open\":11.0,\"high\":12.0,\"low\":10.0,\"close\":12.0"),
                ("A", 11, "\"high\":12.0,\"low\":10.0,\"close\":12.0,\"volume\":5"),
                ("A", 12, "\"open\":11.0,\"high\":12.0,\"low\":10.0,\"close\":11.5,\"volume\":6"),
                ("B é", 9, "\"open\":1,\"high\":1,\"low\":1,\"close\":1,\"volume\":1"),
                ("B é", 10, "\"open\":1,\"high\":1,\"low\":1,\"close\":1,\"volume\":1"),
                ("B é", 11, "\"open\":1,\"high\":1,\"low\":1,\"close\":1,\"volume\":1"),
            ]
            let text = rows.map { symbol, hour, rest in
                "{\"sym bol\":\"\(symbol)\",\"time\":\"2021-05-03T\(hour < 10 ? "0" : "")\(hour):00:00\",\(rest)}\n"
            }
            return LoopbackServer.answer(200, text.joined(), type: "application/jsonl")
        }
    }

    @Test(arguments: InfluxKind.allCases)
    func rowsBecomeBars(kind: InfluxKind) throws {
        let server = try LoopbackServer { request, _ in
            let body = String(decoding: request.body, as: UTF8.self)
            return Self.answer(kind, to: body)
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        let options = InfluxPlace.options(server.url, kind, Self.mapping())
        let now = Timestamp(CivilDate(year: 2021, month: 5, day: 20))
        let loaded = try MarketData.load(options, cache: place.cache, now: now)
        #expect(loaded.panel.series.map(\.instrument.symbol) == ["A", "B é"])
        let series = loaded.panel.series[0]
        // The row without an open is dropped (S6), and counted.
        #expect(series.open == [10, 11, 11] && series.close == [11, 12, 11.5])
        #expect(series.volume[0] == 7 && series.volume[1].isNaN && series.volume[2] == 6)
        #expect(loaded.report.entries[0].counts.missingDropped == 1)
        #expect(series.end[0] == series.start[0] + Timestamp.hour)
        #expect(loaded.sources.map(\.path) == ["\(server.url)/market/bar \"x\""])
        #expect(server.requests.count == 2)
        var strict = options
        strict.rules.isStrict = true
        #expect(throws: DataError.self) { try MarketData.load(strict, cache: place.cache, now: now) }
        // What the cache holds of a symbol that is not there is not made up.
        var missing = options
        missing.symbols = ["C"]
        do {
            _ = try MarketData.load(missing, cache: place.cache, now: now)
            Issue.record("an instrument was made up")
        } catch {
            #expect(error == .database(path: options.path, .noSymbol("C", found: ["A", "B é"])))
        }
    }

    @Test func anEmptyMeasurementIsSaid() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(200, "{\"results\":[{\"statement_id\":0}]}\n") }
        defer { server.stop() }
        let options = InfluxPlace.options(server.url, .v1, Self.mapping())
        do {
            _ = try MarketData.load(options, now: InfluxPlace.now)
            Issue.record("bars of nothing")
        } catch {
            #expect(error == .database(path: options.path, .empty))
        }
        var late = options
        late.since = Self.instant
        #expect(throws: DataError.self) { try MarketData.load(late, now: InfluxPlace.now) }
    }

    @Test func whatCameBeforeAnErrorStays() throws {
        let server = try LoopbackServer { request, number in
            // Of finished pieces the sums are asked for before the rows.
            number == 4
                ? LoopbackServer.answer(400, "{\"error\":\"no more\"}")
                : Self.answer(.v1, to: String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        var options = InfluxPlace.options(server.url, .v1, Self.mapping())
        options.since = Timestamp(CivilDate(year: 2021, month: 2, day: 1))
        let now = Timestamp(CivilDate(year: 2021, month: 5, day: 20))
        #expect(throws: DataError.self) { try MarketData.fetch(options, cache: place.cache, now: now) }
        let report = try MarketData.fetch(options, cache: place.cache, now: now)
        // February, and then March and April, had come before May was refused.
        #expect((report.rangesKept, report.rangesFetched) == (2, 1))
    }

    /// A flipped bit, a file that ends early, and one of no bytes.
    @Test(arguments: ["flipped", "cut", "empty"])
    func damageInTheCacheIsFoundSaidAndMended(how: String) throws {
        let server = try LoopbackServer { request, _ in
            Self.answer(.v1, to: String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        let options = InfluxPlace.options(server.url, .v1, Self.mapping())
        let now = Timestamp(CivilDate(year: 2021, month: 6, day: 2))
        let plain = try MarketData.load(options, cache: place.cache, now: now).panel.hash()
        let entries = place.folder.url.appendingPathComponent("cache/entries")
        let names = (FileManager.default.enumerator(atPath: entries.path)?.allObjects ?? []).compactMap {
            $0 as? String
        }
        let name = try #require(names.sorted().first { $0.hasSuffix("close.npy") })
        var bytes = try Data(contentsOf: entries.appendingPathComponent(name))
        switch how {
        case "flipped": bytes[bytes.count - 3] ^= 64
        case "cut": bytes.removeLast(5)
        default: bytes = Data()
        }
        try bytes.write(to: entries.appendingPathComponent(name))
        #expect(try MarketData.load(options, cache: place.cache, now: now).panel.hash() == plain)
        #expect(place.words.count { $0.contains("damaged") } == 1, "\(place.words)")
        // It is whole again.
        #expect(try MarketData.load(options, cache: place.cache, now: now).panel.hash() == plain)
        #expect(place.words.count { $0.contains("damaged") } == 1, "\(place.words)")
    }

    /// A file system of one page, where that can be mounted.
    @Test(.enabled(if: geteuid() == 0, "needs root to mount a small disk"))
    func barsAreLoadedThoughTheDiskOfTheCacheIsFull() throws {
        let server = try LoopbackServer { request, _ in
            Self.answer(.v1, to: String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let options = InfluxPlace.options(server.url, .v1, Self.mapping())
        let now = Timestamp(CivilDate(year: 2021, month: 6, day: 2))
        let plain = try MarketData.load(options, now: now).panel.hash()
        let place = try InfluxPlace()
        let disk = place.folder.url.appendingPathComponent("cache").path
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mount = try Program.run(["-t", "tmpfs", "-o", "size=4k", "tmpfs", disk], executable: "/usr/bin/mount")
        try #require(mount.status == 0, "\(mount.errors)")
        defer { _ = try? Program.run(["-l", disk], executable: "/usr/bin/umount") }
        for _ in 0..<2 {
            #expect(try MarketData.load(options, cache: place.cache, now: now).panel.hash() == plain)
        }
        #expect(!place.words.isEmpty)
        #expect(
            place.words.allSatisfy {
                $0.contains("\(options.path) is not kept: ") && $0.contains("No space left on device")
            }, "\(place.words)")
    }

    @Test func piecesFollowEachOther() {
        for unit in [FetchPlan.Unit.day, .month, .year] {
            let plan = FetchPlan(unit: unit)
            let range = Timestamp(CivilDate(year: 2019, month: 12, day: 30), hour: 5)..<InfluxPlace.now
            let pieces = plan.pieces(of: range)
            #expect(pieces[0].contains(range.lowerBound) && pieces[pieces.count - 1].contains(range.upperBound + -1))
            #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
            #expect(pieces.allSatisfy { plan.piece(containing: $0.upperBound + -1) == $0 })
            #expect(plan.pieces(of: range.lowerBound..<range.lowerBound).isEmpty)
        }
    }
}
