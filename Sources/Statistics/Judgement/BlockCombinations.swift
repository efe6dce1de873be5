/// The choices of half of an even number of blocks, each a bit mask (block 0 is the lowest bit).
///
/// - Verified by: `BacktestOverfittingTests/combinationsAreThoseOfTheTextbook`.
struct BlockCombinations: Sendable {
    /// The number of blocks, even.
    let blocks: Int
    /// The choices that hold block 0, each one exchange of two blocks away from the one before.
    ///
    /// The others are their complements.
    let withFirst: [UInt32]
    /// The place of each choice, by its mask, in the lexicographic order of the blocks chosen.
    private let places: [Int32]

    init(blocks: Int) {
        self.blocks = blocks
        withFirst = BlockCombinations.revolvingDoor(of: blocks - 1, choose: blocks / 2 - 1).map { $0 << 1 | 1 }
        let all = (0..<UInt32(1) << UInt32(blocks)).filter { $0.nonzeroBitCount == blocks / 2 }
        // Of two choices the one that holds the first block in which they differ comes first.
        let ordered = all.sorted { $0.bitReversed > $1.bitReversed }
        var places = [Int32](repeating: -1, count: 1 << blocks)
        for (place, mask) in ordered.enumerated() { places[Int(mask)] = Int32(place) }
        self.places = places
    }

    /// The number of choices.
    var count: Int { 2 * withFirst.count }

    /// The choice of all other blocks.
    func complement(_ mask: UInt32) -> UInt32 { ~mask & (1 << UInt32(blocks) - 1) }

    /// The place of a choice in lexicographic order.
    func place(_ mask: UInt32) -> Int { Int(places[Int(mask)]) }

    /// The choices of `k` of `n` things, each one exchange away from the one before.
    ///
    /// - Source: Nijenhuis & Wilf (1978), "Combinatorial Algorithms", chapter 3; Knuth, TAOCP 7.2.1.3, eq. 32.
    static func revolvingDoor(of n: Int, choose k: Int) -> [UInt32] {
        guard k > 0 else { return [0] }
        guard k < n else { return [1 << UInt32(n) - 1] }
        let last = UInt32(1) << UInt32(n - 1)
        return revolvingDoor(of: n - 1, choose: k)
            + revolvingDoor(of: n - 1, choose: k - 1).reversed().map { $0 | last }
    }
}

extension UInt32 {
    /// The bits in the opposite order.
    fileprivate var bitReversed: UInt32 {
        var (value, reversed) = (self, UInt32(0))
        for _ in 0..<32 {
            reversed = reversed << 1 | value & 1
            value >>= 1
        }
        return reversed
    }
}
