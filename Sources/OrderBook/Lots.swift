/// A size as a whole number of lots, the smallest amount that the market trades.
///
/// A type of its own rather than an `Int64`, so that a size cannot stand where a price belongs; it costs nothing in
/// optimised code. Orders may have from 1 to `greatest` lots.
@frozen
public struct Lots: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    /// The number of lots.
    public var rawValue: Int64

    /// No lots.
    @inlinable
    public static var zero: Lots { Lots(0 as Int64) }

    /// The largest size that an order may have: 2⁴⁰, so that the sum of eight million of them fits into an `Int64`.
    @inlinable
    public static var greatest: Lots { Lots(1 << 40 as Int64) }

    /// A size of so many lots.
    @inlinable
    public init(_ lots: Int64) { rawValue = lots }

    /// A size of so many lots.
    @inlinable
    public init(_ lots: Int) { rawValue = Int64(lots) }

    /// A size of so many lots.
    @inlinable
    public init(integerLiteral value: Int64) { rawValue = value }

    /// Whether `lhs` is the smaller size.
    @inlinable
    public static func < (lhs: Lots, rhs: Lots) -> Bool { lhs.rawValue < rhs.rawValue }

    /// The sum of two sizes; beyond the range of `Int64` it wraps.
    @inlinable
    public static func + (lhs: Lots, rhs: Lots) -> Lots { Lots(lhs.rawValue &+ rhs.rawValue) }

    /// The difference of two sizes; beyond the range of `Int64` it wraps.
    @inlinable
    public static func - (lhs: Lots, rhs: Lots) -> Lots { Lots(lhs.rawValue &- rhs.rawValue) }

    /// Adds a size; beyond the range of `Int64` it wraps.
    @inlinable
    public static func += (lhs: inout Lots, rhs: Lots) { lhs = lhs + rhs }

    /// Takes a size away; beyond the range of `Int64` it wraps.
    @inlinable
    public static func -= (lhs: inout Lots, rhs: Lots) { lhs = lhs - rhs }
}
