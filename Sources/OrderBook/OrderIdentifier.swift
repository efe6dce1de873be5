/// What the sender calls an order: unique among the orders that are in the book at one time.
///
/// An identifier may be used again once its order has left the book. Any 64 bits will do; they need not be dense.
@frozen
public struct OrderIdentifier: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    /// The bits of the identifier.
    public var rawValue: UInt64

    /// The identifier of these bits.
    @inlinable
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The identifier of these bits.
    @inlinable
    public init(integerLiteral value: UInt64) { rawValue = value }

    /// Whether `lhs` is the smaller number.
    @inlinable
    public static func < (lhs: OrderIdentifier, rhs: OrderIdentifier) -> Bool { lhs.rawValue < rhs.rawValue }
}
