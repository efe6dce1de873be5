import Core
import Synchronization
import Testing

@testable import MarketCalibration

/// The small matrices, the search by evolution, and tasks on threads.
struct NumericsTests {
    @Test func eigenvectorsAndInverseSatisfyTheirDefinitions() throws {
        let seed: UInt64 = 11
        var stream = RandomStream(seed: seed, name: "test")
        for size in 1...11 {
            let factor = (0..<size).map { _ in (0..<size).map { _ in stream.uniform() - 0.5 } }
            var matrix = SymmetricMatrix(size: size)
            for row in 0..<size {
                for column in 0...row {
                    matrix[row, column] =
                        zip(factor[row], factor[column]).reduce(0) { $0 + $1.0 * $1.1 } + (row == column ? 0.1 : 0)
                }
            }
            let (values, vectors) = matrix.eigen()
            #expect(values == values.sorted())
            for (value, vector) in zip(values, vectors) {
                for row in 0..<size {
                    let image = (0..<size).reduce(0) { $0 + matrix[row, $1] * vector[$1] }
                    #expect(abs(image - value * vector[row]) < 1e-12, "seed \(seed), size \(size)")
                }
            }
            let inverse = try #require(matrix.inverse())
            for row in 0..<size {
                for column in 0..<size {
                    let entry = (0..<size).reduce(0) { $0 + matrix[row, $1] * inverse[$1, column] }
                    #expect(abs(entry - (row == column ? 1 : 0)) < 1e-10, "seed \(seed), size \(size)")
                }
            }
        }
        var singular = SymmetricMatrix(size: 2)
        for row in 0..<2 { for column in 0...row { singular[row, column] = 1 } }
        #expect(singular.inverse() == nil)
    }

    @Test func theSearchFindsTheFloorOfATiltedNarrowValley() {
        let target = [0.31, 0.72, 0.55]
        func height(_ point: [Double]) -> Double {
            let d = zip(point, target).map { $0 - $1 }
            let (a, b, c) = (d[0] + d[1], d[0] - d[1], d[2])
            return a * a + 400 * b * b + 20 * c * c
        }
        for seed in UInt64(1)...5 {
            var search = CovarianceAdaptation(
                around: [0.9, 0.1, 0.1], step: 0.25, stream: RandomStream(seed: seed, name: "test"))
            var evaluations = 0
            while search.spread > 1e-7, evaluations < 4_000 {
                let points = search.ask()
                #expect(points.allSatisfy { $0.allSatisfy { (0...1).contains($0) } })
                evaluations += points.count
                search.tell(points.map(height))
            }
            for (found, wanted) in zip(search.mean, target) {
                #expect(abs(found - wanted) < 1e-5, "seed \(seed) after \(evaluations)")
            }
        }
    }

    @Test func theCubeMirrors() {
        for (value, wanted) in [(0.25, 0.25), (-0.25, 0.25), (1.25, 0.75), (2.25, 0.25), (-1.5, 0.5), (1, 1), (0, 0)] {
            #expect(abs(CovarianceAdaptation.mirrored(value) - wanted) < 1e-15)
        }
    }

    private final class Tally: Sendable {
        let counts: Mutex<[Int]>
        init(_ count: Int) { counts = Mutex([Int](repeating: 0, count: count)) }
    }

    @Test(arguments: [1, 2, 7, 100]) func everyTaskRunsOnce(threads: Int) {
        let tally = Tally(50)
        ParallelTasks.run(50, threads: threads) { task in tally.counts.withLock { $0[task] += 1 } }
        #expect(tally.counts.withLock { $0 } == [Int](repeating: 1, count: 50))
        ParallelTasks.run(0, threads: threads) { _ in Issue.record("a task of none") }
    }
}
