import Core
import Learning
import LinearAlgebra
import Testing

/// Sums over lags equal those of the windows copied into a matrix.
@Suite struct WindowMomentsTests {
    /// The sums, from copied windows by plain loops.
    func hold(_ samples: TrainingSamples, tolerance: Double, _ note: Comment) throws {
        let (matrix, labels, weights) = (try samples.inputs.matrix(), samples.labels, samples.weights)
        let moments = try samples.moments()
        #expect(moments.count == samples.count, note)
        #expect(moments.gram == moments.gram.transposed, note)
        let columns = (0..<matrix.columns).map { matrix.column($0) }
        func near(_ a: Double, _ terms: [Double]) -> Bool {
            abs(a - terms.reduce(0, +)) <= tolerance * terms.reduce(1e-300) { $0 + abs($1) }
        }
        #expect(near(moments.weight, weights), note)
        #expect(near(moments.labelSum, zip(weights, labels).map { $0 * $1 }), note)
        #expect(near(moments.labelSquares, zip(weights, labels).map { $0 * $1 * $1 }), note)
        for one in columns.indices {
            let weighted = zip(weights, columns[one]).map { $0 * $1 }
            #expect(near(moments.sums[one], weighted), note)
            #expect(near(moments.cross[one], zip(weighted, labels).map { $0 * $1 }), note)
            for other in 0...one {
                #expect(near(moments.gram[one, other], zip(weighted, columns[other]).map { $0 * $1 }), note)
            }
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>) func sumsOverLagsEqualThoseOfCopiedWindows(seed: UInt64) throws {
        var source = SampleFixtures(seed: seed)
        let (width, window) = (1 + source.random.below(4), 1 + source.random.below(7))
        var parts = [
            try source.part(0, rows: 20 + source.random.below(80), features: width),
            // Holes in the labels make runs of all lengths.
            try source.part(1, rows: 90, features: width, first: 11, skips: 12),
            try source.part(2, rows: 40, features: width, first: 30, skips: 2),
        ]
        if seed % 3 == 1 { parts[0].weights = parts[0].labels.rows.map { _ in 2.5 } }
        if seed % 3 == 2 {
            parts[0].weights = parts[0].labels.rows.map { _ in source.random.uniform() }
            parts[2].weights = parts[2].labels.rows.map { _ in 0 }
        }
        let set = try SampleSet(features: SampleFixtures.names(width), window: window, parts)
        try hold(try set.known(at: .max), tolerance: 1e-13, "seed \(seed)")
        for fold in try set.folds(KFold(folds: 3)) {
            try hold(fold.training, tolerance: 1e-13, "seed \(seed), fold \(fold.split.fold)")
        }
        let (scaled, _) = try set.folds(KFold(folds: 3))[1].transformed(by: Standardisation())
        try hold(scaled.training, tolerance: 1e-13, "seed \(seed), scaled")
    }

    /// A run of the least length that is summed over lags, and one below it.
    @Test(arguments: [1, 2, 3, 8]) func runsOfTheLeastLengthHold(window: Int) throws {
        for count in [2 * window - 1, 2 * window, 2 * window + 1] {
            var source = SampleFixtures(seed: 7)
            let part = try source.part(0, rows: count + window + 1, features: 2, horizon: 2)
            let set = try SampleSet(features: ["a", "b"], window: window, [part])
            try hold(try set.known(at: .max), tolerance: 1e-14, "window \(window), \(count) samples")
        }
    }

    /// Every block's error is within rounding of its own terms, though a neighbour holds a term 1e24 times as great.
    @Test(arguments: [0, 5, 39]) func aGreatValueAtOneEndSpoilsNoOtherBlock(row: Int) throws {
        var source = SampleFixtures(seed: 11)
        var part = try source.part(0, rows: 40, features: 2, horizon: 0)
        part.features[row, 0] = 1e12
        let set = try SampleSet(features: ["a", "b"], window: 6, [part])
        try hold(try set.known(at: .max), tolerance: 1e-13, "row \(row)")
    }

    @Test func centredSumsAreThoseOfDeviations() throws {
        var source = SampleFixtures(seed: 13)
        let set = try SampleSet(features: ["a", "b"], window: 3, [try source.part(0, rows: 60, features: 2)])
        let samples = try set.known(at: .max)
        let (centred, matrix, labels) = (try samples.moments().centred, try samples.inputs.matrix(), samples.labels)
        let count = Double(labels.count)
        let deviations = (0..<6).map { column in
            let values = matrix.column(column)
            let mean = values.reduce(0, +) / count
            return values.map { $0 - mean }
        }
        let mean = labels.reduce(0, +) / count
        for one in 0..<6 {
            #expect(
                abs(centred.cross[one] - zip(deviations[one], labels).reduce(0) { $0 + $1.0 * ($1.1 - mean) }) < 1e-12)
            for other in 0..<6 {
                let expected = zip(deviations[one], deviations[other]).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(centred.gram[one, other] - expected) < 1e-12)
            }
        }
        #expect(centred.labelSum == 0 && centred.sums == [0, 0, 0, 0, 0, 0])
    }

    @Test func linearPredictionsNeedNoWindows() throws {
        var source = SampleFixtures(seed: 17)
        let parts = [
            try source.part(0, rows: 60, features: 3), try source.part(1, rows: 30, features: 3, first: 20),
        ]
        let inputs = try SampleSet(features: ["a", "b", "c"], window: 4, parts).known(at: .max).inputs
        let coefficients = (0..<12).map { _ in source.number() }
        let plain = try inputs.matrix() * coefficients
        for (one, other) in zip(try inputs.products(coefficients, plus: 0.5), plain) {
            #expect(abs(one - other - 0.5) < 1e-14)
        }
        #expect(throws: LearningError.self) { _ = try inputs.products([1]) }
    }
}
