import ColumnCache
import Core
import Foundation
import TestSupport
import Testing

/// What is stored comes back, and what is damaged is found.
@Suite struct StoreTests {
    static let size = 700_000

    private static func filled() throws -> CacheFolder {
        let place = try CacheFolder()
        try place.cache.store([chunk(0..<size)], in: "one", source: "a test", payload: "words\n\"", timeColumn: "time")
        return place
    }

    @Test func columnsComeBackByteForByte() throws {
        let place = try Self.filled()
        let entry = try #require(try place.cache.entry("one"))
        #expect(entry.payload == "words\n\"" && entry.source == "a test" && entry.rows == Self.size)
        let price = try entry.column("price", type: .double)
        #expect(price.blocks == (6, 0))
        #expect(try price.values(130_000..<140_000, as: Double.self) == (130_000..<140_000).map(Double.init))
        // Only the blocks of those rows were looked at.
        #expect(price.blocks == (6, 2))
        #expect(try price.values(as: Double.self) == (0..<Self.size).map(Double.init))
        #expect(price.blocks == (6, 6))
        #expect(try entry.column("flag", type: .byte).values(0..<3, as: UInt8.self) == [0, 1, 2])
        #expect(throws: CacheError.noColumn(key: "one", name: "flag", wanted: .double)) {
            try entry.column("flag", type: .double)
        }
        #expect(try place.cache.entry("two") == nil)
    }

    @Test func bitsOfNumbersStayAsTheyAre() throws {
        let place = try CacheFolder()
        let odd: [Double] = [
            .nan, .signalingNaN, -0.0, .infinity, .leastNonzeroMagnitude, Double(bitPattern: 0x7FF8_0000_DEAD_BEEF),
        ]
        try place.cache.store(
            [CacheChunk(range: TimeRangesTests.range(0, 1), columns: [("x", .double(odd))])],
            in: "odd", source: "")
        let back: [Double] = try #require(try place.cache.entry("odd")).column("x", type: .double).values()
        #expect(back.map(\.bitPattern) == odd.map(\.bitPattern))
        try place.cache.store(
            [CacheChunk(range: TimeRangesTests.range(0, 1), columns: [("x", .double([]))])], in: "empty", source: "")
        #expect(try #require(try place.cache.entry("empty")).column("x", type: .double).values(as: Double.self) == [])
    }

    @Test(arguments: ["time.npy", "price.npy", "flag.npy"]) func aFlippedBitIsFoundWhereverItIs(_ file: String) throws {
        let place = try Self.filled()
        let path = try place.path("one", file)
        let bits = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) * 8
        for bit in [0, 100, 128 * 8, bits / 2, bits - 1] {
            try CacheFolder.flip(path, bit: bit)
            let damage = place.cache.damage(of: "one")
            #expect(damage.count == 1 && "\(damage)".contains(file), "bit \(bit): \(damage)")
            try CacheFolder.flip(path, bit: bit)
        }
        #expect(place.cache.damage(of: "one") == [])
    }

    @Test func aDamagedBlockIsFoundWhenItIsUsedAndOthersServe() throws {
        let place = try Self.filled()
        try CacheFolder.flip(try place.path("one", "price.npy"), bit: (128 + 3 * (1 << 20)) * 8)
        let price = try #require(try place.cache.entry("one")).column("price", type: .double)
        #expect(try price.values(0..<300_000, as: Double.self).last == 299_999)
        let error = #expect(throws: CacheError.self) { try price.values(390_000..<400_000, as: Double.self) }
        #expect(error?.description.contains("block 3 of 1 MiB") == true)
    }

    @Test(arguments: [0, 1, 100, 128, 5_000_000]) func aCutFileIsFound(_ count: Int) throws {
        let place = try Self.filled()
        try CacheFolder.cut(try place.path("one", "price.npy"), to: count)
        let entry = try #require(try place.cache.entry("one"))
        let error = #expect(throws: CacheError.self) { try entry.column("price", type: .double) }
        #expect(error?.description.contains("it has \(count) bytes instead of 5600128") == true, "\(error as Any)")
    }

    @Test func everyFlippedBitAndCutOfAManifestIsFound() throws {
        let place = try CacheFolder()
        try place.cache.store([chunk(0..<2)], in: "one", source: "é", timeColumn: "time")
        let path = try place.path("one", "manifest.json")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // It is plain JSON to others.
        let whole = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
        #expect((whole?["manifest"] as? [String: Any])?["source"] as? String == "é")
        for bit in 0..<(bytes.count * 8) {
            try CacheFolder.flip(path, bit: bit)
            #expect(throws: CacheError.self, "bit \(bit)") { try place.cache.entry("one") }
            try CacheFolder.flip(path, bit: bit)
        }
        for count in 0..<bytes.count {
            try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
            #expect(throws: CacheError.self, "cut to \(count)") { try place.cache.entry("one") }
        }
        // What is damaged can be stored again.
        try place.cache.store([chunk(0..<2)], in: "one", source: "é", timeColumn: "time")
        #expect(place.cache.damage(of: "one") == [])
    }

    @Test func keysThatWouldLeaveTheFolderAreRefused() throws {
        let place = try CacheFolder()
        for key in ["", "..", "a/b", "A", "é", String(repeating: "a", count: 129)] {
            #expect(throws: CacheError.self) { try place.cache.entry(key) }
            #expect(throws: CacheError.self) { try place.cache.store([chunk(0..<2)], in: key, source: "") }
        }
    }

    @Test func namesLeadToKeys() throws {
        let place = try CacheFolder()
        #expect(try place.cache.named("x") == nil)
        try place.cache.name("x", key: "one", circumstances: "of\nlines")
        let found = try #require(try place.cache.named("x"))
        #expect(found == ("one", "of\nlines"))
    }

    @Test func theEnvironmentSaysWhereAndHowLarge() throws {
        func folder(_ environment: [String: String]) throws -> String? { try ColumnCache.standard(environment)?.folder }
        #expect(try folder(["BACKTEST_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"]) == "/a")
        #expect(try folder(["BACKTEST_CACHE": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"]) == "/b/backtest")
        #expect(try folder(["HOME": "/c"]) == "/c/.cache/backtest")
        #expect(try folder([:]) == nil)
        #expect(try ColumnCache.standard(["HOME": "/c", "BACKTEST_CACHE_BYTES": "12"])?.byteLimit == 12)
        let error = #expect(throws: CacheError.self) {
            try ColumnCache.standard(["HOME": "/c", "BACKTEST_CACHE_BYTES": "1G"])
        }
        #expect(error?.description == "BACKTEST_CACHE_BYTES: error: found \"1G\"; expected a number of bytes")
    }
}
