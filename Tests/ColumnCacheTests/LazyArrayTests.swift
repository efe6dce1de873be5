import ColumnCache
import Core
import Foundation
import Synchronization
import TestSupport
import Testing

/// Arrays that are filled while they are used.
@Suite(.serialized) struct LazyArrayTests {
    static let size = 3_000_001

    private static func filled() throws -> CacheFolder {
        let place = try CacheFolder()
        try place.cache.store([chunk(0..<size)], in: "one", source: "a test", timeColumn: "time")
        return place
    }

    private static func unexpected(_ error: CacheError) -> ColumnData {
        Issue.record("\(error)")
        return .double((0..<size).map(Double.init))
    }

    @Test func anArrayIsWholeAndOnlyWhatIsTouchedIsVerified() throws {
        let place = try Self.filled()
        let price = try #require(try place.cache.entry("one")).column("price", type: .double)
        let array: [Double] = try price.array(recover: Self.unexpected)
        let before = price.blocks.verified
        #expect(before == 2 || before == price.blocks.all, "\(before)")
        #expect(array[1_500_000] == 1_500_000)
        #expect(before > 2 || (3...4).contains(price.blocks.verified))
        #expect(array == (0..<Self.size).map(Double.init))
        #expect(price.blocks.verified == price.blocks.all)
    }

    @Test func anArrayIsAValueLikeAnyOther() throws {
        let place = try Self.filled()
        let price = try #require(try place.cache.entry("one")).column("price", type: .double)
        for _ in 0..<20 {
            // Given back untouched, half used, and used up; copied, changed and grown.
            var array: [Double] = try price.array(recover: Self.unexpected)
            let other = array
            array[7] = -1
            array.append(5)
            #expect(array.count == Self.size + 1 && array[7] == -1 && array[8] == 8)
            #expect(other[7] == 7 && other.count == Self.size)
            let untouched: [Double] = try price.array(recover: Self.unexpected)
            #expect(untouched.count == Self.size)
            let half: [Double] = try price.array(recover: Self.unexpected)
            #expect(half[1_000_000..<1_000_010].elementsEqual((1_000_000..<1_000_010).map(Double.init)))
        }
    }

    @Test func manyThreadsUseManyArrays() async throws {
        let place = try Self.filled()
        let entry = try #require(try place.cache.entry("one"))
        let price = try entry.column("price", type: .double)
        let time = try entry.column("time", type: .int64)
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<6 {
                        guard let values: [Double] = try? price.array(recover: Self.unexpected),
                            let times: [Int64] = try? time.array(recover: Self.unexpected)
                        else { return false }
                        var place = (task * 131_071 + round * 7_919) % Self.size
                        for _ in 0..<200 {
                            guard values[place] == Double(place), times[place] == Int64(place) else { return false }
                            place = (place + 65_537) % Self.size
                        }
                    }
                    return true
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func aSharedArrayIsFilledOnceForAll() async throws {
        let place = try Self.filled()
        let price = try #require(try place.cache.entry("one")).column("price", type: .double)
        for _ in 0..<5 {
            let values: [Double] = try price.array(recover: Self.unexpected)
            let sums = await withTaskGroup(of: Double.self) { group in
                for _ in 0..<8 { group.addTask { values.reduce(0, +) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(sums == [Double](repeating: Double(Self.size) * Double(Self.size - 1) / 2, count: 8))
        }
    }

    @Test func whatIsDamagedIsReadFromTheSourceWithoutAnybodyNoticing() throws {
        let place = try Self.filled()
        try CacheFolder.flip(try place.path("one", "price.npy"), bit: (128 + 9 * (1 << 20)) * 8)
        let price = try #require(try place.cache.entry("one")).column("price", type: .double)
        let said = Mutex<[CacheError]>([])
        do {
            let array: [Double] = try price.array { error in
                said.withLock { $0.append(error) }
                return .double((0..<Self.size).map(Double.init))
            }
            #expect(array == (0..<Self.size).map(Double.init))
            let errors = said.withLock { $0 }
            #expect(errors.count == 1 && errors[0].description.contains("block 9 of 1 MiB"), "\(errors)")
        } catch {
            // Where the system does not tell of touched pages all is verified at once.
            #expect(error.description.contains("block 9 of 1 MiB"))
        }
    }

    @Test func damageAtTheEndsIsFoundAtOnce() throws {
        for bit in [129 * 8, (128 + (Self.size - 1) * 8) * 8] {
            let place = try Self.filled()
            try CacheFolder.flip(try place.path("one", "price.npy"), bit: bit)
            let price = try #require(try place.cache.entry("one")).column("price", type: .double)
            #expect(throws: CacheError.self) { try price.array(as: Double.self, recover: Self.unexpected) }
        }
    }

    @Test func anEntryMayBeThrownAwayWhileItsArraysAreUsed() throws {
        let place = try Self.filled()
        let array: [Double] = try #require(try place.cache.entry("one")).column("price", type: .double).array(
            recover: Self.unexpected)
        try place.cache.discard("one")
        #expect(try place.cache.entry("one") == nil)
        #expect(array == (0..<Self.size).map(Double.init))
    }
}
