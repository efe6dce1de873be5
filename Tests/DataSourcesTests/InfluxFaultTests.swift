import ColumnCache
import Core
import Foundation
import HTTPClient
import InfluxDB
import Synchronization
import TestSupport
import Testing
import TimeSeries

@testable import DataSources

/// Servers that change, cut, freeze and have another clock, in the shapes of all three generations.
@Suite struct InfluxFaultTests {
    static let now = Timestamp(CivilDate(year: 2021, month: 6, day: 20))

    static func body(_ request: LoopbackServer.Request) -> String {
        String(decoding: request.body, as: UTF8.self).removingPercentEncoding ?? ""
    }

    /// Count and sum of the closes of two instruments, as each generation gives them.
    static func checks(_ kind: InfluxKind, _ question: String, sum: Double) -> [LoopbackServer.Step]? {
        switch kind {
        case .v1:
            guard question.contains("SUM(") else { return nil }
            let starts = question.split(separator: "time >= ").dropFirst().map { $0.prefix { $0.isNumber } }
            let results = starts.enumerated().map { place, start in
                """
                {"statement_id":\(place),"series":[{"name":"bar","tags":{"sym bol":"A"},"columns":["time","count","sum"],\
                "values":[[\(start),4,\(sum)]]}]}
                """
            }
            return LoopbackServer.answer(200, "{\"results\":[\(results.joined(separator: ","))]}\n")
        case .v2:
            guard question.contains("reduce(") else { return nil }
            let count = question.split(separator: "yield(").count - 1
            let tables = (0..<count).map {
                "#datatype,string,long,string,long,double\r\n#group,false,false,true,false,false\r\n"
                    + "#default,\($0),,,,\r\n,result,table,sym bol,count,sum\r\n,,0,A,4,\(sum)\r\n\r\n"
            }
            return LoopbackServer.answer(200, tables.joined(), type: "text/csv")
        case .v3:
            guard question.contains("AS piece") else { return nil }
            let count = question.split(separator: " AS piece").count - 1
            let rows = (0..<count).map { "{\"piece\":\($0),\"sym bol\":\"A\",\"count\":4,\"sum\":\(sum)}\n" }
            return LoopbackServer.answer(200, rows.joined(), type: "application/jsonl")
        }
    }

