/// Signs as bits, sixty-four to a word, so that products at a lag are counted by exclusive-or.
///
/// - Verified by: `SignBitsTests`, against plain loops.
struct SignBits: Sendable {
    /// How many signs there are.
    private(set) var count = 0
    /// A set bit is a purchase; one word more than needed, so that a window of bits never ends beyond.
    private var words: [UInt64] = [0, 0]

    /// Appends a sign, 1 or −1.
    mutating func append(_ sign: Int8) {
        if sign > 0 { words[count >> 6] |= 1 << UInt64(count & 63) }
        count += 1
        if count & 63 == 0 { words.append(0) }
    }

    /// Sixty-four signs from a place.
    @inline(__always)
    private static func window(_ words: UnsafeBufferPointer<UInt64>, _ place: Int) -> UInt64 {
        let (word, shift) = (place >> 6, UInt64(place & 63))
        // A shift by sixty-four gives 0.
        return words[word] >> shift | words[word + 1] << (64 - shift)
    }

    /// The sum of the signs of some places.
    func sum(_ places: Range<Int>) -> Int {
        words.withUnsafeBufferPointer { words in
            var set = 0
            var place = places.lowerBound
            while place < places.upperBound {
                let left = places.upperBound - place
                let mask = left < 64 ? (1 as UInt64) << UInt64(left) - 1 : UInt64.max
                set += (SignBits.window(words, place) & mask).nonzeroBitCount
                place += 64
            }
            return 2 * set - places.count
        }
    }

    /// `Σ s[t]·s[t − lag]` over the places t of a range that begins at `lag` or later.
    func product(_ places: Range<Int>, lag: Int) -> Int {
        words.withUnsafeBufferPointer { words in
            var differing = 0
            var place = places.lowerBound
            while place < places.upperBound {
                let left = places.upperBound - place
                let mask = left < 64 ? (1 as UInt64) << UInt64(left) - 1 : UInt64.max
                let both = SignBits.window(words, place) ^ SignBits.window(words, place - lag)
                differing += (both & mask).nonzeroBitCount
                place += 64
            }
            return places.count - 2 * differing
        }
    }
}
