public import Core

/// When a bar made of trades is complete.
public enum TickBarRule: Sendable {
    /// With its window.
    case time(WindowGrid, closed: WindowEdge = .left)
    /// With this many trades.
    case ticks(Int)
    /// With the trade that takes the sum of units to this much or more.
    case volume(Quantity)
    /// With the trade that takes the sum of price × units to this much or more.
    case value(Cash)
}

/// Which window a trade at the very edge of two belongs to.
public enum WindowEdge: String, CaseIterable, Sendable {
    /// The later: windows are `[start, end)`.
    case left
    /// The earlier: windows are `(start, end]`.
    case right
}

/// Bars made of trades.
public struct TickBars: Sendable {
    /// The bars.
    ///
    /// One that is closed by a trade ends a nanosecond after it, and the next starts there at the earliest.
    public var series: BarSeries
    /// The windows of bars by time; empty otherwise.
    public var windows: [Window]
    /// The number of trades in each bar.
    public var tickCounts: [Int]
    /// Sums of price × units.
    public var values: [Cash]
    /// Mean prices weighted by units: value / volume; `nan` where the volume is unknown or zero.
    public var vwap: [Price]
    /// Instants of the first trades.
    public var firstTicks: [Timestamp]
    /// Instants of the last trades.
    public var lastTicks: [Timestamp]
    /// Whether a last, incomplete bar was dropped (S14).
    public var droppedIncomplete: Bool
}

extension TickSeries {
    /// Bars of trades: first, max, min, last and sum of each stretch; the last, incomplete one dropped (S14).
    ///
    /// - Parameters:
    ///   - rule: When a bar is complete. Thresholds must be positive.
    ///   - calendar: The calendar of the series that comes out.
    /// - Note: By time, the last window is complete only where a later trade shows it to be over.
    public func bars(_ rule: TickBarRule, calendar: TradingCalendar) -> TickBars {
        var builder = TickBarBuilder(rule)
        var done: [TickBar] = []
        for index in 0..<count {
            builder.push(Timestamp(nanoseconds: time[index]), price: price[index], size: size[index]) {
                done.append($0)
            }
        }
        return TickBars(
            series: BarSeries(instrument: instrument, calendar: calendar, bars: done.map(\.bar)),
            windows: done.compactMap(\.window), tickCounts: done.map(\.tickCount), values: done.map(\.value),
            vwap: done.map { $0.value / $0.bar.volume }, firstTicks: done.map(\.firstTick),
            lastTicks: done.map(\.lastTick), droppedIncomplete: builder.isInsideBar)
    }
}
