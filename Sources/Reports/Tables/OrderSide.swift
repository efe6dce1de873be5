/// What an order or a fill does.
public enum OrderSide: String, CaseIterable, Sendable {
    /// It adds units.
    case buy
    /// It takes units away.
    case sell
}
