/// What must trade or leave before an order is the next to trade at its price.
@frozen
public struct QueuePosition: Hashable, Sendable {
    /// The orders of its price that trade before it.
    public var ordersAhead: Int
    /// Their lots that are now before it: the displayed ones, for a hidden order also those of hidden orders before it.
    public var lotsAhead: Lots

    /// A position behind so many orders and lots.
    @inlinable
    public init(ordersAhead: Int, lotsAhead: Lots) {
        self.ordersAhead = ordersAhead
        self.lotsAhead = lotsAhead
    }
}
