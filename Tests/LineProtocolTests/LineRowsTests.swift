import Core
import LineProtocol
import Testing

@Suite struct LineRowsTests {
    /// The value of a row of a column.
    static func value(_ column: LineColumn, _ row: Int) -> FieldValue {
        switch column {
        case .floats(let values): .float(values[row])
        case .integers(let values): .integer(values[row])
        case .unsigned(let values): .unsigned(values[row])
        case .strings(let values): .string(values[row])
        case .booleans(let values): .boolean(values[row])
        }
    }

    static func column(_ random: inout RandomStream, rows: Int) -> LineColumn {
        switch random.below(6) {
        case 0, 1: .floats((0..<rows).map { _ in random.below(4) == 0 ? .nan : 100 * random.uniform() })
        case 2: .integers((0..<rows).map { _ in Int64(bitPattern: random.next()) })
        case 3: .unsigned((0..<rows).map { _ in random.next() })
        case 4: .strings((0..<rows).map { _ in RandomText.text(&random, most: 9, breaks: true) })
        default: .booleans((0..<rows).map { _ in random.below(2) == 0 })
        }
    }

    @Test func rowsAreTheBytesOfTheirPoints() throws {
        let seed: UInt64 = 2_718
        var random = RandomStream(seed: seed, name: "rows")
        for round in 0..<300 {
            let options = LineEncodingOptions(
                dialect: random.below(2) == 0 ? .version1And2 : .version3,
                precision: random.below(2) == 0 ? .nanoseconds : .milliseconds, nonFinite: .skip)
            let rows = random.below(round % 20 == 0 ? 3_000 : 30)
            let fields = (0...random.below(6)).map { "field \($0)," }
            let columns = fields.map { _ in Self.column(&random, rows: rows) }
            let times = (0..<rows).map { _ in Int64(random.below(1 << 40)) * 1_000_000 }
            let tags = [Point.Tag("z", "y x"), Point.Tag("a=", "b,c")].prefix(random.below(3))
            let range = random.below(rows + 1)..<rows
            var encoder = LineEncoder(options)
            var written = 0
            for row in range {
                let point = Point(
                    "a b", tags: Array(tags),
                    fields: zip(fields, columns).map { Point.Field($0, Self.value($1, row)) },
                    time: Timestamp(nanoseconds: times[row]))
                if try encoder.append(point) { written += 1 }
            }
            let shape = try LineRows("a b", tags: Array(tags), fields: fields, options: options)
            var bytes = Array("before\n".utf8)
            #expect(try shape.append(columns, times: times, range: range, to: &bytes) == written)
            let isSame = bytes == Array("before\n".utf8) + encoder.bytes
            #expect(isSame, "seed \(seed), round \(round)")
            if !isSame { return }
        }
    }

    @Test func whatCannotBeWrittenIsAnErrorAndLeavesTheBytesAsTheyWere() throws {
        #expect(throws: LineEncodingError.noField(measurement: "m")) { try LineRows("m", fields: []) }
        #expect(throws: LineEncodingError.empty(.measurement)) { try LineRows("", fields: ["f"]) }
        #expect(throws: LineEncodingError.duplicateKey(.fieldKey, name: "f")) { try LineRows("m", fields: ["f", "f"]) }
        let shape = try LineRows("m", fields: ["f", "s"])
        var bytes: [UInt8] = [65]
        let numbers = [Double](repeating: 1, count: 5_000)
        let strings = LineColumn.strings([String](repeating: "s", count: 5_000))
        let times = [Int64](repeating: 0, count: 5_000)
        #expect(throws: LineEncodingError.notFinite(field: "f")) {
            try shape.append([.floats(numbers.dropLast() + [.infinity]), strings], times: times, to: &bytes)
        }
        #expect(throws: LineEncodingError.missingValues(field: "f")) {
            try shape.append([.floats([1]), strings], times: times, to: &bytes)
        }
        #expect(throws: LineEncodingError.missingValues(field: "s")) {
            try shape.append([.floats(numbers)], times: times, to: &bytes)
        }
        #expect(throws: LineEncodingError.missingValues(field: "number 3")) {
            try shape.append([.floats(numbers), strings, strings], times: times, to: &bytes)
        }
        #expect(throws: LineEncodingError.missingValues(field: "time")) {
            try shape.append([.floats(numbers), strings], times: [0], range: 0..<2, to: &bytes)
        }
        #expect(throws: LineEncodingError.timeOutOfRange(.min)) {
            try shape.append([.floats([1, 1]), .strings(["a", "b"])], times: [0, .min], to: &bytes)
        }
        #expect(bytes == [65])
    }
}
