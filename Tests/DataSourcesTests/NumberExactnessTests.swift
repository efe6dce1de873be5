import Core
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import DataSources

/// Texts of numbers come into columns as the doubles nearest to them, by every path that a row can take: the C library,
/// which is not asked for most, reads each text too.
///
/// Two million texts; with `BACKTEST_LONG_TESTS=1` a hundred million.
@Suite struct NumberExactnessTests {
    static let isLong = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == "1"
    static let columns = 4
    static let rows = 25_000

    static let plan = RowPlan(
        uses: [.stamp] + (0..<columns).map { .value($0) }, names: ["date", "a", "b", "c", "d"],
        delimiter: UInt8(ascii: ","), stampForm: .iso, valueCount: columns)

    /// Columns that a text is read into, and why reading stopped.
    static func read(
        _ text: [UInt8], rows: Int, form: StampParser.Form = .iso, usesVectors: Bool = true
    ) -> (rows: Int, stamps: [Int64], values: [[Double]], failure: String, notes: RowNotes) {
        var stamps = [Int64](repeating: 0, count: rows)
        var count = 0
        var failure = ""
        var plan = Self.plan
        plan.stampForm = form
        var notes = RowNotes()
        let values = uninitializedColumns(columns, rows: rows) { memory in
            stamps.withUnsafeMutableBufferPointer { stamps in
                text.withUnsafeBufferPointer { text in
                    guard let base = stamps.baseAddress else { return }
                    for column in memory { column.initialize(repeating: 0, count: rows) }
                    var parser = RowParser(
                        plan: plan, sink: RowSink(wall: base, values: memory, symbolPlaces: nil),
                        quotes: text.contains(34) ? .withinLines : .none, usesVectors: usesVectors)
                    do throws(RowFailure) {
                        count = try parser.read(text, fileOffset: 0, firstRow: 0)
                    } catch {
                        failure = "\(error)"
                    }
                    notes = parser.notes
                }
            }
            return rows
        }
        return (count, stamps, values, failure, notes)
    }

