/// Names of files for symbols.
enum SafeFileName {
    /// A symbol as a part of a path.
    ///
    /// Letters, digits and `._-^=` stay; any other byte, and a dot at the beginning, is `%XX`. Two symbols never have
    /// one name.
    static func of(_ symbol: String) -> String { encoded(symbol, keeping: "_-^=") }

    /// A text in which letters, digits, some further signs and a dot behind the first place stay, and any other byte is
    /// `%XX`.
    static func encoded(_ text: String, keeping signs: StaticString) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let kept = signs.withUTF8Buffer { Array($0) }
        var bytes: [UInt8] = []
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case UInt8(ascii: ".") where place > 0: bytes.append(byte)
            case _ where kept.contains(byte): bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
