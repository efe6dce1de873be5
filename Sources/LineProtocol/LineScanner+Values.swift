import Core

extension LineScanner {
    /// A value, from its first byte to the byte after it.
    @inline(__always)
    func value(
        _ p: inout UnsafePointer<UInt8>, key: LineText, end: UnsafePointer<UInt8>, into parts: inout LineParts
    ) -> Outcome {
        switch p[0] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(&p, key: key, into: &parts)
        case UInt8(ascii: "\""):
            return string(&p, key: key, end: end, into: &parts)
        default:
            return boolean(&p, key: key, into: &parts)
        }
    }

    /// Whether a value may end here.
    @inline(__always)
    private func endsValue(_ p: UnsafePointer<UInt8>) -> Bool {
        p[0] == UInt8(ascii: ",") || p[0] == 32 || endsLine(p)
    }

    @inline(__always)
    private func number(
        _ p: inout UnsafePointer<UInt8>, key: LineText, into parts: inout LineParts
    ) -> Outcome {
        let start = p
        let isNegative = p[0] == UInt8(ascii: "-")
        if isNegative { p += 1 }
        let first = p
        var mantissa: UInt64 = 0
        var digit = p[0] &- 48
        while digit < 10 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
            p += 1
            digit = p[0] &- 48
        }
        var digits = p - first
        var fraction = 0
        let hasPoint = p[0] == UInt8(ascii: ".")
        if hasPoint {
            p += 1
            let start = p
            digit = p[0] &- 48
            while digit < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                p += 1
                digit = p[0] &- 48
            }
            fraction = p - start
            digits += fraction
        }
        // Nineteen digits cannot have wrapped around 64 bits.
        if endsValue(p), digits > 0, digits <= 19 {
            let number = parser.decimal(mantissa, fraction: fraction)
            parts.append(LineField(key: key, value: .float(isNegative ? -number : number)))
            return .point
        }
        if p[0] == UInt8(ascii: "i"), !hasPoint, digits > 0, digits <= 18, endsValue(p + 1) {
            let number = Int64(bitPattern: mantissa)
            parts.append(LineField(key: key, value: .integer(isNegative ? -number : number)))
            p += 1
            return .point
        }
        let whole = Digits(start: start, mantissa: mantissa, digits: digits, fraction: fraction, hasPoint: hasPoint)
        return unusualNumber(&p, whole, key: key, into: &parts)
    }

    /// What the digits before an unusual end of a number were.
    private struct Digits {
        var start: UnsafePointer<UInt8>
        var mantissa: UInt64
        var digits: Int
        var fraction: Int
        var hasPoint: Bool
        var isNegative: Bool { start[0] == UInt8(ascii: "-") }
    }

    /// Long numbers, exponents, integers near the end of their range, unsigned integers, and what is no number.
    @inline(never)
    private func unusualNumber(
        _ p: inout UnsafePointer<UInt8>, _ seen: Digits, key: LineText, into parts: inout LineParts
    ) -> Outcome {
        guard seen.digits > 0 else { return bad(.invalidNumber, &p, &parts) }
        switch p[0] {
        case UInt8(ascii: "i"), UInt8(ascii: "u"):
            return integer(&p, seen, key: key, into: &parts)
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            p += 1
            let isBelow = p[0] == UInt8(ascii: "-")
            if isBelow || p[0] == UInt8(ascii: "+") { p += 1 }
            guard p[0] &- 48 < 10 else { return bad(.invalidFloat, &p, &parts) }
            var exponent = 0
            while p[0] &- 48 < 10 {
                exponent = min(exponent * 10 + Int(p[0] &- 48), 100_000)
                p += 1
            }
            guard endsValue(p) else { return bad(.invalidNumber, &p, &parts) }
            let scale = (isBelow ? -exponent : exponent) - seen.fraction
            if seen.digits <= 19, let number = parser.scaled(seen.mantissa, exponent: scale) {
                parts.append(LineField(key: key, value: .float(seen.isNegative ? -number : number)))
                return .point
            }
        default:
            guard endsValue(p) else { return bad(.invalidNumber, &p, &parts) }
        }
        switch parser.slowly(UnsafeBufferPointer(start: seen.start, count: p - seen.start)) {
        case .value(let number):
            parts.append(LineField(key: key, value: .float(number)))
            return .point
        case .beyondRange:
            p = seen.start
            return bad(.invalidFloat, &p, &parts)
        case .missing, .invalid:
            p = seen.start
            return bad(.invalidNumber, &p, &parts)
        }
    }

    private func integer(
        _ p: inout UnsafePointer<UInt8>, _ seen: Digits, key: LineText, into parts: inout LineParts
    ) -> Outcome {
        let isUnsigned = p[0] == UInt8(ascii: "u")
        guard !seen.hasPoint, !(isUnsigned && seen.isNegative) else { return bad(.invalidNumber, &p, &parts) }
        guard endsValue(p + 1) else {
            p += 1
            return bad(.invalidNumber, &p, &parts)
        }
        guard !isUnsigned || options.acceptsUnsigned else { return bad(.unsignedRefused, &p, &parts) }
        let text = UnsafeBufferPointer(start: seen.start, count: p - seen.start)
        p += 1
        if isUnsigned, let number = LineScanner.exact(text, as: UInt64.self) {
            parts.append(LineField(key: key, value: .unsigned(number)))
        } else if !isUnsigned, let number = LineScanner.exact(text, as: Int64.self) {
            parts.append(LineField(key: key, value: .integer(number)))
        } else {
            let digits = String(decoding: UnsafeBufferPointer(start: seen.start, count: p - seen.start), as: UTF8.self)
            p = seen.start
            return bad(.integerOutOfRange(digits), &p, &parts)
        }
        return .point
    }

    /// An integer of digits with or without a minus sign before them, or `nil` beyond its range.
    static func exact<Number: FixedWidthInteger>(_ text: UnsafeBufferPointer<UInt8>, as type: Number.Type) -> Number? {
        let isNegative = text.first == UInt8(ascii: "-")
        var number: Number = 0
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            let (product, wraps) = number.multipliedReportingOverflow(by: 10)
            let digit = Number(byte &- 48)
            let (sum, carries) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if wraps || carries { return nil }
            number = sum
        }
        return number
    }

    /// A string from its first quote to the byte after its last.
    @inline(never)
    private func string(
        _ p: inout UnsafePointer<UInt8>, key: LineText, end: UnsafePointer<UInt8>, into parts: inout LineParts
    ) -> Outcome {
        let quote = p
        p += 1
        var hasEscapes = false
        while p < end {
            switch p[0] {
            case UInt8(ascii: "\""):
                let text = LineText(start: quote + 1, end: p, escapes: hasEscapes ? .string : .none)
                parts.append(LineField(key: key, value: .string(text)))
                p += 1
                return .point
            case UInt8(ascii: "\\"):
                hasEscapes = true
                p += 1
                if p < end, p[0] == UInt8(ascii: "\"") || p[0] == UInt8(ascii: "\\") { p += 1 }
            case 10:
                if !options.allowsBreaksInStrings {
                    p = quote
                    return bad(.unbalancedQuotes, &p, &parts)
                }
                parts.breaks += 1
                p += 1
            default:
                p += 1
            }
        }
        parts.reason = .unbalancedQuotes
        parts.place = quote
        return .open
    }

    @inline(never)
    private func boolean(
        _ p: inout UnsafePointer<UInt8>, key: LineText, into parts: inout LineParts
    ) -> Outcome {
        let start = p
        if endsValue(p) { return bad(.missingFieldValue, &p, &parts) }
        while !endsValue(p), p[0] != 10 { p += 1 }
        let word = UnsafeBufferPointer(start: start, count: p - start)
        for (text, truth) in LineScanner.booleans where word.elementsEqual(LineScanner.bytes(text)) {
            parts.append(LineField(key: key, value: .boolean(truth)))
            return .point
        }
        p = start
        let beginsLikeNaN = start[0] == UInt8(ascii: "N") || start[0] == UInt8(ascii: "n")
        return bad(beginsLikeNaN ? .invalidNumber : .invalidBoolean, &p, &parts)
    }

    private static let booleans: [(StaticString, Bool)] = [
        ("true", true), ("false", false), ("t", true), ("f", false), ("T", true), ("F", false), ("True", true),
        ("False", false), ("TRUE", true), ("FALSE", false),
    ]

    private static func bytes(_ text: StaticString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// The time after the space that ends the fields, up to the end of the line.
    @inline(__always)
    func time(_ p: inout UnsafePointer<UInt8>, _ parts: inout LineParts) -> Bool {
        skipSpace(&p)
        if endsLine(p) { return true }
        let start = p
        let isNegative = p[0] == UInt8(ascii: "-")
        if isNegative { p += 1 }
        let first = p
        var units: Int64 = 0
        var digit = p[0] &- 48
        while digit < 10 {
            units = units &* 10 &+ Int64(digit)
            p += 1
            digit = p[0] &- 48
        }
        guard p > first, p[0] == 32 || endsLine(p) else { return bad(.badTimestamp, &p, &parts) == .point }
        let text = UnsafeBufferPointer(start: start, count: p - start)
        if p - first <= 18 {
            if isNegative { units = -units }
        } else {
            guard let exact = LineScanner.exact(text, as: Int64.self) else { return outOfRange(text, &p, &parts) }
            units = exact
        }
        let unit = options.precision ?? TimePrecision(guessedFrom: units)
        let (time, wraps) = units.multipliedReportingOverflow(by: unit.nanoseconds)
        guard !wraps, TimeRange.nanoseconds.contains(time) else { return outOfRange(text, &p, &parts) }
        parts.time = time
        parts.hasTime = true
        while p[0] == 32 { p += 1 }
        return endsLine(p) || bad(.invalidPoint, &p, &parts) == .point
    }

    @inline(never)
    private func outOfRange(
        _ text: UnsafeBufferPointer<UInt8>, _ p: inout UnsafePointer<UInt8>, _ parts: inout LineParts
    ) -> Bool {
        if let start = text.baseAddress { p = start }
        return bad(.timestampOutOfRange(String(decoding: text, as: UTF8.self)), &p, &parts) == .point
    }
}
