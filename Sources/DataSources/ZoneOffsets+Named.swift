import Core
import Foundation
public import TimeSeries

extension ZoneOffsets {
    /// A zone by name, from the zone data of Foundation: `America/New_York`, `UTC`, or an offset such as `UTC-05:00`.
    ///
    /// Changes of the clock are known from 1970 to 2100.
    ///
    /// - Throws: `DataError.unknownZone` with the nearest names.
    /// - Complexity: About a millisecond, most of it for loading the zone data once.
    public static func named(_ name: String) throws(DataError) -> ZoneOffsets {
        if name == "UTC" || name == "Z" || name == "GMT" { return .utc }
        if let seconds = fixedOffset(name) { return ZoneOffsets(name: name, fixedOffsetSeconds: seconds) }
        // Foundation takes abbreviations such as EST too, which mean other zones in other places.
        guard name.contains("/"), let zone = TimeZone(identifier: name) else {
            throw .unknownZone(name: name, nearest: NearestNames.of(name, among: TimeZone.knownTimeZoneIdentifiers))
        }
        return ZoneOffsets(name: name, zone: zone)
    }

    /// The offset of `UTC-05:00`, `UTC+5`, `+05:30` or `-0500`, in seconds; `nil` for any other text.
    private static func fixedOffset(_ name: String) -> Int? {
        var text = Substring(name)
        if text.hasPrefix("UTC") || text.hasPrefix("GMT") { text = text.dropFirst(3) }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else { return nil }
        let (hours, minutes): (Int, Int)
        switch digits.count {
        case 1, 2: (hours, minutes) = (number, 0)
        case 4: (hours, minutes) = (number / 100, number % 100)
        default: return nil
        }
        guard hours <= 18, minutes < 60 else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    private init(name: String, zone: TimeZone) {
        let end: Int64 = 4_102_444_800
        func offset(_ second: Int64) -> Int32 {
            Int32(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
        }
        var instant: Int64 = 0
        var transitions: [Int64] = [.min]
        var offsets = [offset(0)]
        func append(_ second: Int64) {
            let now = offset(second)
            guard now != offsets.last else { return }
            transitions.append(second * Timestamp.second)
            offsets.append(now)
        }
        while true {
            let next = zone.nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: Double(instant)))
            let until = min(next.map { Int64($0.timeIntervalSince1970) } ?? end, end)
            // A zone may change its standard time too, which Foundation does not call a transition.
            while let last = offsets.last, offset(until - 1) != last {
                var (low, high) = (instant, until - 1)
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if offset(middle) == last { low = middle } else { high = middle }
                }
                append(high)
                instant = high
            }
            guard until < end, until > instant else { break }
            append(until)
            instant = until
        }
        self.init(name: name, transitions: transitions, offsetSeconds: offsets)
    }
}
