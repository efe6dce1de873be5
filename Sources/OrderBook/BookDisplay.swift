/// How much of a limit order the others see.
@frozen
public enum BookDisplay: Hashable, Sendable {
    /// All of it.
    case full
    /// Nothing: it trades after all displayed orders of its price, in the order of arrival among the hidden ones.
    case hidden
    /// At most so many lots at a time (an iceberg). When they are filled, the next portion is displayed at the back of
    /// the queue. An order has at most `mostPortions` portions, so that no two orders can make the book trade without end;
    /// exchanges set such a bound too (Binance's filter ICEBERG_PARTS).
    case iceberg(portion: Lots)

    /// The most portions that an iceberg may have when it comes or is modified.
    @inlinable
    public static var mostPortions: Int64 { 1_000 }

    /// Whether an order of so many lots may be displayed so.
    @inlinable
    func isSound(for size: Lots) -> Bool {
        guard case .iceberg(let portion) = self else { return true }
        // Rounded down, so that it cannot overflow: the last of the portions may be a smaller one.
        return portion >= 1 && portion <= size && (size.rawValue - 1) / portion.rawValue < BookDisplay.mostPortions
    }
}