    @Test(arguments: InfluxKind.allCases) func aSumThatChangesIsSeenInEveryGeneration(kind: InfluxKind) throws {
        let sum = Mutex(46.5)
        let server = try LoopbackServer { request, _ in
            let question = Self.body(request)
            let known = sum.withLock { $0 }
            return Self.checks(kind, question, sum: known)
                ?? InfluxReadingTests.answer(kind, to: String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        let options = InfluxPlace.options(server.url, kind, InfluxReadingTests.mapping())
        func fetch() throws -> InfluxFetchReport {
            try MarketData.fetch(options, cache: place.cache, now: Self.now)
        }
        // May is finished, June is open.
        #expect(try fetch().rangesFetched == 2)
        let second = try fetch()
        #expect((second.rangesFetched, second.rangesKept, second.rangesChanged) == (1, 1, 0))
        sum.withLock { $0 = 46.25 }
        let third = try fetch()
        #expect((third.rangesFetched, third.rangesKept, third.rangesChanged) == (2, 0, 1))
        #expect(place.words.count == 1 && place.words[0].contains("has changed on the server since"))
        #expect(try fetch().rangesChanged == 0)
    }

    @Test func anAnswerThatIsCutIsAskedForAgain() throws {
        let cuts = Mutex(0)
        let server = try LoopbackServer { request, _ in
            let question = String(decoding: request.body, as: UTF8.self)
            let whole = InfluxReadingTests.answer(.v1, to: question)
            guard Self.body(request).contains("GROUP BY"), !Self.body(request).contains("SUM(") else { return whole }
            let isCut = cuts.withLock { cuts in
                cuts += 1
                return cuts == 1
            }
            guard isCut, case .send(let bytes)? = whole.first else { return whole }
            return [.send(Array(bytes.dropLast(40))), .close]
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        let options = InfluxPlace.options(server.url, .v1, InfluxReadingTests.mapping())
        let loaded = try MarketData.load(options, cache: place.cache, now: Self.now)
        #expect(loaded.panel.series.map(\.instrument.symbol) == ["A", "B é"])
        #expect(place.words.contains { $0.contains("asked again in") }, "\(place.words)")
    }

    @Test func aFrozenServerIsGreetedAndLeft() throws {
        let isFrozen = Mutex(false)
        let server = try LoopbackServer { request, _ in
            if isFrozen.withLock({ $0 }) { return [.pause(600)] }
            return InfluxReadingTests.answer(.v1, to: String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        var options = InfluxPlace.options(server.url, .v1, InfluxReadingTests.mapping())
        let plain = try MarketData.load(options, cache: place.cache, now: Self.now)
        #expect(plain.notes.isEmpty)
        isFrozen.withLock { $0 = true }
        options.patience = 0.3
        let before = server.requests.count
        let kept = try MarketData.load(options, cache: place.cache, now: Self.now)
        #expect(kept.panel.hash() == plain.panel.hash())
        #expect(server.requests[before...].allSatisfy { $0.path == "/ping" })
        #expect(kept.notes.count == 1 && kept.notes[0].contains("asked last, 2021-06-20T00:00:00Z"), "\(kept.notes)")
    }

    @Test func aClockThatIsAheadFinishesNothing() throws {
        let server = try LoopbackServer { request, _ in
            let question = String(decoding: request.body, as: UTF8.self)
            guard case .send(let bytes)? = InfluxReadingTests.answer(.v1, to: question).first else { return [] }
            let text = String(decoding: bytes, as: UTF8.self)
            return [
                .send(
                    Array(
                        text.replacing(
                            "\r\n\r\n", with: "\r\nDate: Mon, 17 May 2021 10:00:00 GMT\r\n\r\n", maxReplacements: 1
                        ).utf8))
            ]
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        let options = InfluxPlace.options(server.url, .v1, InfluxReadingTests.mapping())
        for _ in 0..<2 {
            // Here it is June; the server knows that May is not over.
            let report = try MarketData.fetch(options, cache: place.cache, now: Self.now)
            #expect((report.rangesFetched, report.rangesKept) == (2, 0))
        }
    }

    @Test func aRefusalThatIsWaitedForIsSaid() throws {
        let server = try LoopbackServer { request, number in
            number == 0
                ? LoopbackServer.answer(429, "{\"error\":\"slow down\"}")
                : InfluxReadingTests.answer(.v1, to: String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        let options = InfluxPlace.options(server.url, .v1, InfluxReadingTests.mapping())
        _ = try MarketData.load(options, cache: place.cache, now: Self.now)
        #expect(place.words.count == 1 && place.words[0].contains("429") && place.words[0].contains("asked again in"))
    }

    @Test func aCacheThatCannotBeWrittenIsSaidOnce() throws {
        let server = try LoopbackServer { request, _ in
            InfluxReadingTests.answer(.v1, to: String(decoding: request.body, as: UTF8.self))
        }
        defer { server.stop() }
        let place = try InfluxPlace()
        var options = InfluxPlace.options(server.url, .v1, InfluxReadingTests.mapping())
        options.since = Timestamp(CivilDate(year: 2021, month: 2, day: 1))
        let words = BarCacheTests.Words()
        let full = DataCache(ColumnCache(folder: place.folder.url.path + "/full", byteLimit: 0)) { words.add($0) }
        _ = try MarketData.load(options, cache: full, now: Timestamp(CivilDate(year: 2021, month: 5, day: 20)))
        #expect(words.all.count == 1 && words.all[0].contains("is not kept"), "\(words.all)")
    }
}
