public import Core
public import LineProtocol

/// Lines that were accepted together: what the journal keeps and what an acknowledgement is about.
public struct JournalRecord: Hashable, Sendable {
    /// When they arrived; also the time of lines that have none.
    public var received: Timestamp
    /// Whose line protocol they are.
    public var dialect: LineDialect
    /// The unit of their times; `nil` tells it from the size of each.
    public var precision: TimePrecision?
    /// The lines, each with its break.
    public var lines: [UInt8]

    /// Lines.
    public init(received: Timestamp, dialect: LineDialect, precision: TimePrecision?, lines: [UInt8]) {
        self.received = received
        self.dialect = dialect
        self.precision = precision
        self.lines = lines
    }

    /// Hands over each line.
    public func decode(_ take: (borrowing Line) -> Void) {
        var decoder = LineDecoder(
            LineOptions(dialect: dialect, precision: precision, longestLine: max(lines.count, 1)))
        // What is here was read before: there is no bad line.
        decoder.decode(lines.span, line: take, bad: { _ in })
        decoder.finish(line: take, bad: { _ in })
    }

    private static let headCount = 10

    /// The length of the rest, the time of arrival, the dialect, the precision and the lines.
    fileprivate func append(to body: inout [UInt8]) {
        JournalFrame.append(UInt64(JournalRecord.headCount + lines.count), to: &body)
        JournalFrame.append(UInt64(bitPattern: received.nanoseconds), to: &body)
        body.append(dialect == .version3 ? 3 : 1)
        body.append(precision.map { UInt8(TimePrecision.allCases.firstIndex(of: $0) ?? 0) } ?? 255)
        body += lines
    }

    /// Reads what `append(to:)` wrote, and moves the place behind it.
    fileprivate init?(_ body: UnsafeRawBufferPointer, at place: inout Int) {
        guard place + 8 + JournalRecord.headCount <= body.count else { return nil }
        let length = UInt64(littleEndian: body.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let start = place + 8
        guard length >= UInt64(JournalRecord.headCount), length <= UInt64(body.count - start) else { return nil }
        let time = Int64(littleEndian: body.loadUnaligned(fromByteOffset: start, as: Int64.self))
        let units = TimePrecision.allCases
        let unit = Int(body[start + 9])
        place = start + Int(length)
        self.init(
            received: Timestamp(nanoseconds: time), dialect: body[start + 8] == 3 ? .version3 : .version1And2,
            precision: unit < units.count ? units[unit] : nil,
            lines: [UInt8](body[start + JournalRecord.headCount..<place]))
    }
}

/// Records that were written at once: the disk has all of them or none.
enum JournalFrame {
    /// "RECORD" and two marks that no text of UTF-8 holds.
    static let mark: [UInt8] = [0xff, 0xfe, 0x52, 0x45, 0x43, 0x4f, 0x52, 0x44]
    /// Mark, check, length.
    static let headCount = 24

    /// The mark, eight bytes of the SHA-256 of the records, their length, and the records.
    ///
    /// Numbers are little-endian.
    static func bytes(of records: [JournalRecord]) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(records.reduce(0) { $0 + $1.lines.count + 18 })
        for record in records { record.append(to: &body) }
        var bytes = mark
        body.withUnsafeBytes { bytes += check($0) }
        append(UInt64(body.count), to: &bytes)
        return bytes + body
    }

    /// Reads the records at an offset.
    ///
    /// - Returns: The records and the offset after them, or `nil` where no whole frame is.
    static func read(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (records: [JournalRecord], next: Int)? {
        guard offset + headCount <= bytes.count, bytes[offset..<offset + 8].elementsEqual(mark) else { return nil }
        let length = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
        let start = offset + headCount
        guard length <= UInt64(bytes.count - start) else { return nil }
        let body = UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(length)])
        guard bytes[offset + 8..<offset + 16].elementsEqual(check(body)) else { return nil }
        var records: [JournalRecord] = []
        var place = 0
        while place < body.count {
            guard let record = JournalRecord(body, at: &place) else { return nil }
            records.append(record)
        }
        return (records, start + Int(length))
    }

    fileprivate static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The first eight bytes of the SHA-256, which are sixteen of its digits.
    private static func check(_ body: UnsafeRawBufferPointer) -> [UInt8] {
        var hash = SHA256()
        hash.update(body)
        let digits = Array(hash.hexDigest().utf8.prefix(16))
        return stride(from: 0, to: 16, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
    }

    private static func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }
}
