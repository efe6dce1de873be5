import Core
import Foundation
import TimeSeries

/// What is known of the bars of one file beside their columns, as the cache keeps it.
struct KeptBars: Codable {
    /// A series among the chunks of the entry.
    struct Series: Codable {
        var symbol: String
        var content: String
        var volume: String
        /// The chunk that holds its rows, and where in it.
        var chunk: String
        var first: Int
        var count: Int
        /// Whether some bars are filled ones.
        var hasFilled: Bool
        var entry: Entry
    }

    /// An entry of a report of a load.
    struct Entry: Codable {
        var rows: Int
        var period: [Int64]?
        var barLength: Int64?
        var calendar: String
        var counts: [Int]
        var barsOutsideSessions: Int
        var barsClipped: Int
        var notes: [String]
    }

    /// The hash of the source's bytes.
    var sha256: String
    var byteCount: Int
    /// The calendar's name, and a hash of all that it says.
    var calendar: String
    var calendarHash: String
    var series: [Series]

    func text() -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }

    init?(text: String) {
        guard let kept = try? JSONDecoder().decode(KeptBars.self, from: Data(text.utf8)) else { return nil }
        self = kept
    }

    init(source: LoadedData.Source, calendar: TradingCalendar, series: [Series]) {
        sha256 = source.sha256
        byteCount = source.byteCount
        self.calendar = calendar.name
        calendarHash = calendar.contentHash
        self.series = series
    }
}

extension KeptBars.Entry {
    private static var counts: [WritableKeyPath<RepairCounts, Int>] {
        [
            \.duplicatesDropped, \.disorderSorted, \.missingDropped, \.missingFilled, \.ohlcRepaired, \.ohlcDropped,
            \.closedDropped, \.gapsFilled, \.gapsKept,
        ]
    }

    init(_ entry: LoadReport.Entry) {
        rows = entry.rows
        period = entry.period.map { [$0.lowerBound.nanoseconds, $0.upperBound.nanoseconds] }
        barLength = entry.barLength
        calendar = entry.calendar
        counts = Self.counts.map { entry.counts[keyPath: $0] }
        barsOutsideSessions = entry.barsOutsideSessions
        barsClipped = entry.barsClipped
        notes = entry.notes
    }

    func entry(symbol: String, path: String, bars: Int, adjustment: PriceAdjustment) -> LoadReport.Entry {
        var counted = RepairCounts()
        for (path, count) in zip(Self.counts, counts) { counted[keyPath: path] = count }
        let edges = period?.map { Timestamp(nanoseconds: $0) } ?? []
        return LoadReport.Entry(
            symbol: symbol, path: path, rows: rows, bars: bars,
            period: edges.count == 2 && edges[0] <= edges[1] ? edges[0]..<edges[1] : nil, barLength: barLength,
            calendar: calendar, adjustment: adjustment, counts: counted, barsOutsideSessions: barsOutsideSessions,
            barsClipped: barsClipped, notes: notes)
    }
}

extension TradingCalendar {
    /// A hash of everything that it says.
    var contentHash: String {
        var hash = SHA256()
        hash.update("\(name)\u{0}\(periodsPerYear)\u{0}\(zone.contentHash)\u{0}")
        hash.update(
            sessions.flatMap {
                [Int64($0.date.daysSinceEpoch), $0.open.nanoseconds, $0.close.nanoseconds, $0.isHalfDay ? 1 : 0]
            })
        return hash.hexDigest()
    }
}

extension ZoneOffsets {
    /// A hash of everything that it says.
    var contentHash: String {
        var hash = SHA256()
        hash.update("\(name)\u{0}")
        hash.update(transitions)
        hash.update(offsetSeconds)
        return hash.hexDigest()
    }
}
