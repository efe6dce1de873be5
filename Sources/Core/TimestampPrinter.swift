/// Prints instants and dates as ISO 8601 into bytes: the text of `Timestamp.description`, at the cost of a few additions
/// where instants of one day follow each other.
@frozen
public struct TimestampPrinter: Sendable {
    /// The room that an instant needs at the place where it is written, more than its text.
    public static let room = 40

    @usableFromInline var day = Int64.min
    /// The text of the day: `YYYY-MM-` and `DD`, the first byte lowest.
    @usableFromInline var month: UInt64 = 0
    @usableFromInline var ofMonth: UInt16 = 0

    /// A printer.
    @inlinable
    public init() {}

    /// Writes an instant in UTC with as many fraction digits as needed (none, 3, 6 or 9): `2006-01-03T14:30:00Z`.
    ///
    /// - Parameters:
    ///   - instant: Nanoseconds since 1970.
    ///   - place: Where to write: `room` bytes of which all may change.
    /// - Returns: The byte after the text.
    @inlinable
    public mutating func write(
        _ instant: Int64, at place: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let day = floorDivide(instant, Timestamp.day)
        // The multiple of the first day that can be written lies before the first instant.
        let nanoseconds = UInt64(bitPattern: instant &- day &* Timestamp.day)
        var p = write(day: day, at: place)
        let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let (minutes, second) = seconds.quotientAndRemainder(dividingBy: 60)
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        p[0] = UInt8(ascii: "T")
        // Eight digits, zeros where the colons belong.
        let clock = NumberPrinter.eightDigits(hour &* 1_000_000 &+ minute &* 1_000 &+ second) | 0x0000_0a00_000a_0000
        NumberPrinter.store(clock, at: p + 1)
        p += 9
        if fraction != 0 { p = TimestampPrinter.write(fraction: fraction, at: p) }
        p[0] = UInt8(ascii: "Z")
        return p + 1
    }

    /// Writes a date: `2006-01-03`.
    ///
    /// - Parameters:
    ///   - day: Days since 1970-01-01, in the years 0 to 9999.
    ///   - place: Where to write: `room` bytes of which all may change.
    /// - Returns: The byte after the text.
    @inlinable
    public mutating func write(day: Int64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if day != self.day { turn(to: day) }
        let raw = UnsafeMutableRawPointer(place)
        raw.storeBytes(of: month.littleEndian, as: UInt64.self)
        raw.storeBytes(of: ofMonth.littleEndian, toByteOffset: 8, as: UInt16.self)
        return place + 10
    }

    /// Makes the text of another day.
    @usableFromInline
    mutating func turn(to day: Int64) {
        self.day = day
        let parts = CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: day)).components
        let dashes: UInt64 = 0x2d00_002d << 32
        let digits = NumberPrinter.eightDigits(UInt64(parts.year) * 10_000 + UInt64(parts.month) * 10)
        month = digits | 0x0030_3000_3030_3030 | dashes
        ofMonth = UInt16(48 + parts.day / 10) | UInt16(48 + parts.day % 10) << 8
    }

    @usableFromInline
    static func write(fraction: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        place[0] = UInt8(ascii: ".")
        let (eight, last) = fraction.quotientAndRemainder(dividingBy: 10)
        NumberPrinter.store(NumberPrinter.eightDigits(eight), at: place + 1)
        place[9] = UInt8(48 + last)
        return place + (fraction % 1_000_000 == 0 ? 4 : fraction % 1_000 == 0 ? 7 : 10)
    }
}
