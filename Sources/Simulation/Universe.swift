public import Core
public import TimeSeries

/// What a strategy is told before the first bar: what it can trade, and when.
public struct Universe: Sendable {
    /// The instruments, sorted by the bytes of their symbols.
    public let instruments: [Instrument]
    /// The calendar of each.
    public let calendars: [TradingCalendar]
    /// Whether the data have splits: only then need anything be kept for them.
    public let hasSplits: Bool

    /// A universe of instruments and their calendars.
    public init(instruments: [Instrument], calendars: [TradingCalendar], hasSplits: Bool = false) {
        self.instruments = instruments
        self.calendars = calendars
        self.hasSplits = hasSplits
    }

    /// The universe of a panel.
    public init(_ panel: Panel) {
        self.init(
            instruments: panel.instruments, calendars: panel.series.map(\.calendar), hasSplits: panel.hasSplits)
    }

    /// The number of instruments.
    public var count: Int { instruments.count }

    /// The instruments that take orders; the bars of the others are signals only.
    public var tradable: [InstrumentIndex] {
        instruments.indices.filter { instruments[$0].isTradable }.map { InstrumentIndex($0) }
    }

    /// The index of a symbol; `nil` where there is none such.
    public func index(of symbol: String) -> InstrumentIndex? {
        instruments.firstIndex { $0.symbol == symbol }.map { InstrumentIndex($0) }
    }
}
