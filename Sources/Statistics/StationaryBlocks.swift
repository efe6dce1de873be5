public import Core

/// The blocks of which resamples of a series by the stationary bootstrap are made.
///
/// Blocks start anywhere with equal chance, run on past the end from the beginning, and have geometric lengths, so that
/// a resample is as dependent from day to day as the series is. A block costs one 32-bit word: its upper product with n
/// gives the start, the lower the length (off by less than n/2³²).
///
/// - Source: Politis & Romano (1994), "The Stationary Bootstrap".
/// - Verified by: `BootstrapTests`, `ResamplingTests`, `FigureSpreadTests`.
public struct StationaryBlocks: Sendable {
    /// The number of values in the series.
    public let count: Int
    /// The mean length of a block, at least 1.
    public let meanLength: Double
    /// `2³²·(1 − 1/L)ᵏ` for k = 1, 2, …: the chance that a block is longer than k.
    private let chances: [UInt32]
    /// The least length that a block can have, by the upper ten bits of its length's word: where the search begins.
    private let leastLengths: [Int32]

    /// Blocks of a series of `count` values, from 1 to 2³⁰.
    ///
    /// - Precondition: `meanLength` is at least 1.
    public init(meanLength: Double, count: Int) {
        precondition(meanLength >= 1 && count >= 1, "blocks of mean length \(meanLength) of \(count) values")
        self.count = count
        self.meanLength = meanLength
        var values: [UInt32] = []
        let stay = 1 - 1 / meanLength
        var chance = stay * 0x1p32
        while chance >= 1, values.count < count {
            values.append(UInt32(chance))
            chance *= stay
        }
        let chances = values + [0]
        leastLengths = (0..<1_024).map { cell in
            let highest = UInt32(cell) << 22 | 0x3f_ffff
            var length = 1
            while highest < chances[length - 1] { length += 1 }
            return Int32(length)
        }
        self.chances = chances
    }

    /// The places of a resample of any length.
    ///
    /// - Parameters:
    ///   - length: How many places, at least 1; each resample of `count` of them begins a block of its own.
    ///   - stream: Where draws come from.
    /// - Returns: Places in `0..<count`, shape `[length]`.
    public func places(_ length: Int, from stream: inout RandomStream) -> [Int] {
        var places: [Int] = []
        places.reserveCapacity(length + count)
        while places.count < length {
            forEach(from: &stream) { start, length in
                for step in 0..<length { places.append((start + step) % count) }
            }
        }
        return Array(places.prefix(length))
    }

    /// Calls `body` with the start and length of each block of one resample; the lengths sum to `count`.
    @inline(__always)
    func forEach(from stream: inout RandomStream, _ body: (_ start: Int, _ length: Int) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 128) { words in
            chances.withUnsafeBufferPointer { chances in
                leastLengths.withUnsafeBufferPointer { leastLengths in
                    var missing = count
                    let width = UInt64(count)
                    while true {
                        // Words are drawn ahead, since each is independent of what came of the one before.
                        for index in 0..<128 { words[index] = stream.next() }
                        for index in 0..<256 {
                            let word = words[index >> 1] &>> UInt64((index & 1) << 5) & 0xffff_ffff
                            let product = word &* width
                            let start = Int(product &>> 32)
                            let rest = UInt32(truncatingIfNeeded: product)
                            var length = Int(leastLengths[Int(rest &>> 22)])
                            while rest < chances[length - 1] { length += 1 }
                            length = min(length, missing)
                            body(start, length)
                            missing -= length
                            if missing == 0 { return }
                        }
                    }
                }
            }
        }
    }
}
