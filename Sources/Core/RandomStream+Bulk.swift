extension RandomStream {
    /// Fills memory with the numbers that as many calls of `next()` would give, four counters at a time.
    ///
    /// - Complexity: O(`count`); about a quarter of the time of the calls.
    /// - Verified by: `RandomStreamTests/numbersInBulkAreThoseOneByOne`.
    @inlinable
    public mutating func fill(_ target: UnsafeMutableBufferPointer<UInt64>) {
        var place = 0
        if hasSpare, place < target.count {
            target[place] = next()
            place += 1
        }
        let (low, half) = (SIMD4<UInt64>(repeating: 0xffff_ffff), SIMD4<UInt64>(repeating: 32))
        let steps = SIMD4<UInt64>(0, 1, 2, 3)
        while place + 8 <= target.count {
            let counters = steps &+ counter
            // Each word of a block has a lane of 64 bits, so that its product fits.
            var x0 = counters & low
            var x1 = counters &>> half
            var x2 = SIMD4<UInt64>(repeating: UInt64(stream.0))
            var x3 = SIMD4<UInt64>(repeating: UInt64(stream.1))
            var k = key
            for _ in 0..<10 {
                let p0 = x0 &* 0xD251_1F53
                let p1 = x2 &* 0xCD9E_8D57
                x0 = (p1 &>> half) ^ x1 ^ SIMD4(repeating: UInt64(k.0))
                x2 = (p0 &>> half) ^ x3 ^ SIMD4(repeating: UInt64(k.1))
                (x1, x3) = (p1 & low, p0 & low)
                k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
            }
            let (first, second) = (x1 &<< half | x0, x3 &<< half | x2)
            for lane in 0..<4 {
                target[place + 2 * lane] = first[lane]
                target[place + 2 * lane + 1] = second[lane]
            }
            counter &+= 4
            place += 8
        }
        while place < target.count {
            target[place] = next()
            place += 1
        }
    }
}
