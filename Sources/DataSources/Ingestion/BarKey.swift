public import Core

/// A bar as the index of the journal knows it: its start and a hash of its symbol.
///
/// Two symbols of one hash cost a look too many, no point: what is read is compared by name.
public struct BarKey: Hashable, Comparable, Sendable {
    /// The first instant, nanoseconds since 1970.
    public var start: Int64
    /// FNV-1a of the symbol's bytes, 64 bits.
    ///
    /// - Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm" (RFC 9923).
    public var symbol: UInt64

    /// The key of a bar.
    public init(symbol: String, start: Timestamp) {
        self.init(symbol: BarKey.hash(symbol), start: start)
    }

    init(symbol: UInt64, start: Timestamp) {
        self.start = start.nanoseconds
        self.symbol = symbol
    }

    static func hash(_ symbol: String) -> UInt64 {
        symbol.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    /// By time, then by symbol.
    public static func < (one: BarKey, other: BarKey) -> Bool {
        one.start != other.start ? one.start < other.start : one.symbol < other.symbol
    }
}
