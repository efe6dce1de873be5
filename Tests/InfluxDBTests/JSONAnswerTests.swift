import Core
import TestSupport
import Testing

@testable import InfluxDB

@Suite struct JSONAnswerTests {
    static func gathered(
        _ bytes: [UInt8], pieces: Int, batchRows: Int = 50, _ make: (BatchBuilder) -> any InfluxAnswer
    ) throws -> [InfluxTable] {
        try InfluxClient.tables { (receive) throws(InfluxError) in
            let answer = make(BatchBuilder(limit: batchRows, receive: receive))
            for piece in LoopbackServer.pieces(bytes, of: pieces) { try MessagePackTests.give(piece, answer) }
            try answer.finish()
        }
    }

    static func influxQL(_ text: String, pieces: Int = 1 << 20) throws -> [InfluxTable] {
        try gathered(Array(text.utf8), pieces: pieces) { InfluxQLJSONAnswer($0) }
    }

    static func jsonLines(
        _ text: String, pieces: Int = 1 << 20, key: InfluxRowKey = InfluxRowKey()
    ) throws -> [InfluxTable] {
        try gathered(Array(text.utf8), pieces: pieces) { JSONLinesAnswer($0, key: key) }
    }

    static let chunks = """
        {"results":[{"statement_id":0,"series":[{"name":"bar","tags":{"symbol":"\\u00e9 \\ud83d\\udcc8 \\"x\\""},\
        "columns":["time","close","volume","note"],"values":[[1577973000000000001,100,9007199254740993,"a\\nb"],\
        [2,0.1,-9223372036854775808,null],[3,1e+21,9223372036854775807,""]],"partial":true}],"partial":true}]}
        {"results":[{"statement_id":0,"series":[{"name":"bar","tags":{"symbol":"é 📈 \\"x\\""},\
        "columns":["time","close","volume","note"],"values":[[4,-0,5,"é 📈"]]}]}]}

        """

    /// Rows of InfluxDB 3: nulls left out, times without a zone, a column that comes late.
    static let rows = """
        {"host":"a","time":"2065-01-07T17:28:51","usage":0.9}
        {"host":"a","time":"2065-01-07T17:28:51.5","usage":1,"extra":"x \\u00e9\\"{}"}
        {"host":"b","time":"2020-01-01T00:00:00.123456789","count":18446744073709551615,"up":true}
        {"time":"2020-01-01T00:00:01","host":"b","count":7,"usage":2.5}

        """

    @Test func chunksOfJSONAreReadInPiecesOfAnySize() throws {
        let whole = try JSONAnswerTests.influxQL(JSONAnswerTests.chunks)
        #expect(whole.count == 1)
        #expect(whole[0].series == InfluxSeriesKey(name: "bar", tags: [.init("symbol", "é 📈 \"x\"")]))
        #expect(whole[0]["time"]?.values == .times([1_577_973_000_000_000_001, 2, 3, 4]))
        #expect(whole[0]["close"]?.doubles?.map(\.bitPattern) == [100, 0.1, 1e21, -0.0].map(\.bitPattern))
        #expect(whole[0]["volume"]?.integers == [9_007_199_254_740_993, .min, .max, 5])
        #expect(whole[0]["note"]?.strings == ["a\nb", "", "", "é 📈"])
        #expect(whole[0]["note"]?.missing == [false, true, false, false])
        for size in [1, 2, 3, 8, 100] {
            #expect(try JSONAnswerTests.influxQL(JSONAnswerTests.chunks, pieces: size) == whole, "pieces of \(size)")
        }
        let count = JSONAnswerTests.chunks.utf8.count
        for end in 0..<(count - 2) {
            let cut = String(decoding: JSONAnswerTests.chunks.utf8.prefix(end), as: UTF8.self)
            #expect(throws: InfluxError.self, "the first \(end) bytes") { try JSONAnswerTests.influxQL(cut) }
        }
    }

