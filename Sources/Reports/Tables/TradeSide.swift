/// Which way a position goes.
public enum TradeSide: String, CaseIterable, Sendable {
    /// It gains when the price rises.
    case long
    /// It gains when the price falls.
    case short
}
