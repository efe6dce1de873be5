/// What is displayed at one price of one side.
@frozen
public struct BookLevel: Hashable, Sendable {
    /// The price.
    public var price: Ticks
    /// The displayed lots.
    public var size: Lots
    /// The orders that display something.
    public var orders: Int

    /// A level of these parts.
    @inlinable
    public init(price: Ticks, size: Lots, orders: Int) {
        self.price = price
        self.size = size
        self.orders = orders
    }
}
