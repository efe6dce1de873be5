public import Core
import InfluxDB
import TimeSeries

extension MarketData {
    /// Loads bars from a database.
    ///
    /// Finished pieces of time come from the cache, and only what is new or was still open is asked for; where the server
    /// does not answer and the cache has something of every piece, that is taken and said.
    ///
    /// - Parameters:
    ///   - asked: What to read and how.
    ///   - beside: Other instruments, in files; corporate actions and the first instant of decisions are those of `asked`.
    ///   - cache: Where rows are kept between loads; `nil` asks for all. What is loaded is the same.
    ///   - now: The present: pieces that ended a day before it are finished.
    ///   - progress: Told how far the fetch is.
    /// - Throws: `DataError.database` for what becomes of the server, and what is thrown for files.
    public static func load(
        _ asked: InfluxReadOptions, beside: [CSVReadOptions] = [], cache: DataCache? = nil, now: Timestamp,
        progress: (@Sendable (InfluxFetchProgress) -> Void)? = nil
    ) throws(DataError) -> LoadedData {
        try asked.check()
        let (source, note) = try settled(asked, cache: cache)
        var context = LoadContext(source.rules)
        var sync = InfluxSync(source, cache: cache, now: now, progress: progress)
        let end = try end(source, &context)
        var places: [String: String] = [:]
        var series: [BarSeries] = []
        var entries: [LoadReport.Entry] = []
        func claim(_ symbol: String, _ path: String) throws(DataError) {
            if let other = places.updateValue(path, forKey: symbol) {
                throw .bars(path: path, line: 0, .symbolTwice(symbol: symbol, otherPath: other))
            }
        }
        let made: [(BarSeries, LoadReport.Entry)]
        let origin: LoadedData.Source
        let bars = InfluxBars(source)
        if var fold = try bars.fold(&context) {
            // A day of trades at a time: their bars are a small part of them.
            try sync.each(until: end) { fold.take($0) }
            made = try bars.series(&fold, &context) { (symbol) throws(DataError) in try claim(symbol, source.path) }
            origin = LoadedData.Source(
                path: source.path, sha256: fold.sha256, byteCount: fold.count * 8 * (bars.columnCount + 1))
        } else {
            let rows = try sync.rows(until: end)
            made = try bars.series(rows, &context) { (symbol) throws(DataError) in try claim(symbol, source.path) }
            origin = LoadedData.Source(
                path: source.path, sha256: source.rules.hashesSources ? rows.sha256 : "", byteCount: rows.byteCount)
        }
        for (one, entry) in made {
            series.append(one)
            entries.append(entry)
        }
        try checkSymbols(source, Set(series.map(\.instrument.symbol)))
        var sources = [origin]
        for options in beside {
            var context = LoadContext(options)
            for path in try FileSearch.paths(options) {
                let file = try BarFile.read(path, options, &context, cache: cache, progress: nil) {
                    (symbol) throws(DataError) in
                    try claim(symbol, path)
                }
                series += file.series
                entries += file.entries
                sources.append(file.source)
            }
        }
        try addActions(source.rules, to: &series, &entries, &sources)
        entries.sort { symbolPrecedes($0.symbol, $1.symbol) }
        return LoadedData(
            panel: Panel(series), report: LoadReport(entries: entries), sources: sources,
            from: try context.from(path: source.path), notes: (note.map { [$0] } ?? []) + sync.report.notes)
    }

    /// Fills the cache with the rows of a measurement, and looks for changes where it has been filled before.
    ///
    /// - Parameters:
    ///   - verified: Finished pieces that touch this range are asked for again, compared, and replaced where they differ;
    ///     `nil` for none.
    /// - Throws: `DataError.database`; what has come before is kept.
    public static func fetch(
        _ asked: InfluxReadOptions, cache: DataCache, now: Timestamp, verified: Range<Timestamp>? = nil,
        progress: (@Sendable (InfluxFetchProgress) -> Void)? = nil
    ) throws(DataError) -> InfluxFetchReport {
        try asked.check()
        let (source, note) = try settled(asked, cache: cache)
        var context = LoadContext(source.rules)
        var sync = InfluxSync(source, cache: cache, now: now, progress: progress)
        var found: Set<String> = []
        try sync.each(until: try end(source, &context), verified: verified) { found.formUnion($0.symbols) }
        try checkSymbols(source, found)
        var report = sync.report
        report.notes = (note.map { [$0] } ?? []) + report.notes
        return report
    }

    /// The first instant that need not be asked for; `nil` where the options give no end.
    private static func end(
        _ source: InfluxReadOptions, _ context: inout LoadContext
    ) throws(DataError) -> Timestamp? {
        if source.rules.calendar != nil { _ = try context.calendar(fitting: nil) }
        guard let to = try context.to(path: source.path) else { return nil }
        let reach = source.areTicks ? InfluxBars.reachOfTrades : InfluxBars.reachOfBars
        let (end, isBeyond) = to.nanoseconds.addingReportingOverflow(reach)
        return isBeyond ? nil : Timestamp(nanoseconds: end)
    }

    /// Refuses instruments that were asked for and are not there.
    private static func checkSymbols(_ source: InfluxReadOptions, _ found: Set<String>) throws(DataError) {
        for symbol in source.symbols where !found.contains(symbol) {
            throw .database(path: source.path, .noSymbol(symbol, found: found.sorted(by: symbolPrecedes)))
        }
    }
}

extension InfluxRows {
    /// The hash of all that the rows say.
    var sha256: String {
        var hash = SHA256()
        for (symbol, count) in zip(symbols, counts) { hash.update("\(symbol.utf8.count):\(symbol) \(count)\n") }
        hash.update(times)
        for column in values { hash.update(column) }
        return hash.hexDigest()
    }

    /// The bytes of the rows in memory.
    var byteCount: Int { count * 8 * (values.count + 1) }
}
