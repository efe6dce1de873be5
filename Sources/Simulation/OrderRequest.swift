public import Core

/// What a strategy asks for.
@frozen
public struct OrderRequest: Hashable, Sendable {
    /// The instrument.
    public var instrument: InstrumentIndex
    /// Buy or sell.
    public var side: Side
    /// How much.
    public var size: OrderSize
    /// What makes it trade.
    public var kind: OrderKind
    /// How long it waits.
    public var timeInForce: TimeInForce
    /// Whether it may only make a position smaller (S32).
    public var reduceOnly: Bool
    /// Exits that wake when it fills.
    public var bracket: Bracket?
    /// Why, in a word or two: stands in the log and in the trade table.
    public var reason: OrderReason

    /// A request; by default a market order that waits until it is filled.
    public init(
        _ side: Side, _ size: OrderSize, of instrument: InstrumentIndex, kind: OrderKind = .market,
        timeInForce: TimeInForce = .goodTillCancelled, reduceOnly: Bool = false, bracket: Bracket? = nil,
        reason: OrderReason = .none
    ) {
        self.instrument = instrument
        self.side = side
        self.size = size
        self.kind = kind
        self.timeInForce = timeInForce
        self.reduceOnly = reduceOnly
        self.bracket = bracket
        self.reason = reason
    }
}
