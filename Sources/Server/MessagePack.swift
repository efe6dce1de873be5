/// Writes the few kinds of MessagePack that an answer needs.
///
/// - Source: github.com/msgpack/msgpack, `spec.md`.
struct MessagePack {
    var bytes: [UInt8] = []

    mutating func map(_ count: Int) { head(count, small: 0x80, limit: 16, medium: 0xde) }

    mutating func array(_ count: Int) { head(count, small: 0x90, limit: 16, medium: 0xdc) }

    mutating func string(_ text: String) {
        if text.utf8.count < 256, text.utf8.count > 31 {
            bytes += [0xd9, UInt8(text.utf8.count)]
        } else {
            head(text.utf8.count, small: 0xa0, limit: 32, medium: 0xda)
        }
        bytes += Array(text.utf8)
    }

    mutating func unsigned(_ value: Int) {
        if value < 128 { bytes.append(UInt8(value)) } else { head(value, small: 0, limit: 0, medium: 0xcd) }
    }

    /// A count within the first byte, or in the two or four bytes after it.
    private mutating func head(_ count: Int, small: UInt8, limit: Int, medium: UInt8) {
        if count < limit { return bytes.append(small | UInt8(count)) }
        if count < 1 << 16 { return bytes += [medium, UInt8(count >> 8), UInt8(count & 255)] }
        bytes.append(medium + 1)
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
    }
}
