public import Core

/// A position still open when the data ended, marked and not closed (S42).
public struct OpenPosition: Hashable, Sendable {
    /// The instrument's symbol.
    public var instrument: String
    /// Long or short.
    public var side: TradeSide
    /// Units held, positive.
    public var quantity: Quantity
    /// When the oldest of its lots was entered.
    public var entryTime: Timestamp
    /// Mean entry price of its lots.
    public var entryPrice: Price
    /// The price it was last marked at.
    public var markPrice: Price
    /// Gain since entry at the mark, after the costs of entry.
    public var unrealisedPnl: Cash
    /// Whether the mark is older than the last bar of the run (S3).
    public var isStale: Bool

    /// An open position.
    public init(
        instrument: String, side: TradeSide, quantity: Quantity, entryTime: Timestamp, entryPrice: Price,
        markPrice: Price, unrealisedPnl: Cash, isStale: Bool = false
    ) {
        self.instrument = instrument
        self.side = side
        self.quantity = quantity
        self.entryTime = entryTime
        self.entryPrice = entryPrice
        self.markPrice = markPrice
        self.unrealisedPnl = unrealisedPnl
        self.isStale = isStale
    }
}
