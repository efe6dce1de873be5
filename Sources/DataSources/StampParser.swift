import Core
import TimeSeries

/// Reads dates and times from bytes in the one form that a file keeps.
struct StampParser {
    /// How a column writes its times.
    enum Form: Equatable {
        /// `2006-01-03`, `2006-01-03T14:30:00.123Z`, `2006/01/03 14:30+01:00`.
        case iso
        /// `20060103`, `20060103 143000`, `20060103T14:30`, `20060103143000`.
        case compact
        /// `01/03/2006`, with or without a time.
        case slash(monthFirst: Bool)
        /// A whole number of ticks of this many nanoseconds since 1970.
        case epoch(nanoseconds: Int64)
        /// `14:30:00.123` or `143000`, in a column of its own.
        case timeOfDay

        /// What a message calls it.
        var text: String {
            switch self {
            case .iso: "a date or time such as 2006-01-03 or 2006-01-03T14:30:00Z"
            case .compact: "a date or time such as 20060103 or 20060103 143000"
            case .slash(let monthFirst): monthFirst ? "a date such as 12/31/2006" : "a date such as 31/12/2006"
            case .epoch(let unit):
                switch unit {
                case 1: "nanoseconds since 1970"
                case 1_000: "microseconds since 1970"
                case 1_000_000: "milliseconds since 1970"
                default: "seconds since 1970"
                }
            case .timeOfDay: "a time of day such as 14:30:00"
            }
        }
    }

    /// What a reading tells.
    enum Kind: UInt8 {
        /// A date without a time.
        case date
        /// A time without an offset.
        case wallClock
        /// A time with an offset, or an epoch.
        case instant
    }

    /// Why a field could not be read.
    enum Failure: Equatable {
        case invalid, beyondRange
    }

    let form: Form
    let delimiter: UInt8
    /// The last reading on the wall clock (UTC for epochs), nanoseconds as if it were UTC.
    private(set) var wall: Int64 = 0
    /// The offset of the last reading in seconds.
    private(set) var offset: Int32 = 0
    /// What the last reading was.
    private(set) var kind = Kind.date
    private(set) var failure = Failure.invalid
    private var lastDate: UInt64 = 0
    private var lastDateTail: UInt16 = 0
    private var lastDays: Int64 = 0

    init(form: Form, delimiter: UInt8) {
        self.form = form
        self.delimiter = delimiter
    }

    /// Reads one field; moves `position` to the byte that ends it.
    ///
    /// - Parameters:
    ///   - position: The first byte of a field in a text whose last byte, before `limit`, is a line break.
    ///   - limit: The end of the text.
    @inline(__always)
    mutating func read(_ position: inout UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>) -> Bool {
        var p = position
        while p[0] == 32 { p += 1 }
        failure = .invalid
        switch form {
        case .iso:
            guard readISODate(&p, limit: limit) else { return false }
            if p[0] == UInt8(ascii: "T") || (p[0] == 32 && p[1] &- 48 < 10) {
                p += 1
                guard readClock(&p), readZone(&p) else { return false }
            }
        case .compact: guard readCompact(&p) else { return false }
        case .slash(let monthFirst): guard readSlash(&p, monthFirst: monthFirst) else { return false }
        case .epoch(let unit): guard readEpoch(&p, unit: unit) else { return false }
        case .timeOfDay:
            wall = 0
            guard readClock(&p), readZone(&p) else { return false }
        }
        while p[0] == 32 || (p[0] == 9 && delimiter != 9) { p += 1 }
        guard p[0] == delimiter || p[0] == 10 || (p[0] == 13 && p[1] == 10) else { return false }
        position = p
        return true
    }

    @inline(__always)
    private mutating func readISODate(_ p: inout UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>) -> Bool {
        kind = .date
        offset = 0
        if limit - p >= 10 {
            let raw = UnsafeRawPointer(p)
            let word = raw.loadUnaligned(as: UInt64.self)
            let tail = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
            if word == lastDate, tail == lastDateTail {
                wall = lastDays &* Timestamp.day
                p += 10
                return true
            }
            guard readNewISODate(p) else { return false }
            (lastDate, lastDateTail) = (word, tail)
            p += 10
            return true
        }
        return false
    }

    private mutating func readNewISODate(_ p: UnsafePointer<UInt8>) -> Bool {
        let (century, year) = (two(p), two(p + 2))
        let (month, day) = (two(p + 5), two(p + 8))
        guard century >= 0, year >= 0, month >= 0, day >= 0, p[4] == p[7],
            p[4] == UInt8(ascii: "-") || p[4] == UInt8(ascii: "/")
        else { return false }
        guard setDate(year: century * 100 + year, month: month, day: day) else { return false }
        return true
    }

    private mutating func setDate(year: Int, month: Int, day: Int) -> Bool {
        guard let date = CivilDate(checkedYear: year, month: month, day: day) else { return false }
        // A day of room at both ends lets offsets be added without care.
        guard year >= 1678, year <= 2261 else {
            failure = .beyondRange
            return false
        }
        lastDays = Int64(date.daysSinceEpoch)
        wall = lastDays * Timestamp.day
        return true
    }

    /// `HH:MM[:SS[.fraction]]` or `HHMM[SS]`.
    @inline(__always)
    private mutating func readClock(_ p: inout UnsafePointer<UInt8>) -> Bool {
        let hour = two(p)
        guard hour >= 0, hour < 24 else { return false }
        p += 2
        let hasColons = p[0] == UInt8(ascii: ":")
        if hasColons { p += 1 }
        let minute = two(p)
        guard minute >= 0, minute < 60 else { return false }
        p += 2
        var seconds = Int64(hour &* 3_600 &+ minute &* 60)
        if hasColons ? p[0] == UInt8(ascii: ":") : p[0] &- 48 < 10 {
            if hasColons { p += 1 }
            let second = two(p)
            guard second >= 0, second < 60 else { return false }
            p += 2
            seconds &+= Int64(second)
        }
        wall &+= seconds &* Timestamp.second
        if p[0] == UInt8(ascii: ".") { return readFraction(&p) }
        kind = .wallClock
        return true
    }

