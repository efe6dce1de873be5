import Core
import LinearAlgebra
import Testing

@testable import Learning

/// Windows that share the rows of one matrix, against a plain copy of each.
@Suite struct BatchSourceTests {
    static func copied(_ windows: WindowSource<Double>) -> Matrix<Double> {
        var copy = Matrix<Double>(rows: windows.count, columns: windows.width, order: .rowMajor)
        let columns = windows.features.columns
        for (sample, end) in windows.ends.enumerated() {
            for lag in 0..<windows.length {
                for column in 0..<columns {
                    copy[sample, lag * columns + column] = windows.features[end - windows.length + 1 + lag, column]
                }
            }
        }
        return copy
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func windowsEqualTheirCopies(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "windows")
        let (times, columns) = (20 + random.below(60), 1 + random.below(5))
        let length = 1 + random.below(12)
        let order: MatrixOrder = seed % 2 == 0 ? .rowMajor : .columnMajor
        let features = NetworkProblems.features(times, columns, seed: seed).packed(order)
        let ends = (length - 1..<times).filter { _ in random.below(4) > 0 }
        let windows = try WindowSource(features, length: length, ends: ends)
        let matrix = MatrixSource(Self.copied(windows))
        #expect(windows.count == matrix.count && windows.width == matrix.width)
        let samples = (0..<30).map { _ in random.below(windows.count) }
        #expect(Self.batch(windows, samples) == Self.batch(matrix, samples), "seed \(seed)")
    }

    static func batch<Source: BatchSource<Double>>(_ source: Source, _ samples: [Int]) -> [Double] {
        [Double](unsafeUninitializedCapacity: samples.count * source.width) { buffer, count in
            samples.withUnsafeBufferPointer { places in
                if let base = buffer.baseAddress { source.fill(places, into: base) }
            }
            count = samples.count * source.width
        }
    }

    @Test func trainingOnWindowsGivesTheBitsOfTrainingOnTheCopy() throws {
        let windows = try WindowSource(NetworkProblems.features(150, 3, seed: 4), length: 7)
        #expect(windows.count == 144)
        let labels = windows.ends.map { windows.features[$0, 0] - windows.features[$0 - 6, 1] }
        let design = try NetworkDesign(inputs: 21, hidden: [10])
        let plan = TrainingPlan(batch: 16, epochs: 5, earlyStopping: .init())
        let first = try NetworkTrainer(
            design: design, plan: plan, data: TrainingData(source: windows, labels: labels)
        ).train()
        let second = try NetworkTrainer(
            design: design, plan: plan,
            data: TrainingData(source: MatrixSource(Self.copied(windows)), labels: labels)
        ).train()
        #expect(first.checkpoint == second.checkpoint)
        let outputs = try first.network.predict(windows)
        let others = try second.network.predict(MatrixSource(Self.copied(windows)))
        #expect(outputs == others)
    }

    @Test func theFirstFeatureThatIsNotFiniteIsNamedAlike() throws {
        for seed in 0..<20 as Range<UInt64> {
            var random = RandomStream(seed: seed, name: "gaps")
            var features = NetworkProblems.features(30, 3, seed: seed)
            for _ in 0..<random.below(3) {
                features[random.below(30), random.below(3)] = random.below(2) == 0 ? .nan : .infinity
            }
            let windows = try WindowSource(features, length: 4, ends: stride(from: 5, to: 30, by: 7).map { $0 })
            let (found, copied) = (windows.firstNotFinite(), MatrixSource(Self.copied(windows)).firstNotFinite())
            let plain = PlainSource(base: windows).firstNotFinite()
            #expect(found?.sample == copied?.sample && found?.feature == copied?.feature, "seed \(seed)")
            #expect(found?.sample == plain?.sample && found?.feature == plain?.feature, "seed \(seed)")
        }
    }

    /// A source that takes the search that comes with the protocol.
    struct PlainSource: BatchSource {
        let base: WindowSource<Double>
        var count: Int { base.count }
        var width: Int { base.width }
        func fill(_ samples: UnsafeBufferPointer<Int>, into batch: UnsafeMutablePointer<Double>) {
            base.fill(samples, into: batch)
        }
    }

    @Test func windowsThatDoNotFitAreRefused() throws {
        let features = NetworkProblems.features(10, 2, seed: 1)
        #expect(throws: LearningError.tooFewSamples(found: 10, needed: 11, purpose: "a window of 11 rows")) {
            try WindowSource(features, length: 11)
        }
        #expect(throws: LearningError.parameter(name: "window", found: "0", allowed: "1 and more rows")) {
            try WindowSource(features, length: 0)
        }
        for end in [2, 10, -1] {
            #expect(
                throws: LearningError.parameter(
                    name: "last row of window 1", found: "\(end)", allowed: "3 to 9 for windows of 4 in 10 rows")
            ) { try WindowSource(features, length: 4, ends: [5, end]) }
        }
    }
}
