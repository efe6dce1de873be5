/// The prices between which continuous trading takes place.
@frozen
public struct PriceBands: Hashable, Sendable {
    /// What the book does at the bands.
    @frozen
    public enum Action: UInt8, Hashable, Sendable, CaseIterable {
        /// Refuses limit prices outside, and cancels the rest of an order that would trade outside.
        case reject
        /// Takes any limit price; an order that would trade outside halts the market. The rest of a limit order that is good
        /// till cancelled waits in the book for the reopening auction; of any other it is cancelled.
        case halt
    }

    /// The lowest price of a trade.
    public var lowest: Ticks
    /// The highest price of a trade.
    public var highest: Ticks
    /// What the book does at the bands.
    public var action: Action

    /// Bands; where `lowest` is above `highest` nothing trades.
    @inlinable
    public init(lowest: Ticks, highest: Ticks, action: Action) {
        self.lowest = lowest
        self.highest = highest
        self.action = action
    }

    /// Whether a trade at `price` is allowed.
    @inlinable
    public func allow(_ price: Ticks) -> Bool { lowest <= price && price <= highest }
}
