public import Simulation
public import Core
public import TimeSeries

/// The bars of a higher timeframe, for a strategy that decides on finer ones: it sees each only when it is complete.
///
///     private var weeks = [BarAggregator]()   // one per instrument, made from `universe.calendars`
///
///     mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
///         if weeks[0].update(market, InstrumentIndex(0)), let week = weeks[0].bar() { … }
///     }
///
/// A bar is the first open, the greatest high, the least low, the last close and the sum of volumes of its window (S13).
/// It is complete with the bar that ends at the window's end by the calendar, the last session of a week before a
/// holiday included; where that bar is missing, with the next bar there is (S14). Windows of minutes count from each
/// session's open, weeks begin on Monday. The last, incomplete window is never seen.
///
/// - Timing: the value at t uses bars up to and including the one that ends at t.
/// - Verified by: `BarAggregatorTests`, and against the rules language by the same.
public struct BarAggregator {
    private var windows: BarWindows
    private var bars: [Bar] = []
    private let capacity: Int
    /// The number of bars that were complete so far.
    public private(set) var count = 0

    /// An aggregator before its first bar.
    ///
    /// - Parameters:
    ///   - timeframe: Whole minutes below a day, days, weeks or months; for any other the result is `nil`.
    ///   - calendar: The calendar of the instrument: `universe.calendars[instrument.place]`.
    ///   - capacity: How many complete bars are kept, at least 1.
    public init?(_ timeframe: Timeframe, calendar: TradingCalendar, keeping capacity: Int = 1) {
        let windows: RuleTimeframe
        switch timeframe {
        case .intraday(let nanoseconds):
            guard nanoseconds > 0, nanoseconds % Timestamp.minute == 0 else { return nil }
            windows = .minutes(Int(nanoseconds / Timestamp.minute))
        case .day: windows = .day
        case .week: windows = .week
        case .month: windows = .month
        case .quarter, .year: return nil
        }
        self.windows = BarWindows(windows, calendar: calendar)
        self.capacity = max(1, capacity)
    }

    /// Takes a bar; to be called with every bar once, in order.
    ///
    /// - Returns: Whether any bar of the higher timeframe became complete.
    @discardableResult
    public mutating func add(_ bar: Bar) -> Bool {
        let before = count
        var completed = [Bar]()
        windows.add(bar) { completed.append($0) }
        for bar in completed {
            if bars.count == capacity { bars.removeFirst() }
            bars.append(bar)
            count += 1
        }
        return count > before
    }

    /// Takes the bar of an instrument that ended just now, where one did; to be called at every decision.
    ///
    /// - Returns: Whether any bar of the higher timeframe became complete.
    @discardableResult
    public mutating func update(_ market: borrowing Market, _ instrument: InstrumentIndex) -> Bool {
        market.hasNewBar(instrument) && add(market.bar(instrument))
    }

    /// A complete bar: the last, or so many before it; `nil` where there was none yet or it is no longer kept.
    public func bar(ago: Int = 0) -> Bar? {
        let place = bars.count - 1 - ago
        return ago >= 0 && place >= 0 ? bars[place] : nil
    }
}
