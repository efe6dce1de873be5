/// What each byte is to the line protocol: one table for each dialect, alive as long as the program.
enum LineBytes {
    /// Ends a measurement, or needs a look.
    static let endsMeasurement: UInt8 = 1
    /// Ends a key, or needs a look.
    static let endsKey: UInt8 = 2
    /// Ends a tag value, or needs a look.
    static let endsTagValue: UInt8 = 4
    /// Cannot stand in a name, escaped or not.
    static let isForbidden: UInt8 = 8
    /// Is written after a backslash in a measurement.
    static let isEscapedInMeasurement: UInt8 = 16
    /// Is written after a backslash in a key or tag value.
    static let isEscapedInName: UInt8 = 32

    /// The table of a dialect, by byte.
    static func table(_ dialect: LineDialect) -> UnsafePointer<UInt8> {
        switch dialect {
        case .version1And2: version1And2
        case .version3: version3
        }
    }

    nonisolated(unsafe) private static let version1And2 = make(.version1And2)
    nonisolated(unsafe) private static let version3 = make(.version3)

    private static func make(_ dialect: LineDialect) -> UnsafePointer<UInt8> {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        let everywhere = endsMeasurement | endsKey | endsTagValue
        for byte in " ,\\".utf8 { table[Int(byte)] = everywhere }
        for byte in " ,".utf8 { table[Int(byte)] |= isEscapedInMeasurement | isEscapedInName }
        let equals = Int(UInt8(ascii: "="))
        table[equals] = endsKey | isEscapedInName
        for byte in "\n\r".utf8 { table[Int(byte)] = everywhere | isForbidden }
        switch dialect {
        case .version1And2:
            table[equals] |= endsTagValue
        case .version3:
            for byte in "\t\0".utf8 { table[Int(byte)] = everywhere | isForbidden }
            table[Int(UInt8(ascii: "\\"))] |= isEscapedInMeasurement | isEscapedInName
        }
        return UnsafePointer(table)
    }
}
