import Core
import TimeSeries

/// What the files of one load share: the zone and the calendar, found once.
struct LoadContext {
    private let options: CSVReadOptions
    private var knownCalendar: TradingCalendar?
    private var knownZone: ZoneOffsets?

    init(_ options: CSVReadOptions) { self.options = options }

    /// The zone of times without an offset; `nil` where neither zone nor calendar is given.
    mutating func zone() throws(DataError) -> ZoneOffsets? {
        if let knownZone { return knownZone }
        if let name = options.zone {
            knownZone = try .named(name)
        } else if options.calendar != nil {
            knownZone = try calendar(fitting: nil).zone
        }
        return knownZone
    }

    /// The calendar of the options, or the one that the rows keep.
    mutating func calendar(fitting rows: CalendarGuess?) throws(DataError) -> TradingCalendar {
        if let knownCalendar { return knownCalendar }
        let calendar: TradingCalendar
        if let name = options.calendar {
            var zone: ZoneOffsets?
            if let zoneName = options.zone { zone = try .named(zoneName) }
            calendar = try .named(name, zone: zone)
        } else {
            guard let rows else { return .alwaysOpen() }
            calendar = try rows.calendar()
        }
        knownCalendar = calendar
        return calendar
    }

    /// All that the bars of the next file depend on beside the file and its options, as text.
    mutating func identity() throws(DataError) -> String {
        let zone = try options.zone == nil ? "" : self.zone()?.contentHash ?? ""
        let calendar = try options.calendar == nil ? knownCalendar : self.calendar(fitting: nil)
        return "zone \(zone) calendar \(calendar?.contentHash ?? "of the rows")"
    }

    /// Takes the calendar of a file that was read before: its own, or the one that its rows keep.
    ///
    /// - Returns: The calendar in force; `nil` where that is not what the name meant then.
    mutating func calendar(named name: String, contentHash: String) -> TradingCalendar? {
        let calendar = knownCalendar ?? (try? TradingCalendar.named(name))
        guard let calendar, calendar.name == name, calendar.contentHash == contentHash else { return nil }
        knownCalendar = calendar
        return calendar
    }

    /// Whether the calendar was told from the rows.
    var guessesCalendar: Bool { options.calendar == nil }

    /// The first instant of the period; `nil` without `from`.
    func from(path: String) throws(DataError) -> Timestamp? {
        try bound(options.from, key: "from", path: path, isEnd: false)
    }

    /// The first instant after the period; `nil` without `to`.
    func to(path: String) throws(DataError) -> Timestamp? {
        try bound(options.to, key: "to", path: path, isEnd: true)
    }

    private func bound(_ text: String?, key: String, path: String, isEnd: Bool) throws(DataError) -> Timestamp? {
        guard let text else { return nil }
        guard let stamp = TextStamp.parse(text) else {
            throw .option(
                path: path,
                .badValue(
                    key: key, found: text, allowed: "a date such as 2006-01-03 or an instant such as 2006-01-03T14:30Z")
            )
        }
        switch stamp.kind {
        case .instant: return stamp.instant
        case .wallClock: return (knownCalendar?.zone ?? .utc).instant(ofLocal: Timestamp(nanoseconds: stamp.wall))
        case .date:
            let date = Timestamp(nanoseconds: stamp.wall).date
            guard let calendar = knownCalendar else { return Timestamp(isEnd ? date + 1 : date) }
            return isEnd ? calendar.end(through: date) : calendar.beginning(from: date)
        }
    }
}
