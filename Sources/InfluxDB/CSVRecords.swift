/// Splits CSV (RFC 4180) into records and fields, in pieces of any size: a quoted field may hold line breaks.
struct CSVRecords {
    /// A field of a record.
    struct Field {
        /// Where its bytes lie in the record's memory, quotes left out.
        var bytes: UnsafeRawBufferPointer
        /// Whether it was quoted.
        var isQuoted: Bool
        /// Whether two quotes in it stand for one.
        var isDoubled: Bool

        var text: String {
            guard isDoubled else { return String(decoding: bytes, as: UTF8.self) }
            var plain: [UInt8] = []
            var isSecond = false
            for byte in bytes {
                isSecond = byte == 34 && !isSecond
                if byte != 34 || isSecond { plain.append(byte) }
            }
            return String(decoding: plain, as: UTF8.self)
        }

        func holds(_ text: StaticString) -> Bool {
            bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
    }

    private var kept: [UInt8] = []
    private var fields: [Field] = []
    private var offset = 0
    let format: InfluxFormat

    /// Bytes of one record beyond which an answer is refused.
    static let longestRecord = 64 << 20

    init(format: InfluxFormat) { self.format = format }

    /// Calls `body` with the fields of each whole record and its place; a blank line is one empty field.
    mutating func take(
        _ piece: UnsafeRawBufferPointer, _ body: ([Field], Int) throws(InfluxError) -> Void
    ) throws(InfluxError) {
        guard !kept.isEmpty else {
            let used = try split(piece, body)
            kept.append(contentsOf: piece[used...])
            return
        }
        kept.append(contentsOf: piece)
        // Without a line break no record has become whole.
        guard piece.contains(10) else { return try checkLength() }
        let whole = kept
        var used = 0
        var fault: InfluxError?
        whole.withUnsafeBytes { bytes in
            do throws(InfluxError) { used = try split(bytes, body) } catch { fault = error }
        }
        if let fault { throw fault }
        kept = Array(whole[used...])
        try checkLength()
    }

    /// Calls `body` with a last record that has no line break.
    mutating func finish(_ body: ([Field], Int) throws(InfluxError) -> Void) throws(InfluxError) {
        guard !kept.isEmpty else { return }
        let end: [UInt8] = [10]
        var fault: InfluxError?
        end.withUnsafeBytes { bytes in
            do throws(InfluxError) { try take(bytes, body) } catch { fault = error }
        }
        if let fault { throw fault }
        guard kept.isEmpty else { throw malformed("the end", "'\"'", at: offset) }
    }

    private func checkLength() throws(InfluxError) {
        guard kept.count <= CSVRecords.longestRecord else {
            throw malformed("a record longer than \(CSVRecords.longestRecord) bytes", "a line break", at: offset)
        }
    }

    private func malformed(_ found: String, _ expected: String, at place: Int) -> InfluxError {
        .malformed(format: format, offset: place, found: found, expected: expected)
    }

    /// Splits what is whole and tells how many bytes that was.
    private mutating func split(
        _ bytes: UnsafeRawBufferPointer, _ body: ([Field], Int) throws(InfluxError) -> Void
    ) throws(InfluxError) -> Int {
        var done = 0
        while let end = try record(bytes, from: done) {
            try body(fields, offset)
            offset += end - done
            done = end
        }
        return done
    }

    /// Finds the fields of the record that begins at a place.
    ///
    /// - Returns: The place after its line break; `nil` where that has not come yet.
    private mutating func record(_ bytes: UnsafeRawBufferPointer, from start: Int) throws(InfluxError) -> Int? {
        fields.removeAll(keepingCapacity: true)
        var place = start
        while true {
            let first = place
            guard place < bytes.count else { return nil }
            if bytes[place] == 34 {
                var isDoubled = false
                place += 1
                while true {
                    while place < bytes.count, bytes[place] != 34 { place += 1 }
                    // The quote's meaning hangs on the byte after it.
                    guard place + 1 < bytes.count else { return nil }
                    guard bytes[place + 1] == 34 else { break }
                    isDoubled = true
                    place += 2
                }
                add(bytes, first + 1, place, isQuoted: true, isDoubled: isDoubled)
                place += 1
                if bytes[place] == 13 {
                    guard place + 1 < bytes.count else { return nil }
                    place += 1
                }
                guard bytes[place] == 44 || bytes[place] == 10 else {
                    throw malformed("a byte after a closing quote", "',' or a line break", at: offset + place - start)
                }
            } else {
                while place < bytes.count, bytes[place] != 44, bytes[place] != 10 { place += 1 }
                guard place < bytes.count else { return nil }
                let hasReturn = bytes[place] == 10 && place > first && bytes[place - 1] == 13
                add(bytes, first, hasReturn ? place - 1 : place, isQuoted: false, isDoubled: false)
            }
            place += 1
            if bytes[place - 1] == 10 { return place }
        }
    }

    private mutating func add(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int, isQuoted: Bool, isDoubled: Bool
    ) {
        fields.append(
            Field(
                bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), isQuoted: isQuoted, isDoubled: isDoubled))
    }
}
