/// Names of files for symbols.
enum SafeFileName {
    /// A symbol as a part of a path.
    ///
    /// Letters, digits and `._-^=` stay; any other byte, and a dot at the beginning, is `%XX`. Two symbols never have
    /// one name.
    static func of(_ symbol: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for (place, byte) in symbol.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "^"), UInt8(ascii: "="): bytes.append(byte)
            case UInt8(ascii: ".") where place > 0: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
