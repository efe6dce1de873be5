import Core
import TestSupport
import Testing

@testable import InfluxDB

@Suite struct MessagePackTests {
    /// The series of an answer that comes in pieces of some size.
    static func tables(_ bytes: [UInt8], pieces: Int, batchRows: Int = 100) throws -> [InfluxTable] {
        try InfluxClient.tables { (receive) throws(InfluxError) in
            let answer = MessagePackAnswer(BatchBuilder(limit: batchRows, receive: receive))
            for piece in LoopbackServer.pieces(bytes, of: pieces) { try MessagePackTests.give(piece, answer) }
            try answer.finish()
        }
    }

    static func give(_ piece: [UInt8], _ answer: any InfluxAnswer) throws(InfluxError) {
        // In memory of exactly its size, so that reading beyond its end is seen by sanitizers.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: piece)
        try answer.take(UnsafeRawBufferPointer(memory))
    }

    static let example: [UInt8] =
        PackedValue.chunk(
            [
                .series(
                    "bar", tags: [("symbol", "é 📈, \"x\"")], ["time", "close", "volume", "note", "halted"],
                    (0..<250).map { row in
                        [
                            .integer(1_577_973_000_000_000_000 + row), .double(Double(row) * 0.1),
                            .integer(row * row * row - 40), row % 7 == 0 ? .null : .string("n\(row) é"),
                            .boolean(row % 2 == 0),
                        ]
                    })
            ], isPartial: true
        ).bytes
        + PackedValue.chunk([
            .series(
                "bar", tags: [("symbol", "é 📈, \"x\"")], ["time", "close", "volume", "note", "halted"],
                [[.integer(7), .null, .integer(.max), .string(String(repeating: "long ", count: 90)), .null]]),
            .series("empty", ["time", "a"], []),
        ]).bytes

    @Test func piecesOfAnySizeGiveTheSameRows() throws {
        let whole = try MessagePackTests.tables(MessagePackTests.example, pieces: .max / 2)
        #expect(whole.map(\.rowCount) == [251, 0])
        let table = whole[0]
        let times = (0..<250).map { 1_577_973_000_000_000_000 + Int64($0) } + [7]
        let closes = (0..<250).map { Double($0) * 0.1 }
        let volumes = (0..<250).map { (row: Int64) -> Int64 in row * row * row - 40 } + [Int64.max]
        #expect(table.series == InfluxSeriesKey(name: "bar", tags: [.init("symbol", "é 📈, \"x\"")]))
        #expect(table["close"]?.doubles?.prefix(250) == closes[...])
        #expect(table["close"]?.isMissing(250) == true)
        #expect(table["volume"]?.integers == volumes)
        #expect(table["note"]?.missing.filter { $0 }.count == 36)
        #expect(table["time"]?.integers == times)
        for size in [1, 2, 3, 5, 7, 11, 64, 1_000, 4_096] {
            // By their texts: the NaN of a missing value equals nothing.
            let again = try MessagePackTests.tables(MessagePackTests.example, pieces: size)
            #expect("\(again)" == "\(whole)", "pieces of \(size)")
        }
        for rows in [1, 3, 250, 1_000] {
            let again = try MessagePackTests.tables(MessagePackTests.example, pieces: 100, batchRows: rows)
            #expect("\(again)" == "\(whole)", "batches of \(rows)")
        }
    }

    @Test func anAnswerThatEndsEarlyIsAnErrorAtEveryByte() throws {
        for count in 0..<MessagePackTests.example.count {
            #expect(throws: InfluxError.self, "the first \(count) bytes") {
                try MessagePackTests.tables(Array(MessagePackTests.example.prefix(count)), pieces: 997)
            }
        }
    }

    @Test func aLastChunkThatSaysPartialIsTruncated() {
        let bytes = PackedValue.chunk([.series("m", ["time"], [[.integer(1)]])], isPartial: true).bytes
        let error = InfluxFixtures.error { _ = try MessagePackTests.tables(bytes, pieces: 9) }
        #expect(error == .truncated(statement: 0, rows: 1))
        #expect(
            error?.description
                == "the answer to statement 1 is cut short after 1 rows: the server reached a limit of its "
                + "own or stopped")
    }

    @Test func anErrorAfterRowsIsThrown() {
        let bytes =
            PackedValue.chunk([.series("m", ["time"], [[.integer(1)]])], isPartial: true).bytes
            + PackedValue.map([
                ("results", .array([.map([("statement_id", .integer(0)), ("error", .string("query-timeout"))])]))
            ]).bytes
        let error = InfluxFixtures.error { _ = try MessagePackTests.tables(bytes, pieces: 4) }
        #expect(error == .statement(0, message: "query-timeout"))
    }

    @Test func aColumnThatChangesItsTypeIsWidenedOrRefused() throws {
        func bytes(_ values: [PackedValue]) -> [UInt8] {
            values.enumerated().flatMap { index, value in
                PackedValue.chunk(
                    [.series("m", ["time", "a"], [[.integer(1), value]])], isPartial: index < values.count - 1
                )
                .bytes
            }
        }
        for rows in [1, 100] {
            let mixed = try MessagePackTests.tables(
                bytes([.integer(1), .null, .double(2.5), .integer(3)]), pieces: 50, batchRows: rows)
            #expect(mixed[0]["a"]?.asDoubles?.map { $0.isNaN ? -1 : $0 } == [1, -1, 2.5, 3])
            #expect(mixed[0]["a"]?.missing == [false, true, false, false])
        }
        for other in [PackedValue.string("x"), .boolean(true)] {
            let error = InfluxFixtures.error {
                _ = try MessagePackTests.tables(bytes([.double(1), other]), pieces: 50)
            }
            guard case .columnType("m", "a", "floats", _) = error else {
                Issue.record("found \(String(describing: error))")
                return
            }
        }
        let beyond = InfluxFixtures.error {
            _ = try MessagePackTests.tables(bytes([.integer(1 << 53 + 1), .double(0.5)]), pieces: 50)
        }
        guard case .columnType = beyond else {
            Issue.record("found \(String(describing: beyond))")
            return
        }
    }

    @Test func tenThousandSeriesComeApart() throws {
        let bytes = PackedValue.chunk(
            (0..<10_000).map {
                .series("m", tags: [("s", "\($0)")], ["time", "a"], [[.integer(1), .double(Double($0))]])
            }
        ).bytes
        let tables = try MessagePackTests.tables(bytes, pieces: 4_000)
        #expect(tables.map { $0["a"]?.doubles } == (0..<10_000).map { [Double($0)] })
        #expect(tables.map { $0.series["s"] } == (0..<10_000).map { "\($0)" })
    }

    @Test func damagedAnswersAreErrorsAndNeverTraps() {
        let seed = UInt64.random(in: 0...99_999)
        var random = RandomStream(seed: seed, name: "damage")
        for round in 0..<3_000 {
            var bytes = Array(MessagePackTests.example.suffix(700 + Int(random.next() % 200)))
            if round % 2 == 0 { bytes = Array(MessagePackTests.example.prefix(400)) }
            for _ in 0..<(1 + random.next() % 6) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                }
            }
            let pieces = 1 + Int(random.next() % 300)
            // Whatever comes, it is rows or an error of the type; the seed is said where it traps.
            let first = Result { try MessagePackTests.tables(bytes, pieces: pieces) }
            let second = Result { try MessagePackTests.tables(bytes, pieces: bytes.count) }
            if case .success(let tables) = first {
                let whole = try? second.get()
                #expect(whole.map { "\($0)" } == "\(tables)", "seed \(seed), round \(round)")
            }
        }
    }
}
