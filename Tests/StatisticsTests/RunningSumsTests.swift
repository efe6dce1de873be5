import Core
import Statistics
import TestSupport
import Testing

@Suite struct RunningSumsTests {
    private func series(_ count: Int, seed: UInt64) -> [Double] {
        var stream = RandomStream(seed: seed, name: "series")
        return (0..<count).map { _ in stream.uniform() - 0.5 }
    }

    @Test(arguments: [1, 2, 7, 60, 500]) func sumsOverAResampleAreThoseOfItWrittenOut(count: Int) {
        for columns in [1, 4, 5, 9] {
            let values = (0..<columns).map { series(count, seed: UInt64($0)) }
            let sums = RunningSums(values)
            #expect(sums.count == count && sums.columns == columns)
            for (ours, column) in zip(sums.totals, values) { #expect(agree(ours, column.reduce(0, +))) }
            let blocks = StationaryBlocks(meanLength: 4.5, count: count)
            for resample in 0..<20 {
                var stream = RandomStream(seed: 5, name: "resample", index: UInt64(resample))
                var same = stream
                var totals = [Double](repeating: .nan, count: columns)
                sums.resample(blocks, from: &stream, into: &totals)
                let places = blocks.places(count, from: &same)
                for column in 0..<columns {
                    let written = places.reduce(0.0) { $0 + values[column][$1] }
                    #expect(agree(totals[column], written, absolute: 1e-10), "resample \(resample), column \(column)")
                }
            }
        }
    }
}
