/// Prints numbers as decimal digits into bytes: of a double the fewest digits that read back to it.
///
/// The text of a double is `Double.shortestText`. A number of at most eight decimals is found by one product and shown by
/// one quotient; any other in the range of plain notation by `digits(of:)`; what needs an exponent is left to the standard
/// library.
///
/// - Verified by: `NumberPrinterTests`, byte for byte against the standard library.
@frozen
public struct NumberPrinter: Sendable {
    /// The room that any number needs at the place where it is written, more than its text.
    public static let room = 32

    // Written once, before anyone reads it.
    @usableFromInline nonisolated(unsafe) let powersOfFive: UnsafePointer<UInt64>

    /// Powers of five up to what doubles from 10⁻⁴ need; lives as long as the program.
    nonisolated(unsafe) private static let fives: UnsafePointer<UInt64> = {
        let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 28)
        var power: UInt64 = 1
        for exponent in 0...27 {
            table[exponent] = power
            power &*= 5
        }
        return UnsafePointer(table)
    }()

    /// A printer.
    public init() { powersOfFive = NumberPrinter.fives }

    /// Writes the fewest digits that read back to `value`.
    ///
    /// - Parameter place: Where to write: `room` bytes of which all may change.
    /// - Returns: The byte after the text.
    /// - Edge cases: `nan`, `inf` and `-inf` are written so; negative zero is `-0`.
    @inlinable
    public func write(_ value: Double, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let magnitude = value.magnitude
        // Below, eight decimals are at most fifteen digits: no two decimals of so few digits share a double, so the one
        // found is the shortest.
        guard magnitude < 1e7, magnitude >= 1e-4 else { return writeOther(value, at: place) }
        var p = place
        if value < 0 {
            p[0] = UInt8(ascii: "-")
            p += 1
        }
        // A sum of at least 2⁵² has no fraction: it is rounded to even, and its last bits are the integer.
        let sum = magnitude * 1e8 + 0x1p52
        guard (sum - 0x1p52) / 1e8 == magnitude else { return writeLong(magnitude, at: p) }
        let (whole, fraction) = sum.significandBitPattern.quotientAndRemainder(dividingBy: 100_000_000)
        p = writeBelow100Million(UInt32(truncatingIfNeeded: whole), at: p)
        if fraction == 0 { return p }
        p[0] = UInt8(ascii: ".")
        let digits = NumberPrinter.eightDigits(fraction)
        NumberPrinter.store(digits, at: p + 1)
        return p + 1 + (8 - digits.leadingZeroBitCount >> 3)
    }

    /// Writes an integer.
    ///
    /// - Parameter place: Where to write: `room` bytes of which all may change.
    /// - Returns: The byte after the text.
    @inlinable
    public func write(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if value < 100_000_000 { return writeBelow100Million(UInt32(truncatingIfNeeded: value), at: place) }
        let (upper, lower) = value.quotientAndRemainder(dividingBy: 100_000_000)
        // The upper part has at most twelve digits: this goes no deeper than twice.
        let p = write(upper, at: place)
        NumberPrinter.store(NumberPrinter.eightDigits(lower), at: p)
        return p + 8
    }

    /// Writes an integer.
    ///
    /// - Parameter place: Where to write: `room` bytes of which all may change.
    /// - Returns: The byte after the text.
    @inlinable
    public func write(_ value: Int64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        guard value < 0 else { return write(UInt64(value), at: place) }
        place[0] = UInt8(ascii: "-")
        return write(value.magnitude, at: place + 1)
    }

    /// Appends the fewest digits that read back to `value`.
    @inlinable
    public func append(_ value: Double, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberPrinter.room) { text in
            guard let start = text.baseAddress else { return }
            bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: write(value, at: start) - start))
        }
    }

    /// Appends an integer.
    @inlinable
    public func append(_ value: Int64, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberPrinter.room) { text in
            guard let start = text.baseAddress else { return }
            bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: write(value, at: start) - start))
        }
    }

    /// Appends an integer.
    @inlinable
    public func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberPrinter.room) { text in
            guard let start = text.baseAddress else { return }
            bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: write(value, at: start) - start))
        }
    }

    /// Writes an integer of at most eight digits without leading zeros.
    @inlinable
    func writeBelow100Million(_ value: UInt32, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if value < 10 {
            place[0] = UInt8(truncatingIfNeeded: value) &+ 48
            return place + 1
        }
        let digits = NumberPrinter.eightDigits(UInt64(value))
        let skipped = digits.trailingZeroBitCount >> 3
        NumberPrinter.store(digits &>> UInt64(skipped << 3), at: place)
        return place + (8 - skipped)
    }

    /// The eight digits of a number below 10⁸, the first in the lowest byte.
    ///
    /// Quotients by 100 and by 10 are products by their inverses in lanes of one word: ⌊x·10486 / 2²⁰⌋ is ⌊x / 100⌋ below
    /// 10⁴, and ⌊x·103 / 2¹⁰⌋ is ⌊x / 10⌋ below 100.
    @inlinable
    @inline(__always)
    static func eightDigits(_ value: UInt64) -> UInt64 {
        let upper = value / 10_000
        let fours = upper | (value &- upper &* 10_000) &<< 32
        let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007f_0000_007f
        let twos = hundreds | (fours &- hundreds &* 100) &<< 16
        let tens = (twos &* 103) &>> 10 & 0x000f_000f_000f_000f
        return tens | (twos &- tens &* 10) &<< 8
    }

    /// Writes eight digits as text.
    @inlinable
    @inline(__always)
    static func store(_ digits: UInt64, at place: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(place).storeBytes(of: (digits | 0x3030_3030_3030_3030).littleEndian, as: UInt64.self)
    }
}
