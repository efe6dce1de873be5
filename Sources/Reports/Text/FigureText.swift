import Core

/// How figures are printed in the page: fixed digits, thousands parted by commas, a plain hyphen for minus, so that what
/// is copied out of it can be read by a spreadsheet.
enum FigureText {
    /// What stands where there is no figure.
    static let missing = "n/a"

    /// A number with a fixed number of decimals, halves rounded away from zero.
    ///
    /// - Edge cases: not finite is `n/a`; at 10¹⁵ and above the shortest text; what rounds to zero has no sign.
    static func fixed(_ value: Double, decimals: Int, grouped: Bool = true) -> String {
        guard value.isFinite else { return missing }
        let scale = powersOfTen[min(decimals, powersOfTen.count - 1)]
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 1e15 else { return value.shortestText }
        let units = Int64(scaled)
        let whole = String(units / Int64(scale))
        var text = units != 0 && value < 0 ? "-" : ""
        text += grouped ? groupedDigits(whole) : whole
        guard decimals > 0 else { return text }
        let rest = String(units % Int64(scale))
        return text + "." + String(repeating: "0", count: decimals - rest.utf8.count) + rest
    }

    /// A fraction as a percentage: 0.0123 is `1.23 %`, with a narrow space that does not break.
    static func percent(_ fraction: Double, decimals: Int = 2) -> String {
        fraction.isFinite ? fixed(fraction * 100, decimals: decimals) + "\u{202f}%" : missing
    }

    /// A price: at least two decimals, up to four where they are not zero, six below one.
    static func price(_ value: Double) -> String { price(value, decimals: priceDecimals(value)) }

    /// A price with as many decimals as the others of its column.
    static func price(_ value: Double, decimals: Int) -> String { fixed(value, decimals: decimals) }

    /// The decimals that a price needs: two to four, six below one.
    static func priceDecimals(_ value: Double) -> Int {
        guard value.isFinite, value != 0, value.magnitude < 1e9 else { return 2 }
        let most = value.magnitude < 1 ? 6 : 4
        let scaled = (value.magnitude * powersOfTen[most]).rounded()
        return (2..<most).first { scaled.remainder(dividingBy: powersOfTen[most - $0]) == 0 } ?? most
    }

    /// A quantity: up to six decimals, none where they are zero.
    static func quantity(_ value: Double) -> String {
        guard value.isFinite else { return missing }
        var text = fixed(value, decimals: 6)
        guard !text.contains("e") else { return text }
        while text.hasSuffix("0"), text.contains(".") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A whole number with its thousands parted.
    static func count(_ value: Int) -> String {
        (value < 0 ? "-" : "") + groupedDigits(String(value.magnitude))
    }

    /// An instant to the minute, or to the second where it has seconds: `2006-01-03 14:30`.
    static func time(_ time: Timestamp) -> String {
        let ofDay = time.nanosecondsOfDay
        let text = time.date.description + " " + clock(ofDay)
        let seconds = ofDay / Timestamp.second % 60
        return seconds == 0 ? text : text + (seconds < 10 ? ":0" : ":") + String(seconds)
    }

    /// Hours and minutes of a day: `14:30`.
    static func clock(_ nanosecondsOfDay: Int64) -> String {
        let minutes = nanosecondsOfDay / Timestamp.minute
        let (hour, minute) = (minutes / 60, minutes % 60)
        return (hour < 10 ? "0" : "") + String(hour) + (minute < 10 ? ":0" : ":") + String(minute)
    }

    /// A figure in the way of its unit.
    static func figure(_ value: Double, unit: FigureUnit) -> String {
        switch unit {
        case .fraction: percent(value)
        case .ratio: fixed(value, decimals: value.magnitude >= 1_000 ? 1 : value.magnitude < 0.1 ? 4 : 3)
        case .cash: fixed(value, decimals: 2)
        case .count: value == value.rounded() ? fixed(value, decimals: 0) : fixed(value, decimals: 2)
        case .bars, .days: value == value.rounded() ? fixed(value, decimals: 0) : fixed(value, decimals: 1)
        }
    }

    private static func groupedDigits(_ digits: String) -> String {
        guard digits.utf8.count > 3 else { return digits }
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.utf8.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    private static let powersOfTen: [Double] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
}
