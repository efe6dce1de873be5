public import Core

/// Shorter bars of an instrument beside its own: they tell in which order prices came inside these (S27).
///
/// Orders meet them; strategies do not see them.
public struct FinerBars: Sendable {
    /// First instants covered, nanoseconds UTC, strictly ascending.
    public let start: [Int64]
    /// First instants not covered, nanoseconds UTC, strictly ascending.
    public let end: [Int64]
    /// First prices.
    public let open: [Price]
    /// Highest prices.
    public let high: [Price]
    /// Lowest prices.
    public let low: [Price]
    /// Last prices.
    public let close: [Price]

    /// The bars of a series.
    public init(_ series: BarSeries) {
        start = series.start
        end = series.end
        open = series.open
        high = series.high
        low = series.low
        close = series.close
    }

    /// Bars of columns of equal length.
    public init(
        start: ArraySlice<Int64>, end: ArraySlice<Int64>, open: ArraySlice<Price>, high: ArraySlice<Price>,
        low: ArraySlice<Price>, close: ArraySlice<Price>
    ) {
        self.start = LongArray.copy(start)
        self.end = LongArray.copy(end)
        self.open = LongArray.copy(open)
        self.high = LongArray.copy(high)
        self.low = LongArray.copy(low)
        self.close = LongArray.copy(close)
    }

    /// The number of bars.
    public var count: Int { start.count }

    /// The places of the bars that lie inside a longer bar and cover it.
    ///
    /// - Parameter tickSize: The price step of the instrument; 0 where prices are continuous.
    /// - Returns: `nil` where no bar lies inside, or where their highest or lowest price is not that of the longer bar: by
    ///   more than a tick, and by more than a billionth of it.
    /// - Complexity: O(log `count` + bars inside).
    public func covering(from first: Int64, to last: Int64, high top: Price, low bottom: Price, tickSize: Price)
        -> Range<Int>?
    {
        let inside = places(from: first, to: last)
        guard !inside.isEmpty else { return nil }
        var (highest, lowest) = (high[inside.lowerBound], low[inside.lowerBound])
        for place in inside.dropFirst() {
            highest = max(highest, high[place])
            lowest = min(lowest, low[place])
        }
        func isNear(_ a: Price, _ b: Price) -> Bool {
            // What decimal digits lose in a difference of ticks is no difference.
            abs(a - b) <= max(tickSize * (1 + 1e-6), 1e-9 * abs(b))
        }
        return isNear(highest, top) && isNear(lowest, bottom) ? inside : nil
    }

    /// The places of the bars that start at or after one instant and end at or before another.
    public func places(from first: Int64, to last: Int64) -> Range<Int> {
        let lower = start.firstPlace { $0 >= first }
        let upper = end.firstPlace { $0 > last }
        return lower..<max(lower, upper)
    }
}

extension BarSeries {
    /// The same bars with finer ones beside them.
    public func with(_ finer: FinerBars?) -> BarSeries {
        var series = self
        series.finer = finer
        return series
    }

    /// How many bars of a range of places can trade inside and are not covered by finer ones.
    ///
    /// - Complexity: O(bars + finer bars).
    public func countWithoutFiner(in places: Range<Int>) -> Int {
        guard content == .bars else { return 0 }
        return places.reduce(0) { sum, place in
            if !isFilled.isEmpty && isFilled[place] { return sum }
            let covering = finer?.covering(
                from: start[place], to: end[place], high: high[place], low: low[place],
                tickSize: instrument.tickSize)
            return covering == nil ? sum + 1 : sum
        }
    }

    /// The usual length of a bar in nanoseconds: the median of some that lie all over the series; 0 without bars.
    public var usualBarLength: Int64 {
        let step = max(1, count / 1_000)
        let lengths = stride(from: 0, to: count, by: step).map { end[$0] - start[$0] }.sorted()
        return lengths.isEmpty ? 0 : lengths[lengths.count / 2]
    }
}
