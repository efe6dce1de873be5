/// A trade between two orders of the book.
@frozen
public struct BookTrade: Hashable, Sendable {
    /// The price, in ticks.
    public var price: Ticks
    /// The lots that changed hands.
    public var size: Lots
    /// The order that waited; in an auction the sell order.
    public var maker: OrderIdentifier
    /// The order that came; in an auction the buy order.
    public var taker: OrderIdentifier
    /// Who sent the maker.
    public var makerParticipant: ParticipantIdentifier
    /// Who sent the taker.
    public var takerParticipant: ParticipantIdentifier
    /// The lots that are left of the maker, the undisplayed included.
    public var makerRemaining: Lots
    /// The lots that are left of the taker.
    public var takerRemaining: Lots
    /// The side of the taker.
    public var takerSide: BookSide
    /// Whether the trade is part of an uncrossing.
    public var isAuction: Bool

    /// A trade of these parts.
    @inlinable
    public init(
        price: Ticks, size: Lots, maker: OrderIdentifier, taker: OrderIdentifier,
        makerParticipant: ParticipantIdentifier, takerParticipant: ParticipantIdentifier, makerRemaining: Lots,
        takerRemaining: Lots, takerSide: BookSide, isAuction: Bool = false
    ) {
        self.price = price
        self.size = size
        self.maker = maker
        self.taker = taker
        self.makerParticipant = makerParticipant
        self.takerParticipant = takerParticipant
        self.makerRemaining = makerRemaining
        self.takerRemaining = takerRemaining
        self.takerSide = takerSide
        self.isAuction = isAuction
    }
}
