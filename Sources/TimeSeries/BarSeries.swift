public import Core

/// The bars of one instrument as columns of equal length, in order of time.
///
/// The columns hold what `checkInvariants()` says; a reader of files repairs or refuses what does not (S6–S9).
public struct BarSeries: Sendable {
    /// What the prices of a series are.
    public enum Content: String, Sendable {
        /// Open, high, low and close of each bar.
        case bars
        /// Closes alone: open, high and low repeat the close, and market orders fill at the next close (S17).
        case closes
    }

    /// What is known of the volume (S5, S6).
    public enum VolumeKnowledge: String, Sendable {
        /// A volume stands in the data: a bar of zero volume fills nothing by default.
        case known
        /// No volume column, or zero throughout: volume limits nothing.
        case unknown
    }

    /// The instrument.
    public var instrument: Instrument
    /// When the instrument trades.
    public var calendar: TradingCalendar
    /// Whether the series has whole bars or closes alone.
    public let content: Content
    /// Whether the volume is known.
    public let volumeKnowledge: VolumeKnowledge
    /// First instants covered, nanoseconds UTC, strictly ascending.
    public let start: [Int64]
    /// First instants not covered, nanoseconds UTC, strictly ascending, each above its start.
    public let end: [Int64]
    /// First prices.
    public let open: [Price]
    /// Highest prices.
    public let high: [Price]
    /// Lowest prices.
    public let low: [Price]
    /// Last prices.
    public let close: [Price]
    /// Units traded; `nan` where unknown.
    public let volume: [Quantity]
    /// For each bar, whether it was filled forward and so is never tradable (S4); empty where none was.
    public let isFilled: [Bool]
    /// What happened to the units themselves: dividends, splits, a delisting, in the order in which they take effect.
    ///
    /// The prices are as they were traded: a split is a step in them.
    public internal(set) var actions: [CorporateAction] = []
    /// Shorter bars that orders meet inside these (S27); `nil` where there are none.
    public internal(set) var finer: FinerBars?

    /// A series of columns of equal length.
    ///
    /// - Precondition: the columns hold what `checkInvariants()` checks.
    public init(
        instrument: Instrument, calendar: TradingCalendar, content: Content = .bars, start: [Int64], end: [Int64],
        open: [Price], high: [Price], low: [Price], close: [Price], volume: [Quantity], isFilled: [Bool] = []
    ) {
        self.instrument = instrument
        self.calendar = calendar
        self.content = content
        self.start = start
        self.end = end
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.isFilled = isFilled
        volumeKnowledge = volume.contains { $0 > 0 } ? .known : .unknown
        checkInvariants()
    }

    /// A series of bars.
    public init(instrument: Instrument, calendar: TradingCalendar, content: Content = .bars, bars: [Bar]) {
        self.init(
            instrument: instrument, calendar: calendar, content: content, start: bars.map(\.start.nanoseconds),
            end: bars.map(\.end.nanoseconds), open: bars.map(\.open), high: bars.map(\.high), low: bars.map(\.low),
            close: bars.map(\.close), volume: bars.map(\.volume))
    }

    /// The number of bars.
    @inlinable
    public var count: Int { close.count }

    /// The bar at a place.
    @inlinable
    public subscript(index: Int) -> Bar {
        Bar(
            start: Timestamp(nanoseconds: start[index]), end: Timestamp(nanoseconds: end[index]), open: open[index],
            high: high[index], low: low[index], close: close[index], volume: volume[index])
    }

    /// The bars of a range of places, as a series of their own.
    public func slice(_ range: Range<Int>) -> BarSeries {
        func cut<Element: BitwiseCopyable>(_ column: [Element]) -> [Element] { LongArray.copy(column[range]) }
        return BarSeries(
            instrument: instrument, calendar: calendar, content: content, start: cut(start), end: cut(end),
            open: cut(open), high: cut(high), low: cut(low), close: cut(close), volume: cut(volume),
            isFilled: isFilled.isEmpty ? [] : cut(isFilled)
        ).with(actions).with(finer)
    }

    /// The first place whose bar ends at or after an instant; `count` where there is none.
    public func firstIndex(endingAtOrAfter instant: Timestamp) -> Int {
        end.firstPlace { $0 >= instant.nanoseconds }
    }

    /// Stops the program where columns differ in length, times do not ascend, bars overlap, or a bar ends before it
    /// starts.
    public func checkInvariants() {
        let n = close.count
        invariant(
            start.count == n && end.count == n && open.count == n && high.count == n && low.count == n
                && volume.count == n && (isFilled.isEmpty || isFilled.count == n),
            "the columns of \(instrument.symbol) differ in length")
        start.withUnsafeBufferPointer { start in
            end.withUnsafeBufferPointer { end in
                for index in 0..<n {
                    invariant(start[index] < end[index], "bar \(index) of \(instrument.symbol) ends before it starts")
                    invariant(
                        index == 0 || end[index - 1] <= start[index],
                        "bars \(index - 1) and \(index) of \(instrument.symbol) overlap")
                }
            }
        }
    }
}
