import Core
import Dispatch
import Synchronization
import Testing
import TimeSeries

/// Rounded columns that share large pages keep what they hold, on whichever thread and in whatever order they are made and
/// let go.
@Suite struct RoundedColumnTests {
    private struct Kept {
        var values: [Double]
        var rounded: RoundedColumn
    }

    /// Whether a column differs from itself nowhere, and from another where the doubles do.
    private static func isSound(_ kept: Kept) -> Bool {
        let lower = kept.values.map { $0 - 0.25 }
        let (above, below) = BitColumn.comparing((kept.values, kept.rounded), (lower, RoundedColumn(lower)))
        let (more, less) = BitColumn.comparing((kept.values, kept.rounded), (kept.values, RoundedColumn(kept.values)))
        return above.isAllTrue && !below.isAnyTrue && !more.isAnyTrue && !less.isAnyTrue
    }

    @Test func columnsOfManyThreadsLieApart() {
        let pages = LargePages()
        // From below the least size that shares pages to one that has pages of its own.
        let lengths = [1, 100, 16_383, 16_384, 20_001, 300_000, 1_048_576, 1_048_577]
        let all = Mutex<[Kept]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            var random = RandomStream(seed: UInt64(thread), name: "pages")
            for turn in 0..<24 {
                let values = (0..<lengths[(turn * 5 + thread) % lengths.count]).map { _ in random.uniform() }
                let kept = Kept(values: values, rounded: RoundedColumn(values, in: pages))
                all.withLock {
                    $0.append(kept)
                    // What is let go must not be another's.
                    if turn % 3 == 2 { $0.remove(at: random.below($0.count)) }
                }
            }
        }
        let kept = all.withLock { $0 }
        #expect(kept.count == 64)
        for (place, column) in kept.enumerated() {
            #expect(Self.isSound(column), "column \(place), \(column.values.count) rows")
        }
    }

    @Test func columnsOutliveTheirPages() {
        var random = RandomStream(seed: 1, name: "pages")
        let values = (0..<50_000).map { _ in random.uniform() }
        var pages: LargePages? = LargePages()
        let kept = pages.map { Kept(values: values, rounded: RoundedColumn(values, in: $0)) }
        pages = nil
        #expect(kept.map { Self.isSound($0) } == true)
    }
}
