/// The side of an order in the book.
@frozen
public enum BookSide: UInt8, Hashable, Sendable, CaseIterable {
    /// Bids: wants to buy at its price or lower.
    case buy = 0
    /// Asks: wants to sell at its price or higher.
    case sell = 1

    /// The other side.
    @inlinable
    public var opposite: BookSide { self == .buy ? .sell : .buy }
}
