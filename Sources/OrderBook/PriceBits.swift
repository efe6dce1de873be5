/// Which of 1,024 children are occupied: sixteen words and a word that tells which of them are not zero.
@usableFromInline @frozen
struct PriceBits {
    @usableFromInline let words: UnsafeMutablePointer<UInt64>

    /// The memory of the seventeen words, rounded up to whole cache lines.
    @inlinable
    static var bytes: Int { 192 }

    @inlinable
    init(_ memory: UnsafeMutableRawPointer) { words = memory.assumingMemoryBound(to: UInt64.self) }

    @inlinable
    var isEmpty: Bool { words[16] == 0 }

    /// The first occupied child, of which there must be one.
    @inlinable
    var first: Int {
        let word = words[16].trailingZeroBitCount
        return word << 6 | words[word].trailingZeroBitCount
    }

    /// The first occupied child at or after `place`, if there is one.
    @inlinable
    func first(from place: Int) -> Int? {
        guard place < 1_024 else { return nil }
        let own = words[place >> 6] & (~0 << UInt64(place & 63))
        if own != 0 { return place & ~63 | own.trailingZeroBitCount }
        let later = words[16] & (~1 << UInt64(place >> 6))
        guard later != 0 else { return nil }
        let word = later.trailingZeroBitCount
        return word << 6 | words[word].trailingZeroBitCount
    }

    @inlinable
    func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 != 0 }

    @inlinable
    func insert(_ place: Int) {
        words[place >> 6] |= 1 << UInt64(place & 63)
        words[16] |= 1 << UInt64(place >> 6)
    }

    @inlinable
    func remove(_ place: Int) {
        words[place >> 6] &= ~(1 << UInt64(place & 63))
        if words[place >> 6] == 0 { words[16] &= ~(1 << UInt64(place >> 6)) }
    }
}
