public import Core

/// How long an order waits (S33).
@frozen
public enum TimeInForce: Hashable, Sendable {
    /// Until it is filled or cancelled.
    case goodTillCancelled
    /// Until the close of the session in which it can first trade (S12).
    case day
    /// At the first price that it meets, as far as that goes; the rest is cancelled.
    ///
    /// A market order meets the price of the market fill rule; a limit order the open of the next bar, or the next close
    /// of a series of closes alone. A bar that does not trade gives it nothing.
    case immediateOrCancel
    /// As `immediateOrCancel`, but whole or not at all: nothing is filled where volume or funds suffice for a part only.
    case fillOrKill
    /// Until an instant: bars that end at it still count.
    case goodTillDate(Timestamp)
    /// At the open of the next session that opens: at the open of the first bar that trades in it, else not at all.
    ///
    /// Series of closes alone have no open: the order is refused.
    case atOpen
    /// At the close of the session in which it can first trade: at the close of the bar that holds the session's end.
    ///
    /// Where that bar is missing the order is cancelled when the next one starts.
    case atClose

    /// The name in the event log and in files.
    public var text: String {
        switch self {
        case .goodTillCancelled: "gtc"
        case .day: "day"
        case .immediateOrCancel: "ioc"
        case .fillOrKill: "fok"
        case .goodTillDate: "gtd"
        case .atOpen: "at-open"
        case .atClose: "at-close"
        }
    }

    /// Whether what a bar's volume did not fill goes on waiting.
    var waits: Bool { !meetsOnePrice }

    /// Whether the order meets one price only, and never the range of a bar: such an order is a market or limit order.
    public var meetsOnePrice: Bool {
        switch self {
        case .goodTillCancelled, .day, .goodTillDate: false
        case .immediateOrCancel, .fillOrKill, .atOpen, .atClose: true
        }
    }
}
