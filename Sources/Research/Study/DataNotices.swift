import Reports
import TimeSeries

/// What a load mended, left out and noted, as warnings: one for each kind, however many instruments it concerns.
struct DataNotices {
    private let report: LoadReport

    init(_ report: LoadReport) { self.report = report }

    /// The warnings, in the order in which their kinds first occur.
    var warnings: [ReportWarning] { repairs + outside + notes }

    /// Rows mended, left out or added.
    private var repairs: [ReportWarning] {
        var kinds: [String] = []
        var found: [String: [(symbol: String, count: Int)]] = [:]
        for entry in report.entries {
            for phrase in entry.counts.phrases {
                let words = phrase.split(separator: " ", maxSplits: 1)
                guard words.count == 2, let count = Int(words[0]) else { continue }
                let kind = String(words[1])
                if found[kind] == nil { kinds.append(kind) }
                found[kind, default: []].append((entry.symbol, count))
            }
        }
        return kinds.map { kind in
            let places = found[kind] ?? []
            let count = places.reduce(0) { $0 + $1.count }
            return ReportWarning(
                severity: kind == "missing bars" ? .note : .warning, code: "data-repair", count: count,
                text: "\(kind): \(count), in \(DataNotices.list(places.map(\.symbol)))")
        }
    }

    /// Bars outside sessions, in which orders fill as in any other.
    private var outside: [ReportWarning] {
        let entries = report.entries.filter { $0.barsOutsideSessions > 0 }
        guard let first = entries.first else { return [] }
        let count = entries.reduce(0) { $0 + $1.barsOutsideSessions }
        let bars = entries.reduce(0) { $0 + $1.bars }
        return [
            ReportWarning(
                severity: count * 2 > bars ? .serious : .warning, code: "outside-sessions", count: count,
                text: "\(count) of \(bars) bars lie outside the sessions of \(first.calendar) "
                    + "(\(DataNotices.list(entries.map(\.symbol)))): orders fill in them too; is the zone right?")
        ]
    }

    /// Facts that a reader should know; those that have a warning of their own are left out.
    private var notes: [ReportWarning] {
        var texts: [String] = []
        var symbols: [String: [String]] = [:]
        for entry in report.entries {
            for note in entry.notes where !note.hasPrefix("closes alone") && !note.hasPrefix("the volume is unknown") {
                if symbols[note] == nil { texts.append(note) }
                symbols[note, default: []].append(entry.symbol)
            }
        }
        return texts.map { text in
            ReportWarning(
                severity: .note, code: "data-note", count: symbols[text]?.count ?? 1,
                text: "\(DataNotices.list(symbols[text] ?? [])): \(text)")
        }
    }

    /// `AAPL, GOOG, IBM and 18 more`.
    private static func list(_ symbols: [String]) -> String {
        let shown = symbols.prefix(3).joined(separator: ", ")
        return symbols.count > 3 ? "\(shown) and \(symbols.count - 3) more" : shown
    }
}
