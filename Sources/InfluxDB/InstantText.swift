internal import Core

/// Reads instants of RFC 3339, with or without a zone.
enum InstantText {
    /// Nanoseconds since the Unix epoch; a text without a zone is in UTC.
    ///
    /// - Returns: `nil` for any other text, and for instants beyond 64 bits.
    static func nanoseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count >= 19 else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                let digit = Int(text[index]) - 48
                guard digit >= 0, digit <= 9 else { return nil }
                value = value * 10 + digit
            }
            return value
        }
        func holds(_ byte: UInt8, _ index: Int) -> Bool { text[index] == byte }
        guard let year = digits(0..<4), holds(45, 4), let month = digits(5..<7), holds(45, 7),
            let day = digits(8..<10), holds(84, 10) || holds(116, 10) || holds(32, 10), let hour = digits(11..<13),
            holds(58, 13), let minute = digits(14..<16), holds(58, 16), let second = digits(17..<19),
            hour < 24, minute < 60, second < 60, (1...12).contains(month), day >= 1,
            let date = CivilDate(checkedYear: year, month: month, day: day)
        else { return nil }
        var place = 19
        var fraction = 0
        if place < text.count, holds(46, place) {
            var end = place + 1
            while end < text.count, text[end] &- 48 < 10 { end += 1 }
            guard end > place + 1, end - place <= 10, let value = digits(place + 1..<end) else { return nil }
            fraction = value
            for _ in 0..<(10 - (end - place)) { fraction *= 10 }
            place = end
        }
        var offset = 0
        if place < text.count {
            if holds(90, place) || holds(122, place) {
                place += 1
            } else {
                guard text.count == place + 6, holds(43, place) || holds(45, place), holds(58, place + 3),
                    let hours = digits(place + 1..<place + 3), let minutes = digits(place + 4..<place + 6),
                    hours < 24, minutes < 60
                else { return nil }
                offset = (hours * 60 + minutes) * (holds(45, place) ? -60 : 60)
                place += 6
            }
        }
        guard place == text.count else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3_600 + minute * 60 + second - offset)
        let (whole, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isBeyond) = whole.addingReportingOverflow(Int64(fraction))
        return isOver || isBeyond ? earliest(seconds, fraction) : sum
    }

    /// The first second of the range lies only in part within 64 bits.
    private static func earliest(_ seconds: Int64, _ fraction: Int) -> Int64? {
        guard seconds < 0 else { return nil }
        let (whole, isOver) = (seconds + 1).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isBeyond) = whole.addingReportingOverflow(Int64(fraction) - 1_000_000_000)
        return isOver || isBeyond ? nil : sum
    }
}
