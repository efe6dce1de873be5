/// An order as it lies in the book.
@frozen
public struct RestingOrder: Hashable, Sendable {
    /// What its sender calls it.
    public var identifier: OrderIdentifier
    /// Who sent it.
    public var participant: ParticipantIdentifier
    /// Whether it buys or sells.
    public var side: BookSide
    /// Its limit price; of a sleeping stop its trigger; `nil` for a market order that waits for an auction.
    public var price: Ticks?
    /// The lots that the others see; 0 for hidden orders, stops, and market orders that wait.
    public var displayed: Lots
    /// The lots that are left of it.
    public var remaining: Lots
    /// Whether it is a stop that sleeps.
    public var isStop: Bool

    /// An order of these parts.
    @inlinable
    public init(
        identifier: OrderIdentifier, participant: ParticipantIdentifier, side: BookSide, price: Ticks?, displayed: Lots,
        remaining: Lots, isStop: Bool
    ) {
        self.identifier = identifier
        self.participant = participant
        self.side = side
        self.price = price
        self.displayed = displayed
        self.remaining = remaining
        self.isStop = isStop
    }
}
