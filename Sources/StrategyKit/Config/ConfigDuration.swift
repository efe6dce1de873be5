import Core

/// A length of time as configs write it: a number and its unit, `250ms`.
enum ConfigDuration {
    /// The longest one that is taken, in nanoseconds: a day.
    static let longest = Timestamp.day

    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", Timestamp.second), ("m", Timestamp.minute),
        ("h", Timestamp.hour),
    ]

    /// The nanoseconds of a text; `nil` where it is no duration, below zero or above a day.
    static func nanoseconds(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
        let name = text.dropFirst(digits.count).drop { $0 == " " }
        guard let unit = units.first(where: { $0.name == name }), let number = ConfigValidator.number(String(digits))
        else { return nil }
        let nanoseconds = (number * Double(unit.nanoseconds)).rounded()
        guard nanoseconds >= 0, nanoseconds <= Double(longest) else { return nil }
        return Int64(nanoseconds)
    }

    /// As it is written: the largest unit that gives a whole number.
    static func text(_ nanoseconds: Int64) -> String {
        let unit = units.last { nanoseconds % $0.nanoseconds == 0 } ?? units[0]
        return nanoseconds == 0 ? "0s" : "\(nanoseconds / unit.nanoseconds)\(unit.name)"
    }
}
