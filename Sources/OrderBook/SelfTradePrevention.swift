/// What happens where an order meets one of the same participant in continuous trading.
///
/// The newest is the order that comes, the oldest the one that waits. Call auctions do not look at participants.
@frozen
public enum SelfTradePrevention: UInt8, Hashable, Sendable, CaseIterable {
    /// They trade.
    case none
    /// The rest of the order that comes is cancelled.
    case cancelNewest
    /// The order that waits is cancelled, and the other goes on.
    case cancelOldest
    /// Both are cancelled.
    case cancelBoth
    /// The smaller is cancelled and its size taken off the larger, which stays or goes on; equal ones are cancelled both.
    /// An iceberg counts with all that is left of it and loses what is not displayed first.
    case decrement
}
