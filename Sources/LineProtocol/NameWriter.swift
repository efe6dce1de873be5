/// Writes names with their backslashes.
struct NameWriter {
    private let table: UnsafePointer<UInt8>
    private let isVersion3: Bool

    init(_ dialect: LineDialect) {
        table = LineBytes.table(dialect)
        isVersion3 = dialect == .version3
    }

    /// Appends a name.
    ///
    /// - Throws: `LineEncodingError` for a name that would not be read back the same; nothing has been appended then.
    func append(
        _ name: String, _ part: LineEncodingError.Part, to bytes: inout [UInt8]
    ) throws(LineEncodingError) {
        let text = name.utf8
        guard let first = text.first, let last = text.last else { throw .empty(part) }
        // Spaces and NULs before a line fall away, and what begins with # is a comment.
        let isLost = first == 9 || first == 0 || first == UInt8(ascii: "#")
        if part == .measurement, isLost { throw .unwritable(part, name: name, byte: first) }
        if last == UInt8(ascii: "\\") { throw .unwritable(part, name: name, byte: last) }
        if let byte = text.first(where: { table[Int($0)] & LineBytes.isForbidden != 0 }) {
            throw .unwritable(part, name: name, byte: byte)
        }
        if name == "time", part == .tagKey || part == .fieldKey { throw .reservedKey(part) }
        let escaped = part == .measurement ? LineBytes.isEscapedInMeasurement : LineBytes.isEscapedInName
        let count = bytes.count
        var before: UInt8 = 0
        for byte in text {
            // Before a byte that may be escaped, 1.x and 2.x take a backslash for an escape in some places and not in
            // others: of such names, 1.6 dropped backslashes and read two lines as one.
            if before == UInt8(ascii: "\\"), !isVersion3, ",=\" ".utf8.contains(byte) {
                bytes.removeLast(bytes.count - count)
                throw .unwritable(part, name: name, byte: before)
            }
            if table[Int(byte)] & escaped != 0 { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
            before = byte
        }
    }

    /// Appends the measurement and the tags, sorted by key as the servers do.
    func appendSeries(
        _ measurement: String, _ tags: [Point.Tag], to bytes: inout [UInt8]
    ) throws(LineEncodingError) {
        try append(measurement, .measurement, to: &bytes)
        let sorted = tags.count < 2 ? tags : tags.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (place, tag) in sorted.enumerated() {
            if place > 0, sorted[place - 1].key.utf8.elementsEqual(tag.key.utf8) {
                throw .duplicateKey(.tagKey, name: tag.key)
            }
            bytes.append(UInt8(ascii: ","))
            try append(tag.key, .tagKey, to: &bytes)
            bytes.append(UInt8(ascii: "="))
            try append(tag.value, .tagValue, to: &bytes)
        }
    }

    /// Appends a string in quotes.
    static func appendString(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
