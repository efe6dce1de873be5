import Core
import TimeSeries

/// Makes a series of the rows of one instrument: mends or refuses, adjusts, bounds, fills, cuts.
struct SeriesBuilder {
    let origin: RowOrigin
    let options: CSVReadOptions

    /// More missing bars than these come of a wrong stamp, not of a quiet market: they are not filled.
    private static let mostFilledBars = 10_000_000

    private var path: String { origin.path }

    /// The series, and what was done.
    func build(
        _ given: BarRows, _ context: inout LoadContext
    ) throws(DataError) -> (BarSeries, LoadReport.Entry) {
        var rows = given
        let calendar = try context.calendar(
            fitting: CalendarGuess(stamps: rows.stamps, areDates: rows.stampKind == .dates))
        let policies = options.policiesInForce
        var counts: RepairCounts
        do throws(RepairFailure) {
            counts = try rows.repair(policies, calendar: calendar)
        } catch {
            throw .bars(
                path: path, line: origin.line(error.sourceRow),
                DataError.BarProblem(error, symbol: rows.symbol, calendar: calendar))
        }
        guard rows.count > 0 else { throw .bars(path: path, line: 0, .nothingLeft(symbol: rows.symbol)) }
        var notes = notes(rows, calendar, context)
        if let days = rows.usualDaysApart(), days >= 5 {
            guard rows.content == .closes else { throw .option(path: path, .datesFarApart(days: days)) }
            notes.append("the dates lie \(days) days apart: each close is taken as that of its date's session")
        }
        try adjust(&rows)
        var length: Int64 = 0
        if rows.stampKind != .dates {
            guard let known = options.barLength ?? rows.usualLength() else {
                throw .option(path: path, .lengthNeeded(rows: rows.count))
            }
            length = known
        }
        let bounds = rows.bounded(length: length, calendar: calendar)
        let range = try period(start: bounds.start, end: bounds.end, context)
        guard !range.isEmpty else {
            let edge = { (nanoseconds: Int64) in Timestamp(nanoseconds: nanoseconds).description }
            throw .bars(
                path: path, line: 0,
                .outsidePeriod(
                    symbol: rows.symbol, first: edge(bounds.start[0]), last: edge(bounds.end[bounds.end.count - 1])))
        }
        func cut<Element: BitwiseCopyable>(_ column: [Element]) -> [Element] {
            range.count == column.count ? column : LongArray.copy(column[range])
        }
        var series = BarSeries(
            instrument: Instrument(symbol: rows.symbol), calendar: calendar, content: rows.content,
            start: cut(bounds.start), end: cut(bounds.end), open: cut(rows.open), high: cut(rows.high),
            low: cut(rows.low), close: cut(rows.close), volume: cut(rows.volume))
        let barLength = rows.stampKind == .dates ? nil : length
        // How many bars of several sessions there should be no calendar tells.
        let gaps = length > Timestamp.day ? BarGaps(stretches: []) : series.gaps(barLength: barLength)
        if gaps.count > 0 {
            switch policies.gaps {
            case .keep: counts.gapsKept = gaps.count
            case .fill where gaps.count <= SeriesBuilder.mostFilledBars:
                counts.gapsFilled = gaps.count
                series = series.filled(gaps, barLength: barLength)
            case .error, .fill:
                let first = gaps.stretches[0]
                throw .bars(
                    path: path, line: 0,
                    .gap(
                        symbol: rows.symbol, after: text(series.end[first.after], series),
                        before: text(series.start[first.after + 1], series), count: gaps.count))
            }
        }
        if series.volumeKnowledge == .unknown, rows.content == .bars {
            notes.append("the volume is unknown: no column, or zero throughout")
        }
        let entry = LoadReport.Entry(
            symbol: rows.symbol, path: path, rows: given.count, bars: series.count,
            period: Timestamp(nanoseconds: series.start[0])..<Timestamp(nanoseconds: series.end[series.count - 1]),
            barLength: rows.stampKind == .dates ? nil : length, calendar: calendar.name, adjustment: options.adjust,
            counts: counts, barsOutsideSessions: bounds.outsideCount, barsClipped: bounds.clippedCount, notes: notes)
        return (series, entry)
    }

    private func text(_ nanoseconds: Int64, _ series: BarSeries) -> String {
        Timestamp(nanoseconds: nanoseconds).description
    }

    private func notes(_ rows: BarRows, _ calendar: TradingCalendar, _ context: LoadContext) -> [String] {
        var notes: [String] = []
        if context.guessesCalendar {
            notes.append("no calendar was given; the rows keep \(calendar.name)")
        }
        if rows.content == .closes { notes.append("closes alone: market orders fill at the next close") }
        if !origin.ignored.isEmpty {
            notes.append("columns not read: \(origin.ignored.joined(separator: ", "))")
        }
        if options.adjust == .total { notes.append("the volume is not adjusted") }
        return notes
    }

    /// Scales prices by adjusted close / close; the close becomes the adjusted close itself.
    private func adjust(_ rows: inout BarRows) throws(DataError) {
        switch options.adjust {
        case .none: return
        case .splits:
            // The actions are known when all series are.
            guard options.actions == nil else { return }
            throw .option(path: path, .splitsUnknown)
        case .total: break
        }
        if origin.isWide { throw .option(path: path, .wideAdjustment) }
        guard !rows.adjustedClose.isEmpty else {
            throw .option(path: path, .adjustedCloseNeeded(names: origin.names))
        }
        for row in rows.stamps.indices {
            let adjusted = rows.adjustedClose[row]
            let factor = adjusted / rows.close[row]
            guard factor.isFinite, factor > 0 else {
                throw .bars(
                    path: path, line: origin.line(rows.sourceRow(row)),
                    .missing(symbol: rows.symbol, stamp: rows.stampText(row), column: "usable adj_close", count: 1))
            }
            rows.open[row] *= factor
            // Scaling keeps the order of prices but for the last bit, in which the close is not scaled.
            rows.high[row] = max(rows.high[row] * factor, adjusted)
            rows.low[row] = min(rows.low[row] * factor, adjusted)
            rows.close[row] = adjusted
        }
    }

    /// The places of the bars that lie between `from` and `to`.
    func period(start: [Int64], end: [Int64], _ context: LoadContext) throws(DataError) -> Range<Int> {
        var first = 0
        var last = start.count
        if !options.keepsBarsBeforeFrom, let from = try context.from(path: path) {
            first = start.firstIndex { $0 >= from.nanoseconds } ?? last
        }
        if let to = try context.to(path: path) {
            last = (end.lastIndex { $0 <= to.nanoseconds } ?? -1) + 1
        }
        return first..<max(first, last)
    }
}
