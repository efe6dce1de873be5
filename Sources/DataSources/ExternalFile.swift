import Core
import TimeSeries

/// The values of a file of an external series, before they are joined with bars.
///
/// A date without a time stands for the whole day: an event may have happened from its begin on, and what was known on it
/// was known when it was over.
struct ExternalFile {
    /// The path as given.
    let path: String
    /// The values by symbol (empty where they are of all instruments) and place of the field, in the order of the file.
    private(set) var values: [String: [[ExternalValue]]] = [:]
    /// The symbols in the order of their first rows.
    private(set) var symbols: [String] = []
    /// The file's identity.
    let identity: LoadedData.Source

    /// Reads a file.
    ///
    /// - Parameter zone: The zone of times that carry none.
    init(_ options: ExternalOptions, zone: ZoneOffsets) throws(DataError) {
        let source = try SourceBytes.open(options.path)
        path = source.path
        identity = LoadedData.Source(path: source.path, sha256: source.hash(), byteCount: source.raw.count)
        let table = try CSVTable(source)
        guard !source.hasChanged else { throw .file(path: source.path, .changed) }
        guard !table.lines.isEmpty else { throw .file(path: source.path, .headerOnly) }
        let columns = try Columns(options, table)
        let clock = Clock(path: source.path, zone: zone)
        for line in table.lines {
            let event = try clock.instants(line, columns.event, options.eventColumn)
            var available: Timestamp
            if let place = columns.available {
                available = try clock.instants(line, place, options.availableColumn).last
            } else {
                let sum = event.last.nanoseconds.addingReportingOverflow(options.delay ?? 0)
                available = sum.overflow ? .distantFuture : Timestamp(nanoseconds: sum.partialValue)
            }
            guard available >= event.first else {
                throw .externalFile(
                    path: path, line: line.number,
                    found: "\(options.availableColumn) \(available) before \(options.eventColumn) \(event.first)",
                    expected: "a value to be known at the time that it is of or later; look at the columns and the zone"
                )
            }
            let symbol = columns.symbol.map { line.fields[$0] } ?? ""
            if columns.symbol != nil, symbol.isEmpty {
                throw .row(path: path, line: line.number, .noSymbol)
            }
            for (field, place) in columns.fields.enumerated() where !line.fields[place].isEmpty {
                let text = line.fields[place]
                guard let value = Double(text), value.isFinite else {
                    throw .row(
                        path: path, line: line.number, .notANumber(column: options.fields[field], found: text))
                }
                if values[symbol] == nil {
                    values[symbol] = [[ExternalValue]](repeating: [], count: options.fields.count)
                    symbols.append(symbol)
                }
                values[symbol]?[field].append(
                    ExternalValue(
                        event: event.first.nanoseconds, available: available.nanoseconds, value: value))
            }
        }
    }

    /// Where the columns stand.
    private struct Columns {
        var event: Int
        var available: Int?
        var symbol: Int?
        var fields: [Int] = []

        init(_ options: ExternalOptions, _ table: CSVTable) throws(DataError) {
            func place(_ name: String, _ remedy: String) throws(DataError) -> Int {
                if let place = table.names.firstIndex(of: name.lowercased()) { return place }
                throw .externalFile(
                    path: table.path, line: table.headerLine,
                    found: "the columns \(table.names.joined(separator: ","))",
                    expected: "a column \(name)\(remedy)")
            }
            event = try place(options.eventColumn, ", the time that a value is of; name it with `event_time`")
            if options.delay == nil {
                available = try place(
                    options.availableColumn,
                    ", the time from which a value was known; name it with `available_at`, or say with `delay: 1d` how long "
                        + "after its time a value was known")
            }
            if let name = options.symbolColumn { symbol = try place(name, ", as `symbol` says") }
            for field in options.fields { fields.append(try place(field, ", as `fields` says")) }
        }
    }

    /// Reads times of fields.
    private struct Clock {
        var path: String
        var zone: ZoneOffsets

        /// The first and the last instant that a field may mean: a day's begin and end, or both times the instant.
        func instants(
            _ line: CSVTable.Line, _ place: Int, _ column: String
        ) throws(DataError) -> (first: Timestamp, last: Timestamp) {
            let text = line.fields[place]
            guard let stamp = TextStamp.parse(text) else {
                throw .row(
                    path: path, line: line.number,
                    .notATime(
                        column: column, found: text,
                        form: "a date or time such as 2006-01-03 or 2006-01-03T14:30:00Z"))
            }
            let local = Timestamp(nanoseconds: stamp.wall)
            switch stamp.kind {
            case .instant: return (stamp.instant, stamp.instant)
            // An hour that the clocks show twice: nothing was known before the later one for certain.
            case .wallClock:
                return (zone.instant(ofLocal: local), zone.instant(ofLocal: local, repeated: .second))
            case .date:
                let date = local.date
                return (zone.instant(ofLocal: Timestamp(date)), zone.instant(ofLocal: Timestamp(date + 1)))
            }
        }
    }
}
