/// The call auctions of a day.
@frozen
public enum BookAuction: UInt8, Hashable, Sendable, CaseIterable {
    /// Opens the day; continuous trading follows.
    case opening
    /// Ends a halt; continuous trading follows.
    case reopening
    /// Closes the day; the market is closed after it.
    case closing
}
