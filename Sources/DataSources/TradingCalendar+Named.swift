import Core
public import TimeSeries

extension TradingCalendar {
    /// A calendar by name: `XNYS`, `24/7`, `24/5`, or the path of a CSV file with the columns `date,open,close`.
    ///
    /// - Parameters:
    ///   - name: The name or path.
    ///   - zone: The zone of a file's times, and of the days of `24/7`; not used otherwise.
    /// - Throws: `DataError.unknownCalendar` with the nearest names, or what is wrong with the file.
    public static func named(_ name: String, zone: ZoneOffsets? = nil) throws(DataError) -> TradingCalendar {
        switch name.uppercased() {
        case "XNYS": return .xnys(zone: try .named("America/New_York"))
        case "24/7": return .alwaysOpen(zone: zone ?? .utc)
        case "24/5": return .currencyWeek(zone: try .named("America/New_York"))
        default: break
        }
        guard name.contains(".") || name.contains("/") else {
            throw .unknownCalendar(name: name, nearest: NearestNames.of(name, among: ["XNYS", "24/7", "24/5"]))
        }
        return try CalendarFile.read(name, zone: zone)
    }
}
