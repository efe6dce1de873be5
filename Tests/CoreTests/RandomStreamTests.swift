import Testing

@testable import Core

@Suite struct RandomStreamTests {
    /// Known answers of Random123 1.09, `kat_vectors`, philox4x32 with ten rounds.
    @Test func philoxGivesThePublishedVectors() {
        #expect(
            RandomStream.philox(SIMD4(repeating: 0), key: (0, 0))
                == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        #expect(
            RandomStream.philox(SIMD4(repeating: 0xffff_ffff), key: (0xffff_ffff, 0xffff_ffff))
                == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        #expect(
            RandomStream.philox(
                SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
                == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }

    @Test func numbersInBulkAreThoseOneByOne() {
        for seed in UInt64(0)..<30 {
            // The second stream starts where the low half of its counter overflows.
            for counter in [0, UInt64(UInt32.max) - 9] {
                var one = RandomStream(seed: seed &* 0x9E37_79B9_7F4A_7C15, name: "bulk", index: seed)
                one.counter = counter
                var bulk = one
                for count in [0, 1, 7, 8, 9, 3, 64, 5, 100, 16] {
                    let found = [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
                        bulk.fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                        filled = count
                    }
                    #expect(found == (0..<count).map { _ in one.next() }, "seed \(seed), \(count) numbers")
                }
                #expect(bulk.next() == one.next(), "seed \(seed)")
            }
        }
    }

    @Test func streamsOfOtherNamesDiffer() {
        var a = RandomStream(seed: 1, name: "a")
        var b = RandomStream(seed: 1, name: "b")
        var again = RandomStream(seed: 1, name: "a")
        let first = (0..<8).map { _ in a.next() }
        #expect(first == (0..<8).map { _ in again.next() })
        #expect(first != (0..<8).map { _ in b.next() })
    }

    @Test func wholeNumbersBelowABoundAreEvenlySpread() {
        var stream = RandomStream(seed: 7, name: "below")
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { counts[stream.below(6)] += 1 }
        for count in counts { #expect(abs(count - 10_000) < 500) }
    }
}
