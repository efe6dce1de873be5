import ColumnCache
import Core
import TestSupport
import Testing

/// Chunks of ranges of time: what is missing is asked for, what was open is replaced.
@Suite struct ChunkTests {
    private func store(_ chunks: CacheChunk..., in place: CacheFolder) throws -> [ColumnCache.Change] {
        try place.cache.store(chunks, in: "one", source: "a test", timeColumn: "time")
    }

    private func times(_ place: CacheFolder, _ first: Int, _ last: Int) throws -> [Int64]? {
        let columns = try place.cache.columns("one", ["time", "price"], in: TimeRangesTests.range(first, last))
        guard case .int64(let times)? = columns?[0], case .double(let prices)? = columns?[1] else { return nil }
        #expect(prices == times.map(Double.init))
        return times
    }

    @Test func onlyWhatIsNewOrWasStillOpenIsMissing() throws {
        let place = try CacheFolder()
        #expect(
            try store(chunk(10..<20), chunk(20..<30, isComplete: false, times: [20, 21]), in: place) == [
                .added, .added,
            ])
        let entry = try #require(try place.cache.entry("one"))
        #expect(
            entry.missing(in: TimeRangesTests.range(0, 40)) == [
                TimeRangesTests.range(0, 10), TimeRangesTests.range(20, 40),
            ])
        #expect(entry.missing(in: TimeRangesTests.range(12, 18)) == [])
        #expect(entry.missing(in: TimeRangesTests.range(12, 18), series: "other") == [TimeRangesTests.range(12, 18)])
        #expect(try times(place, 18, 40) == [18, 19, 20, 21])
        #expect(try times(place, 13, 16) == [13, 14, 15])
        // The open one has grown and is complete now.
        #expect(try store(chunk(20..<30), in: place) == [.replaced])
        #expect(try times(place, 0, 100) == (10..<30).map(Int64.init))
        #expect(try #require(try place.cache.entry("one")).missing(in: TimeRangesTests.range(10, 30)) == [])
        #expect(try store(chunk(20..<30), in: place) == [.unchanged])
        let none = try place.cache.columns("none", ["time"], in: TimeRangesTests.range(0, 1))
        #expect(none == nil)
    }

    @Test func latePointsAreSeenByTheirHashes() throws {
        let place = try CacheFolder()
        _ = try store(chunk(0..<10, times: [0, 1, 2, 5]), in: place)
        let entry = try #require(try place.cache.entry("one"))
        #expect(entry.holds(chunk(0..<10, times: [0, 1, 2, 5])))
        #expect(!entry.holds(chunk(0..<10, times: [0, 1, 2, 4, 5])))
        #expect(!entry.holds(chunk(0..<10, times: [0, 1, 2, 5], scale: 2)))
        #expect(try store(chunk(0..<10, times: [0, 1, 2, 4, 5]), in: place) == [.replaced])
        #expect(try times(place, 0, 10) == [0, 1, 2, 4, 5])
    }

    @Test func whatNoManifestNamesAnyMoreIsRemoved() throws {
        let place = try CacheFolder()
        for round in 0..<5 { _ = try store(chunk(0..<10, times: [round]), in: place) }
        // Those before the last stay for readers that have just opened them.
        #expect(place.names("one").filter { $0.hasSuffix(".npy") }.count == 6)
        #expect(place.cache.damage(of: "one") == [])
    }

    @Test func chunksThatDoNotFitAreRefusedAndChangeNothing() throws {
        let place = try CacheFolder()
        _ = try store(chunk(10..<20), in: place)
        let wrong: [(CacheChunk, String)] = [
            (chunk(15..<25), "lies partly over"), (chunk(12..<14), "lies partly over"),
            (chunk(0..<5, times: [3, 2]), "ascend inside its range"), (chunk(0..<5, times: [7]), "ascend inside"),
            (CacheChunk(range: TimeRangesTests.range(0, 5), columns: [("price", .double([1]))]), "no column 'time'"),
            (
                CacheChunk(
                    range: TimeRangesTests.range(0, 5), columns: [("time", .int64([1])), ("price", .double([]))]),
                "differ in length"
            ),
            (
                CacheChunk(range: TimeRangesTests.range(0, 5), columns: [("time", .int64([])), ("../x", .double([]))]),
                "ASCII letters"
            ),
        ]
        for (chunk, words) in wrong {
            let error = #expect(throws: CacheError.self) { try store(chunk, in: place) }
            #expect(error?.description.contains(words) == true, "\(error as Any)")
        }
        #expect(try times(place, 0, 100) == (10..<20).map(Int64.init))
        #expect(place.names("one").count == 5)
    }

    /// Random chunks, replaced and asked for, against a plain list of rows.
    @Test(arguments: UInt64(1)...6) func aCacheIsWhatAListOfRowsIs(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "chunks")
        let place = try CacheFolder()
        var days: [Int: (rows: [Int], isComplete: Bool)] = [:]
        for _ in 0..<25 {
            let day = random.below(8)
            if days[day]?.isComplete != true {
                let rows = (0..<10).map { day * 10 + $0 }.filter { _ in random.below(3) > 0 }
                let isComplete = random.below(2) == 0
                let before = days.updateValue((rows, isComplete), forKey: day)
                let change = try store(chunk(day * 10..<day * 10 + 10, isComplete: isComplete, times: rows), in: place)
                let isSame = before.map { $0.rows == rows && $0.isComplete == isComplete }
                #expect(change == [isSame == nil ? .added : isSame == true ? .unchanged : .replaced], "seed \(seed)")
            }
            let first = random.below(90)
            let last = first + random.below(30)
            let rows = days.values.flatMap(\.rows).filter { $0 >= first && $0 < last }.sorted().map(Int64.init)
            #expect(try times(place, first, last) == rows || (first == last && rows.isEmpty), "seed \(seed)")
            let open = (first..<last).filter { days[$0 / 10]?.isComplete != true }
            let missing = try #require(try place.cache.entry("one")).missing(in: TimeRangesTests.range(first, last))
            #expect(
                missing.flatMap { Array(Int($0.lowerBound.nanoseconds)..<Int($0.upperBound.nanoseconds)) } == open,
                "seed \(seed)")
        }
        #expect(place.cache.damage(of: "one") == [], "seed \(seed)")
    }
}
