/// A stream of random numbers that is a pure function of a seed, a name and a counter.
///
/// Streams of other names or indices never share draws, so that adding a consumer changes no other consumer's
/// numbers, and the n-th draw does not depend on how many threads there are. No stream may be keyed by data.
///
/// - Source: Salmon et al. (2011), "Parallel Random Numbers: As Easy as 1, 2, 3", Philox4x32 with ten rounds.
public struct RandomStream: RandomNumberGenerator, Sendable {
    @usableFromInline let key: (UInt32, UInt32)
    @usableFromInline let stream: (UInt32, UInt32)
    @usableFromInline var counter: UInt64 = 0
    @usableFromInline var spare: UInt64 = 0
    @usableFromInline var hasSpare = false

    /// The stream `name`, `index` of `seed`.
    public init(seed: UInt64, name: String, index: UInt64 = 0) {
        key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        // FNV-1a over the name, then the index: streams differ in the upper half of the counter block.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            hash = (hash ^ (index >> shift & 0xff)) &* 0x0000_0100_0000_01b3
        }
        stream = (UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32))
    }

    /// Ten rounds of Philox4x32 on a counter block.
    @inlinable
    public static func philox(_ block: SIMD4<UInt32>, key: (UInt32, UInt32)) -> SIMD4<UInt32> {
        var x = block
        var k = key
        for _ in 0..<10 {
            let p0 = UInt64(x[0]) &* 0xD251_1F53
            let p1 = UInt64(x[2]) &* 0xCD9E_8D57
            x = SIMD4(
                UInt32(truncatingIfNeeded: p1 >> 32) ^ x[1] ^ k.0, UInt32(truncatingIfNeeded: p1),
                UInt32(truncatingIfNeeded: p0 >> 32) ^ x[3] ^ k.1, UInt32(truncatingIfNeeded: p0))
            k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
        }
        return x
    }

    /// The next 64 random bits.
    @inlinable
    public mutating func next() -> UInt64 {
        if hasSpare {
            hasSpare = false
            return spare
        }
        let block = SIMD4(
            UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), stream.0, stream.1)
        let out = RandomStream.philox(block, key: key)
        counter &+= 1
        spare = UInt64(out[3]) << 32 | UInt64(out[2])
        hasSpare = true
        return UInt64(out[1]) << 32 | UInt64(out[0])
    }

    /// A number in `0 ..< 1`, from 53 random bits.
    @inlinable
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number in `0 ..< bound`, without bias.
    ///
    /// - Source: Lemire (2019), "Fast Random Integer Generation in an Interval", algorithm 5.
    @inlinable
    public mutating func below(_ bound: Int) -> Int {
        invariant(bound > 0, "below(\(bound)): the bound must be positive")
        let width = UInt64(bound)
        var product = next().multipliedFullWidth(by: width)
        if product.low < width {
            let threshold = (0 &- width) % width
            while product.low < threshold { product = next().multipliedFullWidth(by: width) }
        }
        return Int(product.high)
    }
}
