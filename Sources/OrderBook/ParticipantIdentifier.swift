/// Who sent an order: the one whom self-trade prevention knows, and to whom the events about the order go.
@frozen
public struct ParticipantIdentifier: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    /// The number of the participant.
    public var rawValue: UInt32

    /// The participant of this number.
    @inlinable
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The participant of this number.
    @inlinable
    public init(integerLiteral value: UInt32) { rawValue = value }

    /// Whether `lhs` is the smaller number.
    @inlinable
    public static func < (lhs: ParticipantIdentifier, rhs: ParticipantIdentifier) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}
