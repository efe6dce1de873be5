/// When an order may trade, and at what prices.
@frozen
public enum BookOrderKind: Hashable, Sendable {
    /// At `price` or better; what does not trade at once waits in the book.
    case limit(price: Ticks)
    /// At any price; what does not trade at once is cancelled. In a call auction it waits for the uncrossing.
    case market
    /// Asleep until a trade at `trigger` or beyond (at or above it for a buy, at or below it for a sell), then a market
    /// order.
    case stop(trigger: Ticks)
    /// Asleep until a trade at `trigger` or beyond, then a limit order at `price`.
    case stopLimit(trigger: Ticks, price: Ticks)
}
