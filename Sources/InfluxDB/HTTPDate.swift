import Core

/// The date of an HTTP header: `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// - Source: RFC 9110 section 5.6.7, the form that every server sends.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The instant; `nil` for what is no date of that form.
    static func instant(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]), (1970...2261).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return Timestamp(CivilDate(year: year, month: month + 1, day: 1)) + Int64(day - 1) * Timestamp.day
            + Int64(clock[0]) * Timestamp.hour + Int64(clock[1]) * Timestamp.minute + Int64(clock[2]) * Timestamp.second
    }
}
