import ColumnCache
import Testing

/// XXH64 against values that others publish.
@Suite struct BlockHashTests {
    /// Texts and hashes with a seed of 0: from the test suites of xxHash and of its ports.
    @Test(
        arguments: [
            ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
            ("123456789", 0x8CB8_41DB_40E6_AE83),
            ("The quick brown fox jumps over the lazy dog", 0x0B24_2D36_1FDA_71BC),
        ] as [(String, UInt64)])
    func aTextHasThePublishedHash(_ text: String, _ hash: UInt64) {
        #expect(Array(text.utf8).withUnsafeBytes { BlockHash.xxh64($0) } == hash)
    }

    @Test func everyBitCounts() {
        var bytes = (0..<103).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let whole = bytes.withUnsafeBytes { BlockHash.xxh64($0) }
        for bit in 0..<(bytes.count * 8) {
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(bytes.withUnsafeBytes { BlockHash.xxh64($0) } != whole)
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        }
    }
}
