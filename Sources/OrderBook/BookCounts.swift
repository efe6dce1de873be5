/// What went through a book since it was made.
///
/// Sums of lots wrap at 2⁶⁴. At all times `submitted = 2 · traded + cancelled + resting`.
@frozen
public struct BookCounts: Hashable, Sendable {
    /// The lots of accepted orders, and of modifications that made an order larger.
    public var submitted: UInt64 = 0
    /// The lots that traded, each counted once for both sides.
    public var traded: UInt64 = 0
    /// The lots that left by cancellations, reductions and self-trade prevention.
    public var cancelled: UInt64 = 0
    /// The lots that are in the book now: displayed, hidden, and of sleeping stops.
    public var resting: UInt64 = 0
    /// The number of trades.
    public var trades: UInt64 = 0

    /// Nothing yet.
    @inlinable
    public init() {}
}
