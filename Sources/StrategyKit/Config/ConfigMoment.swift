public import Core

/// A point in a config where something begins or ends: a session's date, or an instant.
public enum ConfigMoment: Hashable, Sendable {
    /// A date: the session of that name.
    case date(CivilDate)
    /// An instant.
    case instant(Timestamp)

    /// Reads `2006-01-03`, `2006-01-03T14:30Z` or `2006-01-03 14:30:00-05:00`; `nil` for anything else.
    ///
    /// A time without an offset is refused: nothing carries a time without a zone.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ from: Int, _ count: Int) -> Int? {
            guard from >= 0, from + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[from..<from + count] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        func stands(_ character: Character, at index: Int) -> Bool {
            index < bytes.count && bytes[index] == character.asciiValue
        }
        guard let year = number(0, 4), stands("-", at: 4), let month = number(5, 2), stands("-", at: 7),
            let day = number(8, 2), let date = CivilDate(checkedYear: year, month: month, day: day)
        else { return nil }
        if bytes.count == 10 {
            self = .date(date)
            return
        }
        // Beyond these years nanoseconds in 64 bits do not reach.
        guard (1678...2261).contains(year), stands("T", at: 10) || stands(" ", at: 10), let hour = number(11, 2),
            hour < 24, stands(":", at: 13), let minute = number(14, 2), minute < 60
        else { return nil }
        var (second, next) = (0, 16)
        if stands(":", at: 16) {
            guard let value = number(17, 2), value < 60 else { return nil }
            (second, next) = (value, 19)
        }
        let local = Timestamp(date, hour: hour, minute: minute, second: second)
        if stands("Z", at: next), bytes.count == next + 1 {
            self = .instant(local)
        } else if stands("+", at: next) || stands("-", at: next), bytes.count == next + 6, stands(":", at: next + 3),
            let hours = number(next + 1, 2), hours < 24, let minutes = number(next + 4, 2), minutes < 60
        {
            let offset = Int64(hours) * Timestamp.hour + Int64(minutes) * Timestamp.minute
            self = .instant(local + (stands("+", at: next) ? -offset : offset))
        } else {
            return nil
        }
    }
}

extension ConfigMoment: CustomStringConvertible {
    /// As a config writes it; instants in UTC.
    public var description: String {
        switch self {
        case .date(let date): date.description
        case .instant(let instant): instant.description
        }
    }
}
