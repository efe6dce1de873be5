import Core
import TimeSeries

/// Reads a calendar from a CSV file: `date,open,close` and perhaps `half_day`.
///
/// `open` and `close` are times of day (`09:30`, the close on the next day where it is not after the open) in the zone
/// of the file's first line `# zone: Europe/Berlin` or of the options, or instants with an offset.
enum CalendarFile {
    static func read(_ path: String, zone given: ZoneOffsets?) throws(DataError) -> TradingCalendar {
        let source = try SourceBytes.open(path)
        guard !source.bytes.isEmpty else { throw .file(path: path, .empty) }
        var zone = given
        var names: [String]?
        var sessions: [Session] = []
        let text = String(decoding: source.bytes, as: UTF8.self)
        for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var content = raw.unicodeScalars[...]
            while let last = content.last, last == "\r" || last == " " { content.removeLast() }
            if content.first == "\u{feff}" { content.removeFirst() }
            let line = number + 1
            if content.isEmpty { continue }
            if content.first == "#" {
                let words = String(content.dropFirst()).split(separator: " ")
                if words.count == 2, words[0] == "zone:" { zone = try .named(String(words[1])) }
                continue
            }
            let fields = Array(String(content).utf8).withUnsafeBytes {
                QuotedField.fields($0, delimiter: UInt8(ascii: ","))
            }
            guard let columns = names else {
                names = fields.map { ColumnUse.normalized($0) }
                for wanted in ["date", "open", "close"] where names?.contains(wanted) != true {
                    throw .calendarFile(
                        path: path, line: line, found: "the columns \(fields.joined(separator: ","))",
                        expected: "the columns date,open,close and perhaps half_day")
                }
                continue
            }
            guard fields.count == columns.count else {
                throw .calendarFile(
                    path: path, line: line, found: "\(fields.count) fields",
                    expected: "\(columns.count) as in the header")
            }
            let session = try session(
                Dictionary(zip(columns, fields)) { first, _ in first }, zone: zone, path: path, line: line)
            if let last = sessions.last, session.open < last.close || session.date <= last.date {
                throw .calendarFile(
                    path: path, line: line,
                    found: "the session of \(session.date) before or inside that of \(last.date)",
                    expected: "sessions in order")
            }
            sessions.append(session)
        }
        guard !sessions.isEmpty else { throw .file(path: path, .headerOnly) }
        return TradingCalendar(
            name: path, zone: zone ?? .utc, periodsPerYear: periods(sessions), sessions: sessions)
    }

    /// The convention nearest to the number of sessions a year: 252, 260 or 365.
    private static func periods(_ sessions: [Session]) -> Int {
        guard let first = sessions.first, let last = sessions.last, last.date > first.date else { return 252 }
        let perYear = Double(sessions.count) * 365.25 / Double(last.date - first.date + 1)
        return perYear > 312 ? 365 : perYear > 256 ? 260 : 252
    }

    private static func session(
        _ fields: [String: String], zone: ZoneOffsets?, path: String, line: Int
    ) throws(DataError) -> Session {
        guard let dateText = fields["date"], let openText = fields["open"], let closeText = fields["close"] else {
            throw .calendarFile(path: path, line: line, found: "a short row", expected: "date, open and close")
        }
        guard let stamp = TextStamp.parse(dateText), stamp.kind == .date else {
            throw .calendarFile(path: path, line: line, found: "the date \"\(dateText)\"", expected: "YYYY-MM-DD")
        }
        let date = Timestamp(nanoseconds: stamp.wall).date
        func instant(_ text: String) throws(DataError) -> (time: Timestamp, isClock: Bool) {
            if let full = TextStamp.parse(text), full.kind == .instant { return (full.instant, false) }
            guard let clock = TextStamp.parseTimeOfDay(text) else {
                throw .calendarFile(
                    path: path, line: line, found: "the time \"\(text)\"",
                    expected: "a time of day such as 09:30, or an instant such as 2006-01-03T14:30Z")
            }
            guard let zone else {
                throw .calendarFile(
                    path: path, line: line, found: "the time \"\(text)\" without a zone",
                    expected: "`zone:` in the options or a first line such as # zone: Europe/Berlin")
            }
            return (zone.instant(ofLocal: Timestamp(date) + clock), true)
        }
        let open = try instant(openText)
        var close = try instant(closeText)
        if close.isClock, close.time <= open.time, let zone, let clock = TextStamp.parseTimeOfDay(closeText) {
            close.time = zone.instant(ofLocal: Timestamp(date + 1) + clock)
        }
        guard open.time < close.time else {
            throw .calendarFile(
                path: path, line: line, found: "a close at \(closeText) before the open at \(openText)",
                expected: "a close after the open")
        }
        let half = fields["halfday"].map { ["1", "true", "yes"].contains($0.lowercased()) } ?? false
        return Session(date: date, open: open.time, close: close.time, isHalfDay: half)
    }
}
