/// An order on its way through the book: what has not traded of it yet.
@usableFromInline @frozen
struct BookArrival {
    @usableFromInline var identifier: OrderIdentifier
    @usableFromInline var participant: ParticipantIdentifier
    @usableFromInline var side: BookSide
    /// The key of its limit price; 0, better than any price, of a market order.
    @usableFromInline var key: UInt32
    @usableFromInline var left: Int64
    @usableFromInline var timeInForce: BookTimeInForce
    @usableFromInline var display: BookDisplay

    @inlinable
    init(
        identifier: OrderIdentifier, participant: ParticipantIdentifier, side: BookSide, key: UInt32, left: Int64,
        timeInForce: BookTimeInForce, display: BookDisplay
    ) {
        self.identifier = identifier
        self.participant = participant
        self.side = side
        self.key = key
        self.left = left
        self.timeInForce = timeInForce
        self.display = display
    }

    /// The worst key of the other side that it trades at.
    @inlinable
    var worstKey: UInt32 { key ^ PriceLevels.mask }

    @inlinable
    var isMarket: Bool { key == 0 }

    /// Why an order stopped trading.
    @usableFromInline @frozen
    enum End {
        /// It is filled, or nothing is left at its prices.
        case exhausted
        /// Self-trade prevention ends it.
        case selfTrade
        /// The next trade would be at this price, outside the bands.
        case bands(Ticks)
    }
}
