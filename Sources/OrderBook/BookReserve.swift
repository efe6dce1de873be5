/// What only a special order has, apart from the slots so that the others are not thinned out by it.
@usableFromInline @frozen
struct BookReserve {
    @usableFromInline @frozen
    enum Kind: UInt8 {
        /// Displayed in full, for the auction only.
        case displayed
        case hidden
        case iceberg
        /// A market order that waits for an auction.
        case market
        /// A stop that becomes a market order.
        case stop
        /// A stop that becomes a limit order.
        case stopLimit
    }

    /// What it is.
    @usableFromInline var kind = Kind.displayed
    /// Whether it leaves with the uncrossing.
    @usableFromInline var isAuctionOnly = false
    /// The key of a stop's limit price.
    @usableFromInline var limitKey: UInt32 = 0
    /// The lots of an iceberg that are not displayed.
    @usableFromInline var undisplayed: Int64 = 0
    /// The lots of an iceberg that are displayed at a time.
    @usableFromInline var portion: Int64 = 0

    @inlinable
    init() {}

    @inlinable
    var isStop: Bool { kind == .stop || kind == .stopLimit }
}
