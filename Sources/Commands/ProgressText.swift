/// Numbers as progress shows them.
enum ProgressText {
    /// Bytes as `12.3 MB`.
    static func bytes(_ count: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(count)
        var unit = 0
        while value >= 1_000 && unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        return "\(((value * 10).rounded() / 10)) \(units[unit])"
    }

    /// A share as `42 %`.
    static func share(_ done: Int, of all: Int) -> String {
        "\(all == 0 ? 100 : done * 100 / all) %"
    }

    /// Seconds as `90 s`, `12 min` or `3 h 5 min`.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(), 1e9))
        if whole < 120 { return "\(whole) s" }
        return whole < 7_200 ? "\(whole / 60) min" : "\(whole / 3_600) h \(whole / 60 % 60) min"
    }
}
