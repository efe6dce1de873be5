internal import Core

/// Reads JSON (RFC 8259) from bytes that lie in memory.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var place: Int
    private let numbers = NumberParser()

    struct Fault: Error {
        var found: String
        var expected: String
        var place: Int
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    /// The next byte that is no space; 0 at the end, which stands for itself nowhere in JSON.
    @inline(__always)
    mutating func peek() -> UInt8 {
        while place < bytes.count {
            let byte = bytes[place]
            if byte != 32, byte != 10, byte != 13, byte != 9 { return byte }
            place += 1
        }
        return 0
    }

    func wrong(_ expected: String) -> Fault {
        guard place < bytes.count else { return Fault(found: "the end", expected: expected, place: place) }
        let excerpt = String(decoding: bytes[place..<min(bytes.count, place + 24)], as: UTF8.self)
        return Fault(found: "'\(excerpt)'", expected: expected, place: place)
    }

    mutating func expect(_ byte: UInt8) throws(Fault) {
        guard peek() == byte else { throw wrong("'\(Character(UnicodeScalar(byte)))'") }
        place += 1
    }

    /// Whether a list or an object goes on: passes a comma, or the closing byte.
    mutating func goesOn(_ close: UInt8, isFirst: Bool) throws(Fault) -> Bool {
        let byte = peek()
        if byte == close {
            place += 1
            return false
        }
        if isFirst { return true }
        guard byte == UInt8(ascii: ",") else { throw wrong("',' or '\(Character(UnicodeScalar(close)))'") }
        place += 1
        guard peek() != close else { throw wrong("a value") }
        return true
    }

    /// The name of a member and its colon.
    mutating func name() throws(Fault) -> String {
        let name = try string()
        try expect(UInt8(ascii: ":"))
        return name
    }

    /// Where a text's bytes lie, and whether they hold escapes.
    mutating func rawString() throws(Fault) -> (bytes: UnsafeRawBufferPointer, isEscaped: Bool) {
        try expect(UInt8(ascii: "\""))
        let start = place
        var isEscaped = false
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                return (UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<place - 1]), isEscaped)
            case UInt8(ascii: "\\"):
                isEscaped = true
                place += 2
            case 0..<32: throw wrong("a text without control characters")
            default: place += 1
            }
        }
        place = bytes.count
        throw wrong("'\"'")
    }

    mutating func string() throws(Fault) -> String {
        let (raw, isEscaped) = try rawString()
        return isEscaped ? try unescaped(raw) : String(decoding: raw, as: UTF8.self)
    }

    private func unescaped(_ raw: UnsafeRawBufferPointer) throws(Fault) -> String {
        var text: [UInt8] = []
        var index = 0
        func unit() throws(Fault) -> UInt16 {
            guard index + 6 <= raw.count, raw[index + 1] == UInt8(ascii: "u"),
                let value = UInt16(String(decoding: raw[index + 2..<index + 6], as: UTF8.self), radix: 16)
            else { throw Fault(found: "a broken escape", expected: "\\uXXXX", place: place) }
            index += 6
            return value
        }
        while index < raw.count {
            guard raw[index] == UInt8(ascii: "\\") else {
                text.append(raw[index])
                index += 1
                continue
            }
            switch index + 1 < raw.count ? raw[index + 1] : 0 {
            case UInt8(ascii: "u"):
                var units = [try unit()]
                if units[0] & 0xfc00 == 0xd800, index + 1 < raw.count, raw[index] == UInt8(ascii: "\\") {
                    units.append(try unit())
                }
                text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
                continue
            case UInt8(ascii: "n"): text.append(10)
            case UInt8(ascii: "t"): text.append(9)
            case UInt8(ascii: "r"): text.append(13)
            case UInt8(ascii: "b"): text.append(8)
            case UInt8(ascii: "f"): text.append(12)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(raw[index + 1])
            default: throw Fault(found: "a broken escape", expected: "an escape of JSON", place: place)
            }
            index += 2
        }
        return String(decoding: text, as: UTF8.self)
    }

    mutating func literal(_ text: StaticString) throws(Fault) {
        let count = text.utf8CodeUnitCount
        guard place + count <= bytes.count,
            bytes[place..<place + count].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
        else { throw wrong("'\(text)'") }
        place += count
    }

    mutating func truth() throws(Fault) -> Bool {
        if peek() == UInt8(ascii: "t") {
            try literal("true")
            return true
        }
        try literal("false")
        return false
    }

    enum Number {
        case integer(Int64)
        case unsigned(UInt64)
        case double(Double)
    }

    mutating func number() throws(Fault) -> Number {
        _ = peek()
        let start = place
        var isWhole = true
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): isWhole = false
            default: return try number(from: start, isWhole: isWhole)
            }
            place += 1
        }
        return try number(from: start, isWhole: isWhole)
    }

    private mutating func number(from start: Int, isWhole: Bool) throws(Fault) -> Number {
        let field = UnsafeBufferPointer(rebasing: bytes[start..<place])
        guard let first = field.first, let base = field.baseAddress else { throw wrong("a value") }
        if isWhole {
            if let value = JSONScanner.integer(field) {
                // Negative zero is a float that has lost its point.
                return value == 0 && first == UInt8(ascii: "-") ? .double(-0.0) : .integer(value)
            }
            if let value = UInt64(String(decoding: field, as: UTF8.self)) { return .unsigned(value) }
        }
        var (position, value) = (base, 0.0)
        if place < bytes.count, numbers.quickly(&position, delimiter: bytes[place], into: &value) {
            return .double(value)
        }
        if case .value(let value) = numbers.slowly(field) { return .double(value) }
        place = start
        throw wrong("a number that a double holds")
    }

    /// A whole number; `nil` where it is none or beyond 64 bits.
    static func integer(_ field: UnsafeBufferPointer<UInt8>) -> Int64? {
        let isNegative = field.first == UInt8(ascii: "-")
        let digits = field.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            let digit = Int64(byte) - 48
            guard digit >= 0, digit <= 9 else { return nil }
            let (product, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) = product.addingReportingOverflow(isNegative ? -digit : digit)
            guard !isOver, !isBeyond else { return nil }
            value = sum
        }
        return value
    }

    /// Passes over a value, nested ones with it, without recursion.
    mutating func skip() throws(Fault) {
        var depth = 0
        repeat {
            switch peek() {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                place += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"): place += 1
            case UInt8(ascii: "\""): _ = try rawString()
            case UInt8(ascii: "t"): try literal("true")
            case UInt8(ascii: "f"): try literal("false")
            case UInt8(ascii: "n"): try literal("null")
            default: _ = try number()
            }
        } while depth > 0
        if depth < 0 { throw wrong("a value") }
    }

    /// Reads a value into a row of a column.
    mutating func value(into column: ColumnBuilder, row: Int, isTime: Bool) throws(Fault) {
        switch peek() {
        case UInt8(ascii: "\""):
            let (raw, isEscaped) = try rawString()
            if isTime, let time = InstantText.nanoseconds(raw) {
                column.set(time: time, row)
            } else if isEscaped {
                var text = try unescaped(raw)
                text.withUTF8 { column.set(string: UnsafeRawBufferPointer($0), row) }
            } else {
                column.set(string: raw, row)
            }
        case UInt8(ascii: "t"), UInt8(ascii: "f"): column.set(boolean: try truth(), row)
        case UInt8(ascii: "n"):
            try literal("null")
            column.setMissing(row)
        case UInt8(ascii: "{"), UInt8(ascii: "["): throw wrong("a plain value")
        default:
            switch try number() {
            case .integer(let value): column.set(integer: value, row)
            case .unsigned(let value): column.set(unsigned: value, row)
            case .double(let value): column.set(double: value, row)
            }
        }
    }
}
