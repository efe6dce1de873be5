public import OrderBook

/// What the book does where an order meets one of the same participant, as configs write it.
public enum SelfTradeRule: String, CaseIterable, Hashable, Sendable {
    /// They trade.
    case none
    /// The order that comes loses its rest.
    case cancelNewest = "cancel_newest"
    /// The order that waits goes.
    case cancelOldest = "cancel_oldest"
    /// Both go.
    case cancelBoth = "cancel_both"
    /// The smaller goes and its size is taken off the larger.
    case decrement

    /// The book's own name of it.
    public var ofBook: SelfTradePrevention {
        switch self {
        case .none: .none
        case .cancelNewest: .cancelNewest
        case .cancelOldest: .cancelOldest
        case .cancelBoth: .cancelBoth
        case .decrement: .decrement
        }
    }
}
