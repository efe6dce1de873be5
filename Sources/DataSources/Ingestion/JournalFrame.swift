import Core

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

    /// The length of the records of the frame whose head this is; `nil` where it is none.
    static func bodyCount(_ head: UnsafeRawBufferPointer) -> Int? {
        guard head.count >= headCount, head[..<8].elementsEqual(mark) else { return nil }
        return Int(exactly: UInt64(littleEndian: head.loadUnaligned(fromByteOffset: 16, as: UInt64.self)))
    }

    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The first eight bytes of the SHA-256, which are sixteen of its digits.
    static func check(_ body: UnsafeRawBufferPointer) -> [UInt8] {
        var hash = SHA256()
        hash.update(body)
        return check(hash)
    }

    static func check(_ hash: SHA256) -> [UInt8] {
        let digits = Array(hash.hexDigest().utf8.prefix(16))
        return stride(from: 0, to: 16, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
    }

    private static func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }
}
