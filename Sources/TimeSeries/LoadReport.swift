public import Core

/// What a load found and did, for the report of a run and for `data check`.
public struct LoadReport: Hashable, Sendable {
    /// What was done to the bars of one instrument.
    public struct Entry: Hashable, Sendable {
        /// The instrument's name.
        public var symbol: String
        /// Where its rows come from.
        public var path: String
        /// Rows read.
        public var rows: Int
        /// Bars loaded.
        public var bars: Int
        /// The first start and the last end of the bars; `nil` where none is left.
        public var period: Range<Timestamp>?
        /// The usual length of a bar in nanoseconds; `nil` where bars are sessions.
        public var barLength: Int64?
        /// The calendar in force.
        public var calendar: String
        /// How prices were adjusted.
        public var adjustment: PriceAdjustment
        /// The policies' work.
        public var counts: RepairCounts
        /// Bars outside every session (before an open, after a close): kept.
        public var barsOutsideSessions: Int
        /// Bars cut by a session's bounds or by a neighbour.
        public var barsClipped: Int
        /// Further facts that a reader of the report should know, as sentences.
        public var notes: [String]
        /// Splits among the corporate actions that the prices do not show.
        public var unshownSplits: [UnshownSplit] = []

        /// An entry.
        public init(
            symbol: String, path: String, rows: Int, bars: Int, period: Range<Timestamp>?, barLength: Int64?,
            calendar: String, adjustment: PriceAdjustment, counts: RepairCounts, barsOutsideSessions: Int,
            barsClipped: Int, notes: [String]
        ) {
            self.symbol = symbol
            self.path = path
            self.rows = rows
            self.bars = bars
            self.period = period
            self.barLength = barLength
            self.calendar = calendar
            self.adjustment = adjustment
            self.counts = counts
            self.barsOutsideSessions = barsOutsideSessions
            self.barsClipped = barsClipped
            self.notes = notes
        }
    }

    /// One entry an instrument, in the order of the panel, and after them one a file of rates of which rows were left out.
    public var entries: [Entry]

    /// A report.
    public init(entries: [Entry] = []) { self.entries = entries }
}

/// How raw prices are turned into prices that a return can be computed from.
public enum PriceAdjustment: String, CaseIterable, Sendable {
    /// As in the source.
    case none
    /// For splits alone.
    case splits
    /// For splits and dividends: prices × adjusted close / close.
    case total
}
