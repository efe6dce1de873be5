public import Core

/// Rows of one instrument as a source gave them: perhaps out of order, doubled, incomplete or wrong.
///
/// Checks look at them as they are; `repair(_:calendar:)` and `bounded(length:calendar:)` make them fit for a series.
public struct BarRows: Sendable {
    /// What the stamps are.
    public enum StampKind: String, Sendable {
        /// Dates that name sessions: midnight UTC of the date.
        case dates
        /// First instants of bars.
        case starts
        /// First instants after bars.
        case ends
    }

    /// The instrument's name.
    public var symbol: String
    /// What the stamps are.
    public var stampKind: StampKind
    /// The stamps in nanoseconds.
    public var stamps: [Int64]
    /// First prices.
    public var open: [Price]
    /// Highest prices.
    public var high: [Price]
    /// Lowest prices.
    public var low: [Price]
    /// Last prices.
    public var close: [Price]
    /// Units traded; `nan` where unknown.
    public var volume: [Quantity]
    /// Closes adjusted for splits and dividends; empty where the source has none.
    public var adjustedClose: [Price]
    /// Whether the source has closes alone.
    public var content: BarSeries.Content
    /// The row of the source that each row stands in, from 0; empty where it is the row's own place.
    public var sourceRows: [Int32]

    /// Rows of columns of equal length.
    public init(
        symbol: String, stampKind: StampKind, stamps: [Int64], open: [Price], high: [Price], low: [Price],
        close: [Price], volume: [Quantity], adjustedClose: [Price] = [], content: BarSeries.Content = .bars,
        sourceRows: [Int32] = []
    ) {
        self.symbol = symbol
        self.stampKind = stampKind
        self.stamps = stamps
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.adjustedClose = adjustedClose
        self.content = content
        self.sourceRows = sourceRows
    }

    /// The number of rows.
    public var count: Int { stamps.count }

    /// The row of the source that a row stands in.
    public func sourceRow(_ row: Int) -> Int { sourceRows.isEmpty ? row : Int(sourceRows[row]) }

    /// The stamp of a row as text: a date or an instant.
    public func stampText(_ row: Int) -> String {
        let stamp = Timestamp(nanoseconds: stamps[row])
        return stampKind == .dates ? stamp.date.description : stamp.description
    }

    /// Keeps the rows at the given places, in the given order.
    public mutating func keep(_ places: [Int]) {
        func pick<Element: BitwiseCopyable>(_ column: [Element]) -> [Element] {
            column.isEmpty ? [] : LongArray.map(places) { column[$0] }
        }
        let rows = sourceRows.isEmpty ? LongArray.map(places) { Int32($0) } : pick(sourceRows)
        stamps = pick(stamps)
        open = pick(open)
        high = pick(high)
        low = pick(low)
        close = pick(close)
        volume = pick(volume)
        adjustedClose = pick(adjustedClose)
        sourceRows = rows
    }
}
