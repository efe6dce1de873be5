/// A price as a whole number of ticks, the smallest step of the market's prices.
///
/// A type of its own rather than an `Int64`, so that a price cannot stand where a number of lots belongs; it costs
/// nothing in optimised code. Orders may be priced from `least` to `greatest`.
@frozen
public struct Ticks: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    /// The number of ticks.
    public var rawValue: Int64

    /// The lowest price that an order may have.
    @inlinable
    public static var least: Ticks { Ticks(1) }

    /// The highest price that an order may have: 2³⁰ − 2, so that a price and two marks fit into 32 bits.
    @inlinable
    public static var greatest: Ticks { Ticks(1 << 30 - 2) }

    /// A price of so many ticks.
    @inlinable
    public init(_ ticks: Int64) { rawValue = ticks }

    /// A price of so many ticks.
    @inlinable
    public init(_ ticks: Int) { rawValue = Int64(ticks) }

    /// A price of so many ticks.
    @inlinable
    public init(integerLiteral value: Int64) { rawValue = value }

    /// Whether `lhs` is the lower price.
    @inlinable
    public static func < (lhs: Ticks, rhs: Ticks) -> Bool { lhs.rawValue < rhs.rawValue }

    /// The price so many ticks above; beyond the range of `Int64` it wraps, and the book refuses it.
    @inlinable
    public static func + (lhs: Ticks, rhs: Int64) -> Ticks { Ticks(lhs.rawValue &+ rhs) }

    /// The price so many ticks below; beyond the range of `Int64` it wraps, and the book refuses it.
    @inlinable
    public static func - (lhs: Ticks, rhs: Int64) -> Ticks { Ticks(lhs.rawValue &- rhs) }

    /// The number of ticks from `rhs` up to `lhs`.
    @inlinable
    public static func - (lhs: Ticks, rhs: Ticks) -> Int64 { lhs.rawValue &- rhs.rawValue }
}
