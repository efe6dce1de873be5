public import LineProtocol
public import TimeSeries

/// The bars of one instrument as line protocol, straight from their columns: a line for each bar.
///
///     bar,symbol=SPY open=1,high=2,low=0.5,close=1.5,volume=1000 1577975400000000000
///
/// A volume that is not known is left out; a series of closes has its close alone.
///
/// - Verified by: `BarLinesTests`, by the decoder, to the bit.
public struct BarLines: Sendable {
    /// The number of bars.
    public let count: Int
    private let rows: LineRows
    private let columns: [LineColumn]
    private let times: [Int64]

    /// The lines of a series.
    ///
    /// - Parameter windows: The windows that the bars stand for: their edges are the times instead of the bars'.
    /// - Throws: `LineEncodingError` for names that line protocol cannot hold and for a price that is not finite.
    public init(
        _ series: BarSeries, windows: [Window]? = nil, options: BarPushOptions = BarPushOptions()
    ) throws(LineEncodingError) {
        var named: [(name: String, values: [Double])] = [("close", series.close)]
        if series.content == .bars {
            named = [("open", series.open), ("high", series.high), ("low", series.low)] + named
        }
        for (name, values) in named where !values.allSatisfy({ $0.isFinite }) { throw .notFinite(field: name) }
        if series.volume.contains(where: { $0.isFinite }) { named.append(("volume", series.volume)) }
        count = series.count
        columns = named.map { .floats($0.values) }
        if let windows {
            times = windows.map { options.label == .start ? $0.start : $0.end }
        } else {
            times = options.label == .start ? series.start : series.end
        }
        rows = try LineRows(
            options.measurement, tags: [Point.Tag(options.symbolTag, series.instrument.symbol)],
            fields: named.map(\.name), options: options.encoding)
    }

    /// Appends the lines of some bars.
    ///
    /// - Throws: `LineEncodingError` for a time between two units of the precision; the bytes are as before then.
    public func append(_ range: Range<Int>, to bytes: inout [UInt8]) throws(LineEncodingError) {
        try rows.append(columns, times: times, range: range, to: &bytes)
    }

    /// The time of a bar's point, in nanoseconds since 1970.
    func time(_ index: Int) -> Int64 { times[index] }
}
