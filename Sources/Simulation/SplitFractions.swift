/// What becomes of the part of a position that is no whole lot after a split (S53).
public enum SplitFractions: String, Sendable, CaseIterable {
    /// It stays in the position, and goes when that is closed.
    case keep
    /// It is paid out at the last price, adjusted.
    case cash
}
