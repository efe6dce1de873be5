/// What a call auction would trade, or traded.
@frozen
public struct BookUncrossing: Hashable, Sendable {
    /// The one price of all its trades.
    public var price: Ticks
    /// The lots that trade.
    public var volume: Lots
    /// The lots that want to trade at the price and find no partner: positive where buyers are left.
    public var surplus: Int64

    /// An uncrossing of these parts.
    @inlinable
    public init(price: Ticks, volume: Lots, surplus: Int64) {
        self.price = price
        self.volume = volume
        self.surplus = surplus
    }
}
