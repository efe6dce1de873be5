import Compression
import Core
import Testing

@Suite struct GzipTests {
    static func inflated(_ packed: [UInt8]) throws -> [UInt8] {
        try #require(try Gzip.inflate(packed, atMost: 1 << 24))
    }

    @Test func noMoreIsUnpackedThanTheLimit() throws {
        let packed = try Gzip.deflate([UInt8](repeating: 7, count: 1_000_000))
        #expect(try Gzip.inflate(packed, atMost: 1_000_000)?.count == 1_000_000)
        #expect(try Gzip.inflate(packed, atMost: 999_999) == nil)
    }

    @Test(arguments: [1, 6, 9]) func whatIsPackedUnpacksToTheSameBytes(level: Int) throws {
        var random = RandomStream(seed: 71, name: "gzip", index: UInt64(level))
        for count in [1, 2, 100, 65_536, 1_000_003] {
            let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) ^ UInt8(random.next() & 3) }
            let packed = try Gzip.deflate(plain, level: level)
            #expect(try GzipTests.inflated(packed) == plain, "seed 71, level \(level), \(count) bytes")
        }
    }

    @Test func equalBytesPackEqually() throws {
        let plain = Array("bar,symbol=A close=1 1\n".utf8)
        #expect(try Gzip.deflate(plain) == Gzip.deflate(plain))
    }

    @Test func membersOneAfterAnotherAreOneText() throws {
        let packed = try Gzip.deflate(Array("one ".utf8)) + Gzip.deflate(Array("two".utf8))
        #expect(try GzipTests.inflated(packed) == Array("one two".utf8))
    }

    @Test func aMemberCutAnywhereIsAnError() throws {
        let packed = try Gzip.deflate((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        for count in stride(from: 1, to: packed.count - 1, by: 37) {
            #expect(throws: Gzip.Failure.self) { try GzipTests.inflated(Array(packed.prefix(count))) }
        }
    }
}
