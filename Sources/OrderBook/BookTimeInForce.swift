/// How long the part of an order that does not trade at once stays in the book.
@frozen
public enum BookTimeInForce: UInt8, Hashable, Sendable, CaseIterable {
    /// Until it is filled or cancelled. (A market order's rest is cancelled at once all the same.)
    case goodTillCancelled
    /// Trades what it can at once; the rest is cancelled (IOC). Not in call auctions.
    case immediateOrCancel
    /// Trades at once and in full, or not at all (FOK). Not in call auctions.
    case fillOrKill
    /// Only in a call auction: what the uncrossing leaves is cancelled (at the opening, at the close).
    case auctionOnly
}
