import Core
import InfluxDB
import TimeSeries

/// Makes series of the rows of a measurement: bars as they are, or bars of finer bars or of trades that have been folded.
///
/// Rows go the way of those of files: they are mended or refused, bounded by the calendar, adjusted and cut by the same code.
struct InfluxBars {
    private let source: InfluxReadOptions
    private let origin: RowOrigin

    init(_ source: InfluxReadOptions) {
        self.source = source
        origin = RowOrigin(path: source.path)
    }

    /// How far beyond the end of the period trades are read, so that a later one shows the last window to be over (S14).
    static let reachOfTrades = 5 * Timestamp.day
    /// How far beyond the end of the period bars are read: a day's bar may be stamped with a midnight after its close.
    static let reachOfBars = Timestamp.day + 1

    /// The series of rows that are bars, by symbol.
    ///
    /// - Parameter claim: Told the name of each series before it is made; throws where it must not be.
    func series(
        _ rows: InfluxRows, _ context: inout LoadContext, claim: (String) throws(DataError) -> Void
    ) throws(DataError) -> [(BarSeries, LoadReport.Entry)] {
        var all: [(BarSeries, LoadReport.Entry)] = []
        let ranges = rows.ranges
        for (place, symbol) in rows.symbols.enumerated() {
            try claim(symbol)
            switch source.mapping.content {
            case .bars(_, let stamp):
                all.append(try bars(symbol, rows, ranges[place], stamp, &context))
            case .ticks:
                all.append(try barsOfServer(symbol, rows, ranges[place], &context))
            }
        }
        return all
    }

    // MARK: - Bars

    private func bars(
        _ symbol: String, _ rows: InfluxRows, _ range: Range<Int>, _ stamp: BarMapping.Edge,
        _ context: inout LoadContext
    ) throws(DataError) -> (BarSeries, LoadReport.Entry) {
        let (kind, stamps) = try resolved(LongArray.copy(rows.times[range]), stamp, &context)
        func column(_ place: Int) -> [Double] { LongArray.copy(rows.values[place][range]) }
        let hasVolume = rows.values.count > 4
        let given = BarRows(
            symbol: symbol, stampKind: kind, stamps: stamps, open: column(0), high: column(1), low: column(2),
            close: column(3), volume: hasVolume ? column(4) : LongArray.repeating(.nan, count: range.count),
            content: areCloses ? .closes : .bars)
        guard let every = source.every else {
            return try SeriesBuilder(origin: origin, options: source.rules).build(given, &context)
        }
        // The period is one of the bars that come out.
        var rules = source.rules
        (rules.from, rules.to) = (nil, nil)
        let (fine, entry) = try SeriesBuilder(origin: origin, options: rules).build(given, &context)
        let made: BarSeries
        do throws(ResampleError) {
            made = try fine.resampled(to: WindowGrid(every, calendar: fine.calendar)).series
        } catch {
            throw .option(
                path: origin.path,
                .badValue(
                    key: "every", found: every.description,
                    allowed: "a timeframe whose windows hold whole bars: \(error.description)"))
        }
        return try cut(made, entry, every, context)
    }

    /// Whether the one price field of a row is its close.
    private var areCloses: Bool {
        guard case .bars(let names, _) = source.mapping.content else { return false }
        return [names.open, names.high, names.low].allSatisfy { $0 == names.close }
    }

    /// Times as they are meant: bars of a day name sessions, whether they are stamped with a midnight or with an open or
    /// close; others are instants.
    private func resolved(
        _ times: [Int64], _ stamp: BarMapping.Edge, _ context: inout LoadContext
    ) throws(DataError) -> (BarRows.StampKind, [Int64]) {
        let kind: BarRows.StampKind = stamp == .end ? .ends : .starts
        let length = source.rules.barLength ?? ReadFile.usualStep(times, [])
        let areMidnights = times.allSatisfy { $0 % Timestamp.day == 0 }
        let areDays = length.map { $0 >= 20 * Timestamp.hour && $0 < 4 * Timestamp.day } ?? areMidnights
        guard areDays || (areMidnights && source.rules.barLength == nil) else { return (kind, times) }
        if areMidnights { return (.dates, stamp == .end ? LongArray.map(times) { $0 - Timestamp.day } : times) }
        let calendar = try context.calendar(fitting: CalendarGuess(stamps: times, areDates: false))
        let shift: Int64 = stamp == .end ? -1 : 0
        return (
            .dates,
            LongArray.map(times) {
                Timestamp(calendar.zone.localDate(at: Timestamp(nanoseconds: $0 + shift))).nanoseconds
            }
        )
    }

    // MARK: - Trades

