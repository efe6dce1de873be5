import Core
import Synchronization
public import TimeSeries

/// The built-in calendars that were asked for, by name and zone.
private let builtIn = Mutex<[String: TradingCalendar]>([:])

extension TradingCalendar {
    /// A calendar by name: `XNYS`, `24/7`, `24/5`, or the path of a CSV file with the columns `date,open,close`.
    ///
    /// - Parameters:
    ///   - name: The name or path.
    ///   - zone: The zone of a file's times, and of the days of `24/7`; not used otherwise.
    /// - Throws: `DataError.unknownCalendar` with the nearest names, or what is wrong with the file.
    public static func named(_ name: String, zone: ZoneOffsets? = nil) throws(DataError) -> TradingCalendar {
        let key = name.uppercased()
        if ["XNYS", "24/7", "24/5"].contains(key) {
            // Files of one load, and the loads of a sweep, share what is the same for all.
            let place = key == "24/7" ? "24/7 \((zone ?? .utc).name)" : key
            if let known = builtIn.withLock({ $0[place] }) { return known }
            let calendar: TradingCalendar =
                switch key {
                case "XNYS": .xnys(zone: try .named("America/New_York"))
                case "24/7": .alwaysOpen(zone: zone ?? .utc)
                default: .currencyWeek(zone: try .named("America/New_York"))
                }
            builtIn.withLock { $0[place] = calendar }
            return calendar
        }
        guard name.contains(".") || name.contains("/") else {
            throw .unknownCalendar(name: name, nearest: NearestNames.of(name, among: ["XNYS", "24/7", "24/5"]))
        }
        return try CalendarFile.read(name, zone: zone)
    }
}