    private mutating func readFraction(_ p: inout UnsafePointer<UInt8>) -> Bool {
        p += 1
        var scale: Int64 = 100_000_000
        guard p[0] &- 48 < 10 else { return false }
        while p[0] &- 48 < 10 {
            wall += Int64(p[0] - 48) * scale
            scale /= 10
            p += 1
        }
        kind = .wallClock
        return true
    }

    /// `Z`, `+01:00`, `-0500`, `+01` or nothing.
    @inline(__always)
    private mutating func readZone(_ p: inout UnsafePointer<UInt8>) -> Bool {
        if p[0] == UInt8(ascii: "Z") {
            p += 1
            kind = .instant
            return true
        }
        guard p[0] == UInt8(ascii: "+") || p[0] == UInt8(ascii: "-") else { return true }
        let sign: Int32 = p[0] == UInt8(ascii: "-") ? -1 : 1
        let hours = two(p + 1)
        guard hours >= 0, hours <= 18 else { return false }
        p += 3
        var minutes = 0
        let hasColon = p[0] == UInt8(ascii: ":")
        if hasColon || p[0] &- 48 < 10 {
            if hasColon { p += 1 }
            minutes = two(p)
            guard minutes >= 0, minutes < 60 else { return false }
            p += 2
        }
        offset = sign * Int32(hours * 3_600 + minutes * 60)
        kind = .instant
        return true
    }

    private mutating func readCompact(_ p: inout UnsafePointer<UInt8>) -> Bool {
        let century = two(p)
        guard century >= 0 else { return false }
        let year = two(p + 2)
        guard year >= 0 else { return false }
        let month = two(p + 4)
        guard month >= 0 else { return false }
        let day = two(p + 6)
        guard day >= 0 else { return false }
        kind = .date
        offset = 0
        guard setDate(year: century * 100 + year, month: month, day: day) else { return false }
        p += 8
        if p[0] == UInt8(ascii: "T") || (p[0] == 32 && p[1] &- 48 < 10) { p += 1 }
        guard p[0] &- 48 < 10 else { return true }
        return readClock(&p) && readZone(&p)
    }

    private mutating func readSlash(_ p: inout UnsafePointer<UInt8>, monthFirst: Bool) -> Bool {
        guard let (a, b, year) = StampParser.slashParts(&p) else { return false }
        kind = .date
        offset = 0
        guard setDate(year: year, month: monthFirst ? a : b, day: monthFirst ? b : a) else { return false }
        guard p[0] == UInt8(ascii: "T") || (p[0] == 32 && p[1] &- 48 < 10) else { return true }
        p += 1
        return readClock(&p) && readZone(&p)
    }

    /// The three numbers of `1/3/2006` or `01/03/2006`.
    static func slashParts(_ p: inout UnsafePointer<UInt8>) -> (Int, Int, Int)? {
        func number(_ most: Int) -> Int? {
            var value = 0
            var count = 0
            while count < most, p[0] &- 48 < 10 {
                value = value * 10 + Int(p[0] - 48)
                p += 1
                count += 1
            }
            return count == 0 ? nil : value
        }
        guard let a = number(2), p[0] == UInt8(ascii: "/") else { return nil }
        p += 1
        guard let b = number(2), p[0] == UInt8(ascii: "/") else { return nil }
        p += 1
        guard let year = number(4), year >= 1_000 else { return nil }
        return (a, b, year)
    }

    private mutating func readEpoch(_ p: inout UnsafePointer<UInt8>, unit: Int64) -> Bool {
        let isNegative = p[0] == UInt8(ascii: "-")
        if isNegative { p += 1 }
        let start = p
        var value: Int64 = 0
        while p[0] &- 48 < 10 {
            guard p - start < 19 else { return false }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(p[0] - 48))
            if overflow || carry {
                failure = .beyondRange
                return false
            }
            value = sum
            p += 1
        }
        // Another magnitude is another unit: a file that mixes them is not to be trusted.
        guard p > start, value < 1_000_000 || StampParser.unit(ofEpoch: value) == unit else { return false }
        let (nanoseconds, overflow) = value.multipliedReportingOverflow(by: unit)
        guard !overflow, nanoseconds < Epoch.end else {
            failure = .beyondRange
            return false
        }
        wall = nanoseconds
        if p[0] == UInt8(ascii: ".") {
            p += 1
            var scale = unit
            while p[0] &- 48 < 10 {
                scale /= 10
                wall += Int64(p[0] - 48) * scale
                p += 1
            }
        }
        if isNegative { wall = -wall }
        offset = 0
        kind = .instant
        return true
    }

    /// Nanoseconds in the unit in which a number counts from 1970, by its magnitude.
    static func unit(ofEpoch value: Int64) -> Int64 {
        for (unit, counts) in Epoch.units where value < counts.upperBound { return unit }
        return 1
    }

    /// The number of two digits, or -1.
    @inline(__always)
    private func two(_ p: UnsafePointer<UInt8>) -> Int {
        let a = p[0] &- 48
        guard a < 10 else { return -1 }
        let b = p[1] &- 48
        guard b < 10 else { return -1 }
        return Int(a) &* 10 &+ Int(b)
    }
}
