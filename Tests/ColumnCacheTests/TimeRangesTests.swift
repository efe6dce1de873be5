import ColumnCache
import Core
import Testing

/// Ranges of time against a set of single instants.
@Suite struct TimeRangesTests {
    static func range(_ first: Int, _ last: Int) -> Range<Timestamp> {
        Timestamp(nanoseconds: Int64(first))..<Timestamp(nanoseconds: Int64(last))
    }

    @Test(arguments: UInt64(1)...200) func whatIsMissingIsWhatANaiveSetMisses(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "ranges")
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        let given = (0..<below(8)).map { _ in
            let first = below(60)
            return Self.range(first, first + below(15))
        }
        let ranges = TimeRanges(given)
        let there = Set(given.flatMap { Array($0.lowerBound.nanoseconds..<$0.upperBound.nanoseconds) })
        for instant in Int64(-2)..<80 {
            #expect(ranges.contains(Timestamp(nanoseconds: instant)) == there.contains(instant), "seed \(seed)")
        }
        for (a, b) in zip(ranges.ranges, ranges.ranges.dropFirst()) {
            #expect(a.upperBound < b.lowerBound, "seed \(seed): \(ranges)")
        }
        for _ in 0..<20 {
            let first = below(70)
            let wanted = Self.range(first, first + below(30))
            let missing = ranges.missing(in: wanted)
            let instants = missing.flatMap { Array($0.lowerBound.nanoseconds..<$0.upperBound.nanoseconds) }
            let naive = (wanted.lowerBound.nanoseconds..<wanted.upperBound.nanoseconds).filter { !there.contains($0) }
            #expect(instants == naive, "seed \(seed): \(wanted) of \(given)")
            #expect(missing.allSatisfy { !$0.isEmpty } && TimeRanges(missing).ranges == missing, "seed \(seed)")
        }
    }
}
