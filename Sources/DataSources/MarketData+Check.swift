import Core
public import TimeSeries

/// What a check found in the rows of one instrument, or why they cannot be read.
public struct CheckedRows: Sendable {
    /// The file.
    public var path: String
    /// The instrument; empty where the file cannot be read.
    public var symbol: String
    /// The number of rows.
    public var rows: Int
    /// The first stamp in time, as text; empty without rows.
    public var first: String
    /// The last stamp in time, as text; empty without rows.
    public var last: String
    /// The calendar that the rows were held against.
    public var calendar: String
    /// The most frequent step in nanoseconds; `nil` for sessions.
    public var barLength: Int64?
    /// What was found, in the order of `DataFinding.Kind`.
    public var findings: [DataFinding]
    /// Why the file cannot be read.
    public var failure: DataError?

    /// The worst that was found; `nil` where nothing was.
    public var severity: DataFinding.Severity? {
        failure == nil ? findings.map(\.severity).max() : .error
    }

    /// Whether `--strict` lets it pass: nothing worse than a note.
    public var passesStrict: Bool { (severity ?? .note) < .warning }
}

extension MarketData {
    /// Checks files: reads every row as it stands, mends and refuses nothing.
    ///
    /// Files that cannot be read are results too (`CheckedRows.failure`). Times whose edge the options do not name are
    /// held against the calendar as starts, which is a note among the findings.
    ///
    /// - Throws: Only where no file is named or a pattern matches none.
    public static func check(
        _ options: CSVReadOptions, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(DataError) -> [CheckedRows] {
        var results: [CheckedRows] = []
        for path in try FileSearch.paths(options) {
            // Each file by itself: a calendar told from one says nothing about the next.
            var context = LoadContext(options)
            do throws(DataError) {
                results += try check(path, options, &context, progress)
            } catch {
                results.append(
                    CheckedRows(
                        path: path, symbol: "", rows: 0, first: "", last: "", calendar: "", barLength: nil,
                        findings: [],
                        failure: error))
            }
        }
        return results
    }

    private static func check(
        _ path: String, _ options: CSVReadOptions, _ context: inout LoadContext,
        _ progress: (@Sendable (Int, Int) -> Void)?
    ) throws(DataError) -> [CheckedRows] {
        var assumed = options
        if assumed.stamp == nil { assumed.stamp = .start }
        let file = try ReadFile(path, options: assumed, progress: progress)
        // With the edge left open the kinds of stamps differ only for times of day.
        let isEdgeOpen = options.stamp == nil
        var results: [CheckedRows] = []
        for rows in try file.rows(&context) {
            let calendar = try context.calendar(
                fitting: CalendarGuess(stamps: rows.stamps, areDates: rows.stampKind == .dates))
            let checks = DataChecks(calendar: calendar, barLength: options.barLength)
            var findings = checks.findings(in: rows)
            if isEdgeOpen, rows.stampKind != .dates, rows.count > 0,
                !findings.contains(where: { $0.kind == .stampEdge })
            {
                findings.append(
                    DataFinding(
                        kind: .stampEdge, severity: .note, count: rows.count,
                        places: [DataFinding.Place(sourceRow: rows.sourceRow(0), stamp: rows.stampText(0))],
                        text: "nothing says whether times are the start or the end of a bar: taken as the start; say "
                            + "`stamp: start` or `stamp: end`"))
            }
            let lines = file.lines(ofRows: Set(findings.flatMap { $0.places.map(\.sourceRow) }))
            for finding in findings.indices {
                for place in findings[finding].places.indices {
                    findings[finding].places[place].line = lines[findings[finding].places[place].sourceRow]
                }
            }
            let (first, last) = (
                rows.stamps.indices.min { rows.stamps[$0] < rows.stamps[$1] },
                rows.stamps.indices.max { rows.stamps[$0] < rows.stamps[$1] }
            )
            results.append(
                CheckedRows(
                    path: path, symbol: rows.symbol, rows: rows.count, first: first.map { rows.stampText($0) } ?? "",
                    last: last.map { rows.stampText($0) } ?? "", calendar: calendar.name,
                    barLength: options.barLength ?? rows.usualLength(), findings: findings, failure: nil))
        }
        return results
    }
}
