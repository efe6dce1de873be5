public import Core

/// What is held of one instrument.
@frozen
public struct Position: Hashable, Sendable {
    /// Units: negative when short.
    public var quantity: Quantity = 0
    /// The average price of what is open, costs in the price included; 0 when flat.
    public var averagePrice: Price = 0
    /// The number of bars of the instrument completed since it was opened from flat; 0 on the bar of the entry.
    public var barsHeld: Int = 0

    /// Nothing.
    @inlinable
    public init() {}

    /// Whether nothing is held.
    @inlinable
    public var isFlat: Bool { quantity == 0 }
    /// Whether units are owned.
    @inlinable
    public var isLong: Bool { quantity > 0 }
    /// Whether units are owed.
    @inlinable
    public var isShort: Bool { quantity < 0 }
}
