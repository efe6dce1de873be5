/// What the book did with a message, in the order in which it did it.
///
/// Every order that is accepted leaves by trades and cancellations alone, so that for each order
/// `accepted + increases = traded + cancelled + reduced + remaining`.
@frozen
public enum BookEvent: Hashable, Sendable {
    /// The order is taken; trades, a cancellation of its rest, or its wait in the book follow.
    case accepted(OrderIdentifier, of: ParticipantIdentifier, side: BookSide, size: Lots)
    /// The message changed nothing. Messages that name no participant carry that of number 0; changes of phase carry
    /// order 0 too.
    case rejected(OrderIdentifier, of: ParticipantIdentifier, BookRejection)
    /// Two orders traded.
    case traded(BookTrade)
    /// The order, of which `size` lots were left, is gone.
    case cancelled(OrderIdentifier, of: ParticipantIdentifier, size: Lots, BookCancellation)
    /// Self-trade prevention took `by` lots off the order; `remaining` are left.
    case reduced(OrderIdentifier, of: ParticipantIdentifier, by: Lots, remaining: Lots)
    /// The order has a new price or size; `keptPriority` tells whether it kept its place. Where it did not, the trades
    /// that the new price led to follow.
    case modified(OrderIdentifier, of: ParticipantIdentifier, price: Ticks, remaining: Lots, keptPriority: Bool)
    /// The next portion of an iceberg is displayed, at the back of the queue.
    case refreshed(OrderIdentifier, of: ParticipantIdentifier, displayed: Lots)
    /// A stop woke up; what it does as a market or limit order follows.
    case triggered(OrderIdentifier, of: ParticipantIdentifier)
    /// An auction found this price; its trades follow. Without orders that can trade there is no such event.
    case uncrossed(BookAuction, BookUncrossing)
    /// The market does something else from now on.
    case phaseChanged(to: BookPhase)
    /// An order would have traded outside the price bands, so that the market halts; the phase changes next.
    case bandsReached(OrderIdentifier, of: ParticipantIdentifier, price: Ticks)
}
