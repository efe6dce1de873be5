/// What the market does with orders at present.
@frozen
public enum BookPhase: Hashable, Sendable {
    /// Orders trade as they come.
    case continuous
    /// Orders are collected for an uncrossing; the book may be crossed.
    case auction(BookAuction)
    /// Nothing trades and only cancellations are taken; trading resumes by an auction.
    case halted
    /// Nothing trades and only cancellations are taken.
    case closed
}
