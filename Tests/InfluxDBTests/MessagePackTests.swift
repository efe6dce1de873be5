import Core
import TestSupport
import Testing

@testable import InfluxDB

@Suite struct MessagePackTests {
    /// The series of an answer that comes in pieces of some size.
    static func tables(
        _ bytes: [UInt8], pieces: Int, batchRows: Int = 100, endsWithChunks: Bool = true
    ) throws -> [InfluxTable] {
        try InfluxClient.tables { (receive) throws(InfluxError) in
            let answer = MessagePackAnswer(
                BatchBuilder(limit: batchRows, endsWithChunks: endsWithChunks, receive: receive))
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
            for endsWithChunks in [true, false] {
                let again = try MessagePackTests.tables(
                    MessagePackTests.example, pieces: 100, batchRows: rows, endsWithChunks: endsWithChunks)
                #expect("\(again)" == "\(whole)", "batches of \(rows)")
            }
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
        for (rows, endsWithChunks) in [(1, true), (100, true), (100, false)] {
            let mixed = try MessagePackTests.tables(
                bytes([.integer(1), .null, .double(2.5), .integer(3)]), pieces: 50, batchRows: rows,
                endsWithChunks: endsWithChunks)
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

    /// Numbers in every form that the format has for them, with gaps, NaN and changes of type among them.
    @Test func rowsOfNumbersAreReadInPiecesOfAnySize() throws {
        let seed = UInt64.random(in: 0...99_999)
        var random = RandomStream(seed: seed, name: "numbers")
        func integer() -> (Int64, PackedValue) {
            let bits = random.next()
            func value<Word: FixedWidthInteger>(_ code: UInt8, _ word: Word) -> (Int64, PackedValue) {
                (Int64(word), .raw([code] + PackedValue.big(word)))
            }
            switch random.next() % 9 {
            case 0: return (Int64(bits % 128), .raw([UInt8(bits % 128)]))
            case 1: return (-1 - Int64(bits % 32), .raw([UInt8(bitPattern: Int8(-1 - Int64(bits % 32)))]))
            case 2: return value(0xcc, UInt8(truncatingIfNeeded: bits))
            case 3: return value(0xcd, UInt16(truncatingIfNeeded: bits))
            case 4: return value(0xce, UInt32(truncatingIfNeeded: bits))
            case 5: return value(0xd0, Int8(truncatingIfNeeded: bits))
            case 6: return value(0xd1, Int16(truncatingIfNeeded: bits))
            case 7: return value(0xd2, Int32(truncatingIfNeeded: bits))
            default: return value(0xd3, Int64(bitPattern: bits))
            }
        }
        var (times, counts, prices, mixed): ([Int64], [Int64?], [UInt64?], [Double]) = ([], [], [], [])
        var rows: [[PackedValue]] = []
        for row in 0..<2_000 {
            let ((time, packedTime), (count, packedCount)) = (integer(), integer())
            let (isGap, price) = (random.next() % 10, random.next())
            times.append(time)
            counts.append(isGap == 0 ? nil : count)
            prices.append(isGap == 1 ? nil : price)
            mixed.append(row % 50 == 7 ? 0.5 : Double(row))
            rows.append([
                packedTime, isGap == 0 ? .null : packedCount,
                isGap == 1 ? .null : .raw([0xcb] + PackedValue.big(price)),
                row % 50 == 7 ? .double(0.5) : .integer(Int64(row)),
            ])
        }
        let columns = ["time", "count", "price", "mixed"]
        let bytes =
            PackedValue.chunk([.series("m", columns, Array(rows[..<700]))], isPartial: true).bytes
            + PackedValue.chunk([.series("m", columns, Array(rows[700...]))]).bytes
        for (pieces, batch) in [(1, 3_000), (13, 64), (2_048, 999), (.max / 2, 5_000), (2_048, 1)] {
            for endsWithChunks in [true, false] {
                let tables = try MessagePackTests.tables(
                    bytes, pieces: pieces, batchRows: batch, endsWithChunks: endsWithChunks)
                let note: Comment = "seed \(seed), pieces of \(pieces), batches of \(batch)"
                let table = try #require(tables.first, note)
                #expect(tables.count == 1 && table.rowCount == 2_000, note)
                #expect(table["time"]?.values == .times(times), note)
                #expect(table["count"]?.integers == counts.map { $0 ?? 0 }, note)
                #expect(table["count"]?.missing == counts.map { $0 == nil }, note)
                let found = table["price"]?.doubles?.map(\.bitPattern) ?? []
                #expect(zip(found, prices).allSatisfy { $1 == nil || $0 == $1 } && found.count == 2_000, note)
                #expect(table["price"]?.missing == prices.map { $0 == nil }, note)
                #expect(table["mixed"]?.asDoubles == mixed, note)
            }
        }
    }

    /// InfluxDB 1.x stores no NaN; whatever sends one is read to the bit.
    @Test func notANumberIsAValueAndNoGap() throws {
        let bytes = PackedValue.chunk([
            .series(
                "m", ["time", "a"],
                [[.integer(1), .double(.nan)], [.integer(2), .double(-.infinity)], [.integer(3), .null]])
        ]).bytes
        let column = try #require(try MessagePackTests.tables(bytes, pieces: 10).first?["a"])
        #expect(column.doubles?[0].isNaN == true && column.doubles?[1] == -.infinity)
        #expect(column.missing == [false, false, true])
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
