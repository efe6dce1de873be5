import Glibc

/// Reads decimal numbers from bytes, correctly rounded.
///
/// A number whose digits fit 53 bits and whose power of ten is at most 22 is one exact quotient (Clinger 1990). One of up
/// to nineteen digits, as doubles are printed, is a quotient of integers whose remainder decides the rounding. Any other
/// goes through the C library.
///
/// - Verified by: `NumberParserTests`, bit for bit against the standard library on random texts.
@frozen
public struct NumberParser: Sendable {
    /// What a field that is not read at once turns out to be.
    public enum Outcome: Equatable, Sendable {
        /// A number.
        case value(Double)
        /// An empty field or a word for nothing.
        case missing
        /// Neither.
        case invalid
        /// A number too large for a double.
        case beyondRange
    }

    // Written once, before anyone reads it.
    @usableFromInline nonisolated(unsafe) let powers: UnsafePointer<Double>

    /// Powers of ten that a double holds exactly; lives as long as the program.
    nonisolated(unsafe) private static let powersOfTen: UnsafePointer<Double> = {
        let table = UnsafeMutablePointer<Double>.allocate(capacity: 23)
        var power = 1.0
        for exponent in 0...22 {
            table[exponent] = power
            power *= 10
        }
        return UnsafePointer(table)
    }()

    /// A parser.
    public init() { powers = NumberParser.powersOfTen }

    /// Reads a plain number such as `-12.5` up to the end of its field.
    ///
    /// - Parameters:
    ///   - position: The first byte of a field in a text that ends with a line break; moved to the byte that ends the
    ///     field only where the result is `true`.
    ///   - delimiter: The byte between fields.
    /// - Returns: `false` where the field needs `slowly(_:)`.
    @inlinable
    @inline(__always)
    public func quickly(_ position: inout UnsafePointer<UInt8>, delimiter: UInt8, into value: inout Double) -> Bool {
        var p = position
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
        if p[0] == UInt8(ascii: ".") {
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
        guard digits > 0, digits <= 19, fraction <= 22, p[0] == delimiter || p[0] == 10 || p[0] == 13 else {
            return false
        }
        let result = decimal(mantissa, fraction: fraction)
        value = isNegative ? -result : result
        position = p
        return true
    }

    /// `mantissa / 10^fraction`, correctly rounded to the nearest double, ties to even.
    ///
    ///     m / 10^f = ((m·2^a)·2^63 / (5^f·2^b)) · 2^(b − a − 63 − f)
    ///
    /// with `a` and `b` such that both factors fill 64 bits. The quotient then has 63 or 64 bits, more than a double's 53,
    /// and the remainder tells whether anything lies beyond them.
    ///
    /// - Precondition: `mantissa > 0` and `fraction` in `1...27`, so that `5^fraction` fits 64 bits.
    @inlinable
    public static func quotient(_ mantissa: UInt64, fraction: Int) -> Double {
        var divisor: UInt64 = 1
        for _ in 0..<fraction { divisor &*= 5 }
        let (a, b) = (mantissa.leadingZeroBitCount, divisor.leadingZeroBitCount)
        let dividend = mantissa &<< UInt64(a)
        let (quotient, remainder) = (divisor &<< UInt64(b)).dividingFullWidth((dividend &>> 1, dividend &<< 63))
        let excess = 11 - quotient.leadingZeroBitCount
        let tail = quotient & (1 &<< UInt64(excess) &- 1)
        let half: UInt64 = 1 &<< UInt64(excess &- 1)
        var significand = quotient &>> UInt64(excess)
        if tail > half || (tail == half && (remainder != 0 || significand & 1 == 1)) { significand &+= 1 }
        let exponent = b - a - 63 - fraction + excess
        return Double(significand) * Double(bitPattern: UInt64(exponent + 1_023) &<< 52)
    }

    /// Reads any field: spaces around it, exponents, long numbers, words for nothing.
    public func slowly(_ field: UnsafeBufferPointer<UInt8>) -> Outcome {
        var bytes = field[...]
        while let byte = bytes.first, byte == 32 || byte == 9 { bytes.removeFirst() }
        while let byte = bytes.last, byte == 32 || byte == 9 || byte == 13 { bytes.removeLast() }
        if bytes.isEmpty { return .missing }
        var place = bytes.startIndex
        func isDigit() -> Bool { place < bytes.endIndex && bytes[place] &- 48 < 10 }
        func isOne(of text: StaticString) -> Bool {
            place < bytes.endIndex
                && UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).contains(bytes[place])
        }
        if isOne(of: "+-") { place += 1 }
        var digits = 0
        var hasNonzero = false
        func run() {
            while isDigit() {
                if bytes[place] != 48 { hasNonzero = true }
                digits += 1
                place += 1
            }
        }
        run()
        if isOne(of: ".") {
            place += 1
            run()
        }
        guard digits > 0 else { return NumberParser.isWordForNothing(bytes) ? .missing : .invalid }
        if isOne(of: "eE") {
            place += 1
            if isOne(of: "+-") { place += 1 }
            guard isDigit() else { return .invalid }
            while isDigit() { place += 1 }
        }
        guard place == bytes.endIndex else { return .invalid }
        let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
            for (offset, byte) in bytes.enumerated() { text[offset] = CChar(bitPattern: byte) }
            text[bytes.count] = 0
            return text.baseAddress.map { strtod($0, nil) } ?? .nan
        }
        if value.isInfinite { return .beyondRange }
        // Numbers below the least double are zero; that is rounding, not a loss of range.
        return .value(value == 0 && !hasNonzero ? (bytes.first == UInt8(ascii: "-") ? -0.0 : 0) : value)
    }

    private static func isWordForNothing(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard bytes.count <= 4 else { return false }
        switch String(decoding: bytes, as: UTF8.self).lowercased() {
        case ".", "-", "nan", "na", "n/a", "#n/a", "null", "none", "nil": return true
        default: return false
        }
    }
}
