/// Which way an order trades.
@frozen
public enum Side: UInt8, Hashable, Sendable {
    /// Takes units and gives cash.
    case buy
    /// Gives units and takes cash.
    case sell

    /// +1 for a buy, −1 for a sell.
    @inlinable
    public var sign: Double { self == .buy ? 1 : -1 }

    /// The other side.
    @inlinable
    public var opposite: Side { self == .buy ? .sell : .buy }

    /// The name in the event log and in files.
    public var text: String { self == .buy ? "buy" : "sell" }
}
