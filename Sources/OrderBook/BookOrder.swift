/// An order as it is sent to the book.
@frozen
public struct BookOrder: Hashable, Sendable {
    /// What its sender calls it.
    public var identifier: OrderIdentifier
    /// Who sends it.
    public var participant: ParticipantIdentifier
    /// Whether it buys or sells.
    public var side: BookSide
    /// When and at what prices it may trade.
    public var kind: BookOrderKind
    /// Its size: 1 … `Lots.greatest`.
    public var size: Lots
    /// How long its rest stays.
    public var timeInForce: BookTimeInForce
    /// How much of it the others see; other than `full` for limit orders that may rest alone.
    public var display: BookDisplay
    /// Whether it is refused where it would trade at once (limit orders good till cancelled alone).
    public var isPostOnly: Bool

    /// An order; by default good till cancelled, displayed in full and free to trade at once.
    @inlinable
    public init(
        _ identifier: OrderIdentifier, of participant: ParticipantIdentifier, _ side: BookSide, _ kind: BookOrderKind,
        size: Lots, timeInForce: BookTimeInForce = .goodTillCancelled, display: BookDisplay = .full,
        isPostOnly: Bool = false
    ) {
        self.identifier = identifier
        self.participant = participant
        self.side = side
        self.kind = kind
        self.size = size
        self.timeInForce = timeInForce
        self.display = display
        self.isPostOnly = isPostOnly
    }
}
