import Core
import TimeSeries

/// Bars joined to stretches of 2^level for a chart: first, greatest, least and last of each.
struct ChartBars: Sendable {
    /// Ends of the stretches, nanoseconds UTC.
    private(set) var end: [Int64] = []
    /// First prices.
    private(set) var open: [Price] = []
    /// Highest prices.
    private(set) var high: [Price] = []
    /// Lowest prices.
    private(set) var low: [Price] = []
    /// Last prices.
    private(set) var close: [Price] = []
    /// The number of bars in each stretch, but perhaps the last.
    let barsPerStretch: Int
    /// The usual length of a stretch from its start to its end, nanoseconds: the median.
    let span: Int64
    /// Whether the series has whole bars, so that candles mean something.
    let hasCandles: Bool

    /// The bars of some places of a series, joined until there are at most `limit`.
    init(_ series: BarSeries, _ places: Range<Int>, limit: Int) {
        let length = Decimation.stretchLength(count: places.count, stretches: max(1, limit))
        var spans: [Int64] = []
        for first in stride(from: places.lowerBound, to: places.upperBound, by: length) {
            let last = min(places.upperBound, first + length) - 1
            var (greatest, least) = (series.high[first], series.low[first])
            for place in first...last {
                greatest = max(greatest, series.high[place])
                least = min(least, series.low[place])
            }
            end.append(series.end[last])
            open.append(series.open[first])
            high.append(greatest)
            low.append(least)
            close.append(series.close[last])
            spans.append(series.end[last] - series.start[first])
        }
        barsPerStretch = length
        spans.sort()
        span = spans.isEmpty ? 0 : spans[spans.count / 2]
        hasCandles = series.content == .bars
    }

    /// The number of stretches.
    var count: Int { end.count }
}
