public import OrderBook

/// An order of the open seat.
public struct DeskOrder: Hashable, Sendable {
    /// The instrument's place in the configuration.
    public var instrument: Int
    /// Whether it buys or sells.
    public var side: BookSide
    /// When and at what prices it may trade.
    public var kind: BookOrderKind
    /// Its lots; an order of none or less is refused by the exchange.
    public var lots: Int64
    /// How long its rest stays.
    public var timeInForce: BookTimeInForce
    /// How much of it the others see.
    public var display: BookDisplay
    /// Whether it is refused where it would trade at once.
    public var isPostOnly: Bool

    /// An order; by default of the first instrument, good till cancelled and displayed in full.
    public init(
        _ side: BookSide, _ kind: BookOrderKind, lots: Int64, instrument: Int = 0,
        timeInForce: BookTimeInForce = .goodTillCancelled, display: BookDisplay = .full, isPostOnly: Bool = false
    ) {
        self.side = side
        self.kind = kind
        self.lots = lots
        self.instrument = instrument
        self.timeInForce = timeInForce
        self.display = display
        self.isPostOnly = isPostOnly
    }
}
