import TimeSeries

/// The bars of one file.
struct BarFile: Sendable {
    var series: [BarSeries] = []
    /// What was found and done, one a series.
    var entries: [LoadReport.Entry] = []
    var source: LoadedData.Source

    /// Reads a file, or takes from a cache what reading it gave.
    ///
    /// - Parameter claim: Told the name of each series before it is made; throws where it must not be.
    static func read(
        _ path: String, _ options: CSVReadOptions, _ context: inout LoadContext, cache: DataCache?,
        progress: (@Sendable (Int, Int) -> Void)?, claim: (String) throws(DataError) -> Void
    ) throws(DataError) -> BarFile {
        guard let cache, let kept = BarCache(cache, path, options, &context) else {
            return try readAnew(path, options, &context, progress: progress, claim: claim)
        }
        if let file = kept.file(&context) {
            for one in file.series { try claim(one.instrument.symbol) }
            return file
        }
        let file = try readAnew(path, options, &context, progress: progress, claim: claim)
        kept.keep(file)
        return file
    }

    /// Reads a file.
    static func readAnew(
        _ path: String, _ options: CSVReadOptions, _ context: inout LoadContext,
        progress: (@Sendable (Int, Int) -> Void)? = nil, claim: (String) throws(DataError) -> Void
    ) throws(DataError) -> BarFile {
        let read = try ReadFile(path, options: options, progress: progress)
        let builder = SeriesBuilder(origin: read.origin, options: options)
        var (series, entries): ([BarSeries], [LoadReport.Entry]) = ([], [])
        for rows in try read.rows(&context) {
            try claim(rows.symbol)
            let (one, entry) = try builder.build(rows, &context)
            series.append(one)
            entries.append(entry)
        }
        return BarFile(series: series, entries: entries, source: read.identity())
    }
}
