import Core
import Foundation

/// Trials on disk, `backtest.trials/1`.
///
///     bytes 0 to 7     "BTTRIAL" and a line feed
///     bytes 8 to 15    the length of the header, UInt64 little-endian
///     the header       JSON in UTF-8: schema, sweep (its hash), columns, trials, sessions, rows, failed
///     the arrays       numbers u32[trials], states u8[trials], figures f64[trials × columns], return rows i32[trials],
///                      returns f32[rows × sessions], places u32[failed], reasons in UTF-8, whose
///                      lengths are `failed`; little-endian, one behind the other
///     the last 64      SHA-256 of all bytes before, in hexadecimal digits
///
/// A file that was cut short or altered does not read: its trials are run again.
///
/// - Verified by: `TrialBatchTests`.
extension TrialBatch {
    private static let beginning = Array("BTTRIAL\n".utf8)
    private static let schema = "backtest.trials/1"

    private struct Header: Codable {
        var schema: String
        var sweep: String
        var columns: [String]
        var trials: Int
        var sessions: Int
        var rows: Int
        var failed: [Int]
    }

    /// The bytes of the file.
    ///
    /// - Parameter sweep: The hash of the sweep that the trials belong to.
    func bytes(sweep: String) throws -> [UInt8] {
        let places = reasons.keys.sorted()
        let texts = places.map { Array((reasons[$0] ?? "").utf8) }
        let header = Header(
            schema: TrialBatch.schema, sweep: sweep, columns: columns.names, trials: count, sessions: sessionCount,
            rows: sessionCount == 0 ? 0 : returns.count / sessionCount, failed: texts.map(\.count))
        let text = Array(try JSONEncoder().encode(header))
        var bytes = TrialBatch.beginning
        bytes.reserveCapacity(
            text.count + count * (9 + 8 * columns.count) + returns.count * 4 + texts.reduce(128) { $0 + $1.count + 4 })
        func add<Value: BitwiseCopyable>(_ values: [Value]) {
            values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        add([UInt64(text.count)])
        bytes += text
        add(numbers)
        add(states.map(\.rawValue))
        add(figures)
        add(returnRows)
        add(returns)
        add(places.map { UInt32($0) })
        for text in texts { bytes += text }
        var hash = SHA256()
        hash.update(bytes)
        bytes += hash.hexDigest().utf8
        return bytes
    }

    /// The trials of a file.
    ///
    /// - Parameters:
    ///   - bytes: What the file holds.
    ///   - sweep: The hash of the sweep that the trials must belong to.
    /// - Returns: `nil` for a file that was cut short, altered or is of another sweep.
    init?(bytes: [UInt8], sweep: String, columns: TrialColumns, sessionCount: Int) {
        guard bytes.count > 80, bytes.starts(with: TrialBatch.beginning) else { return nil }
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<(bytes.count - 64)])) }
        guard bytes[(bytes.count - 64)...].elementsEqual(hash.hexDigest().utf8) else { return nil }
        var reader = ArrayReader(bytes: bytes, offset: 8, end: bytes.count - 64)
        guard let length: [UInt64] = reader.take(1), let text: [UInt8] = reader.take(Int(clamping: length[0])),
            let header = try? JSONDecoder().decode(Header.self, from: Data(text)),
            header.schema == TrialBatch.schema, header.sweep == sweep, header.columns == columns.names,
            header.sessions == sessionCount, (0...bytes.count).contains(header.trials),
            (0...bytes.count).contains(header.rows),
            let numbers: [UInt32] = reader.take(header.trials), let raw: [UInt8] = reader.take(header.trials),
            let figures: [Double] = reader.take(header.trials * columns.count),
            let rows: [Int32] = reader.take(header.trials),
            let returns: [Float] = reader.take(header.rows * sessionCount),
            let places: [UInt32] = reader.take(header.failed.count)
        else { return nil }
        var reasons: [Int: String] = [:]
        for (place, length) in zip(places, header.failed) {
            guard let text: [UInt8] = reader.take(length), place < header.trials else { return nil }
            reasons[Int(place)] = String(decoding: text, as: UTF8.self)
        }
        let states = raw.compactMap { TrialEnd(rawValue: $0) }
        guard states.count == numbers.count, rows.allSatisfy({ $0 < Int32(header.rows) }) else { return nil }
        self.init(
            columns: columns, sessionCount: sessionCount, numbers: numbers, states: states, figures: figures,
            returnRows: rows, returns: returns, reasons: reasons)
    }
}

/// Takes arrays of plain values from bytes, one behind the other.
private struct ArrayReader {
    let bytes: [UInt8]
    var offset: Int
    let end: Int

    mutating func take<Value: BitwiseCopyable>(_ count: Int) -> [Value]? {
        let (size, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.size)
        guard !overflows, count >= 0, size <= end - offset else { return nil }
        defer { offset += size }
        return [Value](unsafeUninitializedCapacity: count) { room, filled in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(room).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + size]))
            }
            filled = count
        }
    }
}
