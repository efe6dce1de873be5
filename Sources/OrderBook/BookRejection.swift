/// Why a message changed nothing in the book.
@frozen
public enum BookRejection: UInt8, Hashable, Sendable, CaseIterable {
    /// The size is zero or negative.
    case sizeNotPositive
    /// The size is above `Lots.greatest`.
    case sizeTooLarge
    /// The limit price is below `Ticks.least`.
    case priceTooLow
    /// The limit price is above `Ticks.greatest`.
    case priceTooHigh
    /// The trigger of a stop is below `Ticks.least`.
    case triggerTooLow
    /// The trigger of a stop is above `Ticks.greatest`.
    case triggerTooHigh
    /// The portion of an iceberg is below one lot, above the order's size, or below a thousandth of it.
    case portionOutOfRange
    /// Instructions that exclude one another: a market order, a stop, or one that may not rest, with a display or
    /// post-only; a stop that is not good till cancelled.
    case contradictoryInstructions
    /// An order of this identifier is in the book.
    case identifierInUse
    /// No order of this identifier is in the book: it never was, is filled, or is cancelled.
    case unknownOrder
    /// The market is closed.
    case marketClosed
    /// Trading is halted: only cancellations are taken.
    case marketHalted
    /// Immediate-or-cancel, fill-or-kill or post-only during a call auction.
    case notInAuction
    /// `auctionOnly` outside a call auction.
    case onlyInAuction
    /// The limit price is outside the price bands.
    case outsidePriceBands
    /// A post-only order that would trade at once.
    case wouldTrade
    /// A stop, or a market order that waits for an auction, cannot be modified: cancel it and send another.
    case notModifiable
    /// The book has as many orders or occupied stretches of prices as its configuration allows.
    case bookFull
    /// The change of phase asked for is not possible from the present phase.
    case wrongPhase
}
