public import Core
import InfluxDB
import TimeSeries

/// A bar that a server makes otherwise than it is made here.
public struct AggregationDifference: Hashable, Sendable {
    /// The instrument.
    public var symbol: String
    /// The first instant of the window.
    public var start: Timestamp
    /// Which number: `bar` where only one of the two has the bar.
    public var column: String
    /// The server's, `nan` where it has none.
    public var server: Double
    /// Ours, `nan` where we have none.
    public var here: Double
}

extension MarketData {
    /// Compares the bars that the server makes of trades with those that are made of the same trades here.
    ///
    /// Both are asked for anew: no cache stands between.
    ///
    /// - Parameter now: The present.
    /// - Returns: The differences, to the bit, in order; empty where there is none, and where the server makes no bars
    ///   (`makesBarsInServer`).
    /// - Throws: As `load` does.
    public static func checkAggregation(
        _ source: InfluxReadOptions, now: Timestamp
    ) throws(DataError) -> [AggregationDifference] {
        guard try makesBarsInServer(source) else { return [] }
        var own = source
        own.aggregation = .here
        let served = try load(source, now: now).panel.series
        let made = try load(own, now: now).panel.series
        var differences: [AggregationDifference] = []
        for symbol in Set((served + made).map(\.instrument.symbol)).sorted(by: symbolPrecedes) {
            let pair = [served, made].map { all in all.first { $0.instrument.symbol == symbol } }
            differences += AggregationDifference.all(symbol, pair[0], pair[1])
        }
        return differences
    }

    /// Whether the server makes the bars: the options allow it, and each instrument is one series.
    ///
    /// - Throws: `DataError.database` where the server cannot be asked.
    public static func makesBarsInServer(_ source: InfluxReadOptions) throws(DataError) -> Bool {
        try settled(source, cache: nil).source.serverWindow != nil
    }

    /// Options by which bars are made here where the server would make others, and why.
    ///
    /// Points of two series may share an instant; which of them is the first or the last, the server does not say.
    static func settled(
        _ source: InfluxReadOptions, cache: DataCache?
    ) throws(DataError) -> (source: InfluxReadOptions, note: String?) {
        guard source.serverWindow != nil else { return (source, nil) }
        var here = source
        here.aggregation = .here
        func isKept(_ options: InfluxReadOptions) -> Bool {
            var kept = InfluxKept(cache, options, InfluxBarQuery(options))
            kept.open()
            return kept.holdings.contains { $0.mayServe(options.symbols) }
        }
        let (isServerKept, isHereKept) = cache == nil ? (false, false) : (isKept(source), isKept(here))
        var questions = InfluxQuestions(source, tell: cache?.tell)
        do throws(InfluxError) {
            if isServerKept || isHereKept { try questions.greet() }
            guard try questions.hasSeveralSeries(source.symbols) else { return (source, nil) }
            let note =
                "\(source.path): instruments have several series there, so that the server does not know which trade of "
                + "an instant came first: bars are made here"
            cache?.tell(note)
            return (here, note)
        } catch {
            guard error.isOfNobody, isServerKept || isHereKept else {
                throw .database(path: source.path, .failed(error))
            }
            return (isServerKept ? source : here, nil)
        }
    }
}

extension AggregationDifference {
    fileprivate static func all(_ symbol: String, _ server: BarSeries?, _ here: BarSeries?) -> [AggregationDifference] {
        var differences: [AggregationDifference] = []
        var (i, j) = (0, 0)
        func add(_ start: Int64, _ column: String, _ a: Double, _ b: Double) {
            differences.append(
                AggregationDifference(
                    symbol: symbol, start: Timestamp(nanoseconds: start), column: column, server: a, here: b))
        }
        let columns: [(String, KeyPath<BarSeries, [Double]>)] = [
            ("open", \.open), ("high", \.high), ("low", \.low), ("close", \.close), ("volume", \.volume),
        ]
        while true {
            let a = server.flatMap { i < $0.count ? $0.start[i] : nil }
            let b = here.flatMap { j < $0.count ? $0.start[j] : nil }
            guard let first = [a, b].compactMap({ $0 }).min() else { return differences }
            if let server, let here, a == b {
                for (name, column) in columns {
                    let (x, y) = (server[keyPath: column][i], here[keyPath: column][j])
                    if x.bitPattern != y.bitPattern, !(x.isNaN && y.isNaN) { add(first, name, x, y) }
                }
            } else {
                add(
                    first, "bar", a == first ? server?.close[i] ?? .nan : .nan,
                    b == first ? here?.close[j] ?? .nan : .nan)
            }
            if a == first { i += 1 }
            if b == first { j += 1 }
        }
    }
}
