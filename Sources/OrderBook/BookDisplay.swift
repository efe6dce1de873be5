/// How much of a limit order the others see.
@frozen
public enum BookDisplay: Hashable, Sendable {
    /// All of it.
    case full
    /// Nothing: it trades after all displayed orders of its price, in the order of arrival among the hidden ones.
    case hidden
    /// At most so many lots at a time (an iceberg). When they are filled, the next portion is displayed at the back of
    /// the queue.
    case iceberg(portion: Lots)
}