    /// Bars that the server made: the last may go on, as nothing later shows that it is over (S14).
    private func barsOfServer(
        _ symbol: String, _ rows: InfluxRows, _ range: Range<Int>, _ context: inout LoadContext
    ) throws(DataError) -> (BarSeries, LoadReport.Entry) {
        let range = range.dropLast()
        guard !range.isEmpty else { throw .bars(path: origin.path, line: 0, .nothingLeft(symbol: symbol)) }
        func column(_ place: Int) -> [Double] { LongArray.copy(rows.values[place][range]) }
        var volume = LongArray.repeating(Double.nan, count: range.count)
        if rows.values.count > 4 {
            // The size of a trade without one is unknown, and with it that of its bar.
            let counts = zip(rows.values[5][range], rows.values[6][range])
            volume = zip(column(4), counts).map { $1.0 == $1.1 ? $0 : .nan }
        }
        let given = BarRows(
            symbol: symbol, stampKind: .starts, stamps: LongArray.copy(rows.times[range]), open: column(0),
            high: column(1), low: column(2), close: column(3), volume: volume)
        var rules = source.rules
        rules.barLength = source.serverWindow
        return try SeriesBuilder(origin: origin, options: rules).build(given, &context)
    }

    /// What makes bars of trades here; `nil` where rows are bars, or the server makes them.
    func fold(_ context: inout LoadContext) throws(DataError) -> TradeFold? {
        guard source.areTicks, source.serverWindow == nil, let every = source.every else { return nil }
        let calendar = source.rules.calendar == nil ? nil : try context.calendar(fitting: nil)
        return TradeFold(every, calendar: calendar, hashes: source.rules.hashesSources)
    }

    /// The columns of a row beside its time.
    var columnCount: Int { InfluxBarQuery(source).columns.count }

    /// The series of trades that have been folded, by symbol.
    func series(
        _ fold: inout TradeFold, _ context: inout LoadContext, claim: (String) throws(DataError) -> Void
    ) throws(DataError) -> [(BarSeries, LoadReport.Entry)] {
        guard let every = source.every else { return [] }
        let (calendar, instruments) = try fold.finish(&context)
        var all: [(BarSeries, LoadReport.Entry)] = []
        for one in instruments {
            try claim(one.symbol)
            if one.missing > 0, source.rules.policiesInForce.nan == .error {
                throw .bars(
                    path: origin.path, line: 0,
                    .missing(
                        symbol: one.symbol, stamp: Timestamp(nanoseconds: one.firstMissing).description,
                        column: "price", count: one.missing))
            }
            let made = BarSeries(
                instrument: Instrument(symbol: one.symbol), calendar: calendar, bars: one.bars)
            guard made.count > 0 else { throw .bars(path: origin.path, line: 0, .nothingLeft(symbol: one.symbol)) }
            var counts = RepairCounts()
            counts.missingDropped = one.missing
            let entry = LoadReport.Entry(
                symbol: one.symbol, path: origin.path, rows: one.rows, bars: 0, period: nil, barLength: nil,
                calendar: calendar.name, adjustment: source.rules.adjust, counts: counts, barsOutsideSessions: 0,
                barsClipped: 0, notes: [])
            all.append(try cut(made, entry, every, context))
        }
        return all
    }

    /// The bars of the period, with their entry of the report.
    private func cut(
        _ made: BarSeries, _ before: LoadReport.Entry, _ every: Timeframe, _ context: LoadContext
    ) throws(DataError) -> (BarSeries, LoadReport.Entry) {
        guard made.count > 0 else { throw .bars(path: origin.path, line: 0, .nothingLeft(symbol: before.symbol)) }
        let range = try SeriesBuilder(origin: origin, options: source.rules)
            .period(start: made.start, end: made.end, context)
        guard !range.isEmpty else {
            throw .bars(
                path: origin.path, line: 0,
                .outsidePeriod(
                    symbol: before.symbol, first: Timestamp(nanoseconds: made.start[0]).description,
                    last: Timestamp(nanoseconds: made.end[made.count - 1]).description))
        }
        func cut<Element: BitwiseCopyable>(_ column: [Element]) -> [Element] {
            range.count == column.count ? column : LongArray.copy(column[range])
        }
        let series = BarSeries(
            instrument: made.instrument, calendar: made.calendar, content: made.content, start: cut(made.start),
            end: cut(made.end), open: cut(made.open), high: cut(made.high), low: cut(made.low), close: cut(made.close),
            volume: cut(made.volume))
        var entry = before
        entry.bars = series.count
        entry.period = Timestamp(nanoseconds: series.start[0])..<Timestamp(nanoseconds: series.end[series.count - 1])
        if case .intraday(let length) = every { entry.barLength = length } else { entry.barLength = nil }
        return (series, entry)
    }
}
