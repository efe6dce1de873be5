public import Core

extension BarSeries {
    /// A series of columns that were those of a series before, and are taken as they are.
    ///
    /// Nothing is looked at, so that columns whose pages come in only when they are used stay untouched.
    ///
    /// - Precondition: the columns and what is said of the volume are those of a series that was made by another initialiser.
    public init(
        kept instrument: Instrument, calendar: TradingCalendar, content: Content, volumeKnowledge: VolumeKnowledge,
        start: [Int64], end: [Int64], open: [Price], high: [Price], low: [Price], close: [Price], volume: [Quantity],
        isFilled: [Bool]
    ) {
        self.instrument = instrument
        self.calendar = calendar
        self.content = content
        self.volumeKnowledge = volumeKnowledge
        self.start = start
        self.end = end
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.isFilled = isFilled
    }
}
