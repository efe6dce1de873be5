/// The place of an instrument in its universe, which is sorted by the bytes of the symbols.
@frozen
public struct InstrumentIndex: Hashable, Comparable, Sendable {
    /// Zero-based place.
    public var rawValue: Int32

    /// The instrument at a place.
    @inlinable
    public init(_ place: Int) {
        rawValue = Int32(truncatingIfNeeded: place)
    }

    /// The place as an array index.
    @inlinable
    public var place: Int { Int(rawValue) }

    /// Whether `lhs` comes before `rhs`.
    @inlinable
    public static func < (lhs: InstrumentIndex, rhs: InstrumentIndex) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// Whether a symbol comes before another: by the bytes of their UTF-8, whatever the locale.
public func symbolPrecedes(_ lhs: String, _ rhs: String) -> Bool {
    lhs.utf8.lexicographicallyPrecedes(rhs.utf8)
}