    @Test func rowsOfThreeAreReadInPiecesOfAnySize() throws {
        let flat = try JSONAnswerTests.jsonLines(JSONAnswerTests.rows)
        #expect(flat.count == 1)
        #expect(flat[0].columns.map(\.name) == ["host", "time", "usage", "extra", "count", "up"])
        #expect(flat[0]["usage"]?.missing == [false, false, true, false])
        #expect(flat[0]["extra"]?.strings?[1] == "x é\"{}")
        #expect(flat[0]["extra"]?.missing == [true, false, true, true])
        let key = InfluxRowKey(tagColumns: ["host"])
        let apart = try JSONAnswerTests.jsonLines(JSONAnswerTests.rows, key: key)
        #expect(apart.map(\.series.description) == [",host=a", ",host=b"])
        #expect(apart[0]["time"]?.values == .times([2_998_574_931_000_000_000, 2_998_574_931_500_000_000]))
        #expect(apart[0]["usage"]?.doubles == [0.9, 1])
        #expect(apart[1]["count"]?.values == .unsigned([.max, 7]))
        #expect(apart[1]["up"]?.missing == [false, true])
        for size in [1, 2, 5, 64] {
            #expect(
                "\(try JSONAnswerTests.jsonLines(JSONAnswerTests.rows, pieces: size, key: key))" == "\(apart)",
                "pieces of \(size)")
        }
        #expect(try JSONAnswerTests.jsonLines("") == [])
        let named = try JSONAnswerTests.jsonLines(
            "{\"iox::measurement\":\"cpu\",\"time\":\"2020-01-01T00:00:00\",\"a\":1}\n"
                + "{\"iox::measurement\":\"mem\",\"time\":\"2020-01-01T00:00:00\",\"b\":1}\n")
        #expect(named.map(\.series.name) == ["cpu", "mem"])
        #expect(named[1].columns.map(\.name) == ["time", "b"])
    }

    @Test func aTableAsCSVHasTheTypesThatAreSaid() throws {
        let text = "time,host,close,n,id\n2020-01-01T00:00:00,\"a,b\",1.5,7,007\n2020-01-01T00:00:01,\"a,b\",,8,\"\"\n"
        let tables = try JSONAnswerTests.gathered(Array(text.utf8), pieces: 3) {
            PlainCSVAnswer($0, key: InfluxRowKey(tagColumns: ["host"]), kinds: ["close": .double, "n": .integer])
        }
        #expect(tables.map(\.series.description) == [",host=a,b"])
        #expect(tables[0]["time"]?.values == .times([1_577_836_800_000_000_000, 1_577_836_801_000_000_000]))
        #expect(tables[0]["close"]?.missing == [false, true])
        #expect(tables[0]["n"]?.integers == [7, 8])
        #expect(tables[0]["id"]?.strings == ["007", ""])
        let error = InfluxFixtures.error {
            _ = try JSONAnswerTests.gathered(Array(text.utf8), pieces: 9) {
                PlainCSVAnswer($0, key: InfluxRowKey(), kinds: ["host": .double])
            }
        }
        guard case .malformed(.csv, 21, "'a,b' in 'host'", "double") = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        "{\"results\":[{\"error\":\"boom\"}]}\n", "{\"error\":\"boom\"}\n",
        chunks + "{\"results\":[{\"statement_id\":0,\"error\":\"boom\"}]}\n",
    ]) func anErrorIsAFailureUnderAnyStatus(text: String) {
        let error = InfluxFixtures.error { _ = try JSONAnswerTests.influxQL(text) }
        #expect(error == .statement(0, message: "boom"))
    }

    @Test(arguments: [
        "<html>", "{\"results\":[}", "{\"results\":[{]}", "[1,2]",
        "{\"results\":[{\"series\":[{\"values\":[[1]]}]}]} x",
        "{\"results\":[{\"series\":[{\"columns\":[\"a\"],\"values\":[[1,2]]}]}]}", "{\"a\":tru}", "{\"a\":\"\\x\"}",
        "{\"a\":1e999}", "{\"a\":--1}", "{\"a\":[}", "{\"a\":\"\\ud8\"}", "{\"a\" 1}", "{\"a\":1,}", "\u{0}",
    ]) func whatBreaksTheFormIsAnError(text: String) {
        let error = InfluxFixtures.error { _ = try JSONAnswerTests.influxQL(text) }
        guard case .malformed(.json, _, _, _) = error else {
            Issue.record("\(text): found \(String(describing: error))")
            return
        }
        let lines = InfluxFixtures.error { _ = try JSONAnswerTests.jsonLines(text) }
        #expect(lines != nil)
    }

    @Test func damagedAnswersAreErrorsAndNeverTraps() {
        let seed = UInt64.random(in: 0...99_999)
        var random = RandomStream(seed: seed, name: "damage")
        let spice = Array("{}[],:\"\\u0-.eE\n".utf8)
        for round in 0..<4_000 {
            let isFlat = round % 2 == 0
            var bytes = Array((isFlat ? JSONAnswerTests.rows : JSONAnswerTests.chunks).utf8)
            for _ in 0..<(1 + random.next() % 6) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(spice[Int(random.next() % UInt64(spice.count))], at: place)
                }
            }
            func read(_ pieces: Int) -> String? {
                let tables = try? JSONAnswerTests.gathered(bytes, pieces: pieces) { builder -> any InfluxAnswer in
                    guard isFlat else { return InfluxQLJSONAnswer(builder) }
                    return JSONLinesAnswer(builder, key: InfluxRowKey(tagColumns: ["host"]))
                }
                return tables.map { "\($0)" }
            }
            #expect(read(1 + Int(random.next() % 200)) == read(1 << 20), "seed \(seed), round \(round)")
        }
    }
}