    @Test func everyTextIsReadToTheNearestDouble() {
        let seed = UInt64.random(in: 0...999_999)
        let chunks = (Self.isLong ? 100_000_000 : 2_000_000) / Self.rows / Self.columns
        let wrong = Mutex<[String]>([])
        let compared = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
            var texts = DecimalTexts(random: RandomStream(seed: seed, name: "decimals", index: UInt64(chunk)))
            var text: [UInt8] = []
            var expected: [Double] = []
            while expected.count < Self.rows * Self.columns {
                text.append(contentsOf: "2020-01-02".utf8)
                // Rows of numbers without exponents are read in another way than those with one.
                let isPlain = texts.random.below(2) == 0
                var column = 0
                while column < Self.columns {
                    let kind = DecimalTexts.Kind.allCases[
                        texts.random.below(isPlain ? 4 : DecimalTexts.Kind.allCases.count)]
                    let start = text.count
                    text.append(UInt8(ascii: ","))
                    texts.append(kind, to: &text)
                    text.append(0)
                    let value = text.withUnsafeBufferPointer { bytes in
                        bytes.baseAddress.map {
                            strtod(UnsafeRawPointer($0 + start + 1).assumingMemoryBound(to: CChar.self), nil)
                        } ?? .nan
                    }
                    text.removeLast()
                    // What no double holds is refused, which other tests look at.
                    guard value.isFinite else {
                        text.removeSubrange(start...)
                        continue
                    }
                    expected.append(value)
                    column += 1
                }
                text.append(10)
            }
            let result = Self.read(text, rows: Self.rows)
            guard result.rows == Self.rows else {
                wrong.withLock { $0.append("chunk \(chunk): \(result.rows) rows, \(result.failure)") }
                return
            }
            for (place, value) in expected.enumerated() {
                let (row, column) = place.quotientAndRemainder(dividingBy: Self.columns)
                let found = result.values[column][row]
                guard found.bitPattern != value.bitPattern else { continue }
                wrong.withLock {
                    $0.append("chunk \(chunk), row \(row), column \(column): \(found) instead of \(value)")
                }
            }
            compared.add(expected.count, ordering: .relaxed)
        }
        print("numbers compared: \(compared.load(ordering: .relaxed)), seed \(seed)")
        let faults = wrong.withLock { $0 }
        #expect(faults.isEmpty, "seed \(seed): \(faults.count) wrong, first \(faults.first ?? "")")
        #expect(compared.load(ordering: .relaxed) == chunks * Self.rows * Self.columns)
    }

    @Test func vectorsReadAnyTextAsThePlainLoopDoes() {
        let seed = UInt64.random(in: 0...999_999)
        var random = RandomStream(seed: seed, name: "vectors")
        let pool = Array("0123456789.,-+TZe\n\r \u{0}/x:\"".utf8)
        let clocks = [
            "", "T09:30:00Z", " 09:30:00", "T00:00:00Z", " 09:30", "T23:59:59.5", " 09:30:00.123456789",
            "T09:30:00.25Z",
            " 00:00:00+00:00", "T09:30:00.000001+00:00", " 09:30:00-05:00",
        ]
        let epochs: [(unit: Int64, first: Int64)] = [
            (1_000_000_000, 1_520_812_800), (1_000_000, 1_520_812_800_000), (1_000, 1_520_812_800_000_000),
            (1, 1_520_812_800_000_000_000),
        ]
        var stopped = 0
        for draw in 0..<(Self.isLong ? 200_000 : 4_000) {
            let clock = clocks[random.below(clocks.count)]
            let epoch = random.below(3) == 0 ? epochs[random.below(4)] : nil
            let longest = [4, 12, 20][random.below(3)]
            let end = random.below(2) == 0 ? "\n" : "\r\n"
            var text: [UInt8] = []
            for row in 0..<(2 + random.below(40)) {
                if let epoch {
                    let ticks = epoch.first + Int64(random.below(9)) * (random.below(2) == 0 ? 86_400 : 7)
                    text.append(contentsOf: "\(ticks)".utf8)
                } else {
                    text.append(
                        contentsOf: "20\(10 + random.below(20))-0\(1 + random.below(9))-1\(row % 10)\(clock)".utf8)
                }
                for _ in 0..<Self.columns {
                    let digits = random.below(8) == 0 ? longest : 4
                    text.append(contentsOf: (random.below(20) == 0 ? "," : ",\(random.below(100)).").utf8)
                    if text.last != UInt8(ascii: ",") {
                        for _ in 0..<(1 + random.below(digits)) { text.append(UInt8(48 + random.below(10))) }
                    }
                }
                text.append(contentsOf: end.utf8)
            }
            for _ in 0..<random.below(3) {
                text[random.below(text.count)] = pool[random.below(pool.count)]
            }
            if text.last != 10 { text.append(10) }
            let rows = text.count { $0 == 10 } + 1
            let form = epoch.map { StampParser.Form.epoch(nanoseconds: $0.unit) } ?? .iso
            let one = Self.read(text, rows: rows, form: form)
            let other = Self.read(text, rows: rows, form: form, usesVectors: false)
            if !one.failure.isEmpty { stopped += 1 }
            let isSame =
                one.failure == other.failure && one.rows == other.rows && one.notes.kind == other.notes.kind
                && one.notes.areAllMidnight == other.notes.areAllMidnight
                && one.stamps[..<one.rows] == other.stamps[..<one.rows]
                && zip(one.values, other.values).allSatisfy { a, b in
                    zip(a.prefix(one.rows), b).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
                }
            let wasStopped = !one.failure.isEmpty && one.failure == other.failure
            #expect(
                isSame || wasStopped,
                "seed \(seed), draw \(draw): \(one.failure) against \(other.failure) in \(String(decoding: text, as: UTF8.self))"
            )
        }
        #expect(stopped > 100, "seed \(seed): hardly any text was wrong")
    }
}
