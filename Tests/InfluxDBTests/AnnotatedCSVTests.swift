import Core
import TestSupport
import Testing

@testable import InfluxDB

@Suite struct AnnotatedCSVTests {
    static func tables(_ text: String, pieces: Int = 1 << 20, batchRows: Int = 100) throws -> [InfluxTable] {
        try tables(Array(text.utf8), pieces: pieces, batchRows: batchRows)
    }

    static func tables(_ bytes: [UInt8], pieces: Int = 1 << 20, batchRows: Int = 100) throws -> [InfluxTable] {
        try InfluxClient.tables { (receive) throws(InfluxError) in
            let answer = AnnotatedCSVAnswer(BatchBuilder(limit: batchRows, receive: receive))
            for piece in LoopbackServer.pieces(bytes, of: pieces) { try MessagePackTests.give(piece, answer) }
            try answer.finish()
        }
    }

    static func lines(_ lines: String...) -> String { lines.map { $0 + "\r\n" }.joined() }

    /// Two tables of one schema, a second schema, an empty table.
    static let example = lines(
        "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,double,long,string,boolean,duration,unsignedLong",
        "#group,false,false,true,false,false,false,true,false,false,false", "#default,_result,,,,,,,,,",
        ",result,table,_start,_time,_value,vol,symbol,halted,d,u",
        ",,0,2020-01-01T00:00:00Z,2020-01-01T00:00:00.123456789Z,100.5,7,\"A,\"\"B\"\" #é 📈\",false,60000000000,1",
        ",,0,2020-01-01T00:00:00Z,2020-01-01T01:00:00+01:00,NaN,-9223372036854775808,\"A,\"\"B\"\" #é 📈\",true,1m1s,2",
        ",,1,2020-01-01T00:00:00Z,2020-01-01T00:01:00Z,,9,\"line\nbreak\",true,1h20m30.13245s,18446744073709551615",
        ",,1,2020-01-01T00:00:00Z,2020-01-01T00:02:00Z,-Inf,,\"line\nbreak\",,,", "",
        "#group,false,false,true,true,false", "#datatype,string,long,string,string,dateTime:RFC3339",
        "#default,other,5,cpu,h1,", ",result,table,_measurement,host,_time", "",
        "#datatype,string,long,string,string,double", "#group,false,false,true,true,false", "#default,last,,,,1.5",
        ",result,table,_measurement,_field,_value", ",,3,bar,close,", ",,3,bar,close,2")

    @Test func everyRuleIsFollowedInPiecesOfAnySize() throws {
        let tables = try AnnotatedCSVTests.tables(AnnotatedCSVTests.example)
        #expect(
            tables.map(\.series) == [
                .init(name: "", tags: [.init("symbol", "A,\"B\" #é 📈")], result: "_result"),
                .init(name: "", tags: [.init("symbol", "line\nbreak")], result: "_result"),
                .init(name: "cpu", tags: [.init("host", "h1")], result: "other"),
                .init(name: "bar", tags: [.init("_field", "close")], result: "last"),
            ])
        #expect(tables.map(\.rowCount) == [2, 2, 0, 2])
        #expect(
            tables[0]["_time"]?.values == .times([1_577_836_800_123_456_789, 1_577_836_800_000_000_000]))
        #expect(tables[0]["_value"]?.doubles?[0] == 100.5)
        #expect(tables[0]["_value"]?.doubles?[1].isNaN == true)
        #expect(tables[0]["_value"]?.missing == [])
        #expect(tables[0]["vol"]?.integers == [7, .min])
        #expect(tables[0]["d"]?.integers == [60_000_000_000, 61_000_000_000])
        #expect(tables[1]["_value"]?.isMissing(0) == true)
        #expect(tables[1]["_value"]?.doubles?[1] == -.infinity)
        #expect(tables[1]["vol"]?.missing == [false, true])
        #expect(tables[1]["d"]?.integers == [4_830_132_450_000, 0])
        #expect(tables[1]["u"]?.values == .unsigned([.max, 0]))
        #expect(tables[3]["_value"]?.doubles == [1.5, 2])
        for size in [1, 2, 3, 7, 50, 333] {
            let again = try AnnotatedCSVTests.tables(AnnotatedCSVTests.example, pieces: size)
            // By their texts: a NaN equals nothing.
            #expect("\(again)" == "\(tables)", "pieces of \(size)")
        }
        let plain = AnnotatedCSVTests.example.replacing("\r\n", with: "\n")
        #expect("\(try AnnotatedCSVTests.tables(plain))" == "\(tables)")
    }

    @Test func noRowsAreAnEmptyBody() throws {
        #expect(try AnnotatedCSVTests.tables("") == [])
        #expect(try AnnotatedCSVTests.tables("\r\n") == [])
    }

    @Test(arguments: [
        (
            "#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,query terminated: timeout,897\r\n",
            "query terminated: timeout (897)"
        ),
        (",error,reference\r\n,\"a, \"\"b\"\"\",\r\n", "a, \"b\""), (",error\r\n,\r\n", "unknown query error"),
    ])
    func anErrorTableAfterRowsIsThrown(text: String, message: String) {
        for before in ["", AnnotatedCSVTests.example + "\r\n"] {
            for size in [1, 13, 10_000] {
                let error = InfluxFixtures.error { _ = try AnnotatedCSVTests.tables(before + text, pieces: size) }
                #expect(error == .statement(0, message: message))
            }
        }
    }

    @Test(arguments: [
        ("a,b\r\n1,2\r\n", "#datatype"), ("#datatype,string,thing\r\n,a,b\r\n", "a type of annotated CSV"),
        ("#datatype,long\r\n,a\r\n,x\r\n", "long"), ("#datatype,long\r\n,a\r\n,1,2\r\n", "2"),
        ("#datatype,boolean\r\n,a\r\n,yes\r\n", "boolean"),
        ("#datatype,string\r\n,a\r\n,\"x\"y\r\n", "',' or a line break"),
        ("#datatype,dateTime:RFC3339\r\n,a\r\n,2020-02-30T00:00:00Z\r\n", "dateTime:RFC3339"),
        ("#datatype,duration\r\n,a\r\n,5parsecs\r\n", "duration"), ("#datatype,double\r\n,a\r\n,\"1\r\n", "'\"'"),
        ("#datatype,long\r\n,a\r\n,9223372036854775808\r\n", "long"),
        ("#datatype,long,long\r\n,a\r\n", "3, as #datatype has"),
    ])
    func whatBreaksTheFormSaysWhatWasExpected(text: String, expected: String) {
        let error = InfluxFixtures.error { _ = try AnnotatedCSVTests.tables(text) }
        guard case .malformed(.annotatedCSV, _, _, expected) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
    }

    @Test func damagedAnswersAreErrorsAndNeverTraps() {
        let seed = UInt64.random(in: 0...99_999)
        var random = RandomStream(seed: seed, name: "damage")
        let example = Array(AnnotatedCSVTests.example.utf8)
        let spice = Array(",\"\r\n#0-9.eT:".utf8)
        for round in 0..<3_000 {
            var bytes = example
            for _ in 0..<(1 + random.next() % 8) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(spice[Int(random.next() % UInt64(spice.count))], at: place)
                }
            }
            let size = 1 + Int(random.next() % 400)
            let first = Result { "\(try AnnotatedCSVTests.tables(bytes, pieces: size))" }
            let second = Result { "\(try AnnotatedCSVTests.tables(bytes))" }
            #expect((try? first.get()) == (try? second.get()), "seed \(seed), round \(round)")
        }
    }
}
