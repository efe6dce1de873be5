import Core

/// A series of a higher timeframe, and how it lies over the series it was made of.
public struct ResampledSeries: Sendable {
    /// The bars: they start where trading in their window starts and end when they are complete.
    public var series: BarSeries
    /// The window of each bar.
    public var windows: [Window]
    /// How many bars each was made of.
    public var barCounts: [Int]
    /// Whether a last, incomplete window was dropped (S14).
    public var droppedIncomplete: Bool

    /// For each bar of the series it was made of, the place of the last bar of this one that is complete by then.
    ///
    /// What a rule such as `weekly(close)` may see: −1 where nothing is complete yet.
    public func lastCompleted(over base: BarSeries) -> [Int32] {
        var place: Int32 = -1
        return base.end.map { end in
            while Int(place) + 1 < series.count, series.end[Int(place) + 1] <= end { place += 1 }
            return place
        }
    }
}

extension BarSeries {
    /// The series in a higher timeframe: first, max, min, last, sum (S13); the last, incomplete window dropped (S14).
    ///
    /// Bars that were filled forward are left out.
    ///
    /// - Throws: `ResampleError.straddles` where a bar reaches over the edge of a window.
    public func resampled(
        to grid: WindowGrid, outsideBars: Resampler.OutsideBars = .untilComplete
    ) throws(ResampleError) -> ResampledSeries {
        var resampler = Resampler(grid, outsideBars: outsideBars)
        var bars: [ResampledBar] = []
        for index in 0..<count where isFilled.isEmpty || !isFilled[index] {
            try resampler.push(self[index]) { bars.append($0) }
        }
        let closesAlone = content == .closes
        let series = BarSeries(
            instrument: instrument, calendar: calendar, content: content,
            bars: bars.map { one in
                var bar = one.bar
                if closesAlone { (bar.open, bar.high, bar.low) = (bar.close, bar.close, bar.close) }
                return bar
            })
        return ResampledSeries(
            series: series, windows: bars.map(\.window), barCounts: bars.map(\.barCount),
            droppedIncomplete: resampler.isInsideWindow)
    }
}
