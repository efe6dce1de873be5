internal import Core

/// Reads cells of annotated CSV by the names of their types.
enum CSVValue {
    /// Whether a name is that of a type.
    static func isKnown(_ type: String) -> Bool {
        [
            "boolean", "long", "unsignedLong", "double", "string", "base64Binary", "dateTime", "dateTime:RFC3339",
            "dateTime:RFC3339Nano", "duration",
        ].contains(type)
    }

    /// Reads a cell into a row of a column; `false` where it is not of the type.
    static func read(_ field: CSVRecords.Field, as type: String, into column: ColumnBuilder, _ row: Int) -> Bool {
        switch type {
        case "double":
            guard let value = double(field.bytes) else { return false }
            column.set(double: value, row)
        case "long":
            guard let value = integer(field.bytes) else { return false }
            column.set(integer: value, row)
        case "unsignedLong":
            guard let value = UInt64(field.text) else { return false }
            column.set(fixedUnsigned: value, row)
        case "boolean":
            guard field.holds("true") || field.holds("false") else { return false }
            column.set(boolean: field.holds("true"), row)
        case "duration":
            guard let value = integer(field.bytes) ?? duration(field.text) else { return false }
            column.set(integer: value, row)
        case "string", "base64Binary":
            if field.isDoubled {
                var text = field.text
                text.withUTF8 { column.set(string: UnsafeRawBufferPointer($0), row) }
            } else {
                column.set(string: field.bytes, row)
            }
        default:
            guard let value = InstantText.nanoseconds(field.bytes) else { return false }
            column.set(time: value, row)
        }
        return true
    }

    static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        JSONScanner.integer(bytes.bindMemory(to: UInt8.self))
    }

    /// A double, `NaN` and infinities included.
    static func double(_ bytes: UnsafeRawBufferPointer) -> Double? {
        if case .value(let value) = NumberParser().slowly(bytes.bindMemory(to: UInt8.self)) { return value }
        switch String(decoding: bytes, as: UTF8.self) {
        case "NaN": return .nan
        case "+Inf", "Inf": return .infinity
        case "-Inf": return -.infinity
        default: return nil
        }
    }

    /// Nanoseconds of a duration as Go and Flux write it: `1h20m30.13245s`.
    static func duration(_ text: String) -> Int64? {
        let units: [(String, Double)] = [
            ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3_600e9), ("d", 86_400e9),
            ("w", 604_800e9),
        ]
        var rest = text[...]
        var sum = 0.0
        let isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest.removeFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest.removeFirst(unit.count)
            guard let value = Double(number), let scale = units.first(where: { $0.0 == unit })?.1 else { return nil }
            sum += value * scale
        }
        return Int64(exactly: (isNegative ? -sum : sum).rounded())
    }
}
