public import Core
public import TimeSeries

/// What a load gives: the bars, what was found and done, and where they come from.
public struct LoadedData: Sendable {
    /// One source as it was read.
    public struct Source: Hashable, Sendable {
        /// The path as given; `<stdin>` for standard input.
        public var path: String
        /// The SHA-256 of its bytes, compressed ones as they lie there; empty where the options ask for none.
        public var sha256: String
        /// The number of its bytes.
        public var byteCount: Int

        /// A source.
        public init(path: String, sha256: String, byteCount: Int) {
            (self.path, self.sha256, self.byteCount) = (path, sha256, byteCount)
        }
    }

    /// The bars of all instruments.
    public var panel: Panel
    /// What was found and done.
    public var report: LoadReport
    /// The sources in the order in which they were read.
    public var sources: [Source]
    /// The first instant of decisions (S16), where the options give one; bars before it only warm inputs.
    public var from: Timestamp?
    /// What hangs on the moment or the server and a reader should know, as sentences: it is no part of the result (S73).
    public var notes: [String] = []

    /// What a load gave.
    public init(
        panel: Panel, report: LoadReport, sources: [Source], from: Timestamp? = nil, notes: [String] = []
    ) {
        self.panel = panel
        self.report = report
        self.sources = sources
        self.from = from
        self.notes = notes
    }
}

/// Reads bars and trades from files.
public enum MarketData {
    /// Loads bars: finds the files, reads, mends or refuses by policy, adjusts, cuts the period, and adds corporate actions.
    ///
    /// - Parameters:
    ///   - options: What to read and how.
    ///   - beside: Other instruments, which lie in files of another kind or keep another calendar; corporate actions and
    ///     the first instant of decisions are those of `options`.
    ///   - cache: Where bars of large files are kept between loads; `nil` for nowhere. What is loaded is the same.
    ///   - progress: Told how many bytes of how many are done; called from any thread.
    /// - Throws: The first thing that is wrong, with file and line.
    public static func load(
        _ options: CSVReadOptions, beside: [CSVReadOptions] = [], cache: DataCache? = nil,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(DataError) -> LoadedData {
        var files: [(path: String, set: Int)] = []
        let sets = [options] + beside
        for (set, options) in sets.enumerated() {
            files += try FileSearch.paths(options).map { ($0, set) }
        }
        var contexts = sets.map { LoadContext($0) }
        var series: [BarSeries] = []
        var entries: [LoadReport.Entry] = []
        var sources: [LoadedData.Source] = []
        var pathOfSymbol: [String: String] = [:]
        for (number, (path, set)) in files.enumerated() {
            var share: (@Sendable (Int, Int) -> Void)?
            if let progress {
                let count = files.count
                share = { done, total in progress(number * total + done, count * total) }
            }
            func claim(_ symbol: String) throws(DataError) {
                if let other = pathOfSymbol.updateValue(path, forKey: symbol) {
                    throw .bars(path: path, line: 0, .symbolTwice(symbol: symbol, otherPath: other))
                }
            }
            let file = try BarFile.read(path, sets[set], &contexts[set], cache: cache, progress: share, claim: claim)
            series += file.series
            entries += file.entries
            sources.append(file.source)
        }
        try addActions(options, to: &series, &entries, &sources)
        entries.sort { symbolPrecedes($0.symbol, $1.symbol) }
        return LoadedData(
            panel: Panel(series), report: LoadReport(entries: entries), sources: sources,
            from: try contexts[0].from(path: files.first?.path ?? ""))
    }

    /// Lays the corporate actions of the options over the series, and makes the adjustment that comes of them.
    static func addActions(
        _ options: CSVReadOptions, to series: inout [BarSeries], _ entries: inout [LoadReport.Entry],
        _ sources: inout [LoadedData.Source]
    ) throws(DataError) {
        guard let path = options.actions else { return }
        let file = try ActionFile(path)
        for (place, attached) in try file.attached(to: series, skippingOthers: options.skipsOtherActions).enumerated() {
            series[place] = options.adjust == .splits ? attached.series.adjustedForSplits() : attached.series
            entries[place].notes += attached.notes
            entries[place].unshownSplits = attached.series.unshownSplits()
        }
        sources.append(file.identity)
    }
}
