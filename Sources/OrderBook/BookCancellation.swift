/// Why lots of an order left the book without a trade.
@frozen
public enum BookCancellation: UInt8, Hashable, Sendable, CaseIterable {
    /// Its sender asked for it.
    case requested
    /// The rest of an immediate-or-cancel order.
    case immediateOrCancel
    /// A fill-or-kill order that could not be filled in full.
    case fillOrKill
    /// The rest of a market order: the other side is empty.
    case noLiquidity
    /// Self-trade prevention.
    case selfTrade
    /// The rest of an order that would have traded outside the price bands.
    case priceBands
    /// The rest of an order whose trading halted the market and which may not wait.
    case halted
    /// What an uncrossing left of a market order or of one for the auction only.
    case auctionEnded
    /// A stop that was triggered with the book full.
    case bookFull
}
