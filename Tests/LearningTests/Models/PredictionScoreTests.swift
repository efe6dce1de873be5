import Core
import Learning
import Testing

@Suite struct PredictionScoreTests {
    @Test func coefficientsAreThoseOfTheirDefinitions() {
        // Computed by hand: deviations −2 −1 0 1 2 against −1 −2 1 0 2, products 2 2 0 0 4 over squares 10 and 10.
        let score = PredictionScore(forecasts: [1, 2, 3, 4, 5], labels: [2, 1, 4, 3, 5])
        #expect(score.informationCoefficient.map { abs($0 - 0.8) < 1e-15 } ?? false)
        #expect(score.rankInformationCoefficient.map { abs($0 - 0.8) < 1e-15 } ?? false)
        #expect(score.rootMeanSquaredError == 0.8.squareRoot())
        #expect(score.outOfSampleR2.map { abs($0 - (1 - 4.0 / 55)) < 1e-15 } ?? false)
        #expect(score.hitRate == 1)
        // Ranks of 10 10 30 are 1.5 1.5 3; a monotone but crooked relation has rank correlation 1.
        let crooked = PredictionScore(forecasts: [-3, -1, 0, 2], labels: [-1_000, -1, 0, 0.5])
        #expect(crooked.rankInformationCoefficient.map { abs($0 - 1) < 1e-15 } ?? false)
        #expect(crooked.hitRate == 1)
        #expect(crooked.informationCoefficient.map { $0 < 0.95 } ?? false)
        let tied = PredictionScore(forecasts: [10, 10, 30], labels: [1, 2, 3])
        #expect(tied.rankInformationCoefficient.map { abs($0 - 0.75.squareRoot()) < 1e-15 } ?? false)
    }

    @Test func whatCannotBeSaidIsNotSaid() {
        let none = PredictionScore(forecasts: [], labels: [])
        #expect(none.informationCoefficient == nil && none.hitRate == nil && none.rootMeanSquaredError.isNaN)
        let flat = PredictionScore(forecasts: [1, 1, 1, 1], labels: [1, 2, 3, 4])
        #expect(flat.informationCoefficient == nil && flat.rankInformationCoefficient == nil)
        // The mean of these is not exactly one of them.
        let tenths = PredictionScore(
            forecasts: [Double](repeating: 0.1, count: 61), labels: (0..<61).map { Double($0 % 7) })
        #expect(tenths.informationCoefficient == nil)
        let few = PredictionScore(forecasts: [1, 2, 3], labels: [1, 2, 3])
        #expect(few.interval(of: 0.5) == nil && few.smallestDetectableCoefficient == nil)
        #expect(PredictionScore(forecasts: [1, 2, 3, 4], labels: [1, 2, 3, 4]).interval(of: 1) == 1...1)
    }

    /// The interval holds the true coefficient, 0, in 95 of 100 samples; what is detectable is detected in four of five.
    @Test func theIntervalHoldsWhatItPromises() throws {
        let seed: UInt64 = 11
        var random = RandomStream(seed: seed, name: "scores")
        func normal() -> Double {
            // Twelve uniform numbers: close enough to a normal one here.
            (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() }
        }
        let (trials, length) = (2_000, 100)
        var (covered, detected) = (0, 0)
        let empty = PredictionScore(forecasts: (0..<length).map(Double.init), labels: (0..<length).map(Double.init))
        let truth = try #require(empty.smallestDetectableCoefficient)
        #expect(abs(truth - 0.2769) < 1e-3)
        for _ in 0..<trials {
            let forecasts = (0..<length).map { _ in normal() }
            let noise = (0..<length).map { _ in normal() }
            let score = PredictionScore(forecasts: forecasts, labels: noise)
            if let found = score.informationCoefficient, score.interval(of: found)?.contains(0) == true { covered += 1 }
            let labels = zip(forecasts, noise).map { truth * $0 + (1 - truth * truth).squareRoot() * $1 }
            let told = PredictionScore(forecasts: forecasts, labels: labels)
            if let found = told.informationCoefficient, told.interval(of: found)?.contains(0) == false { detected += 1 }
        }
        // Four standard errors of a share of 2,000.
        #expect(abs(Double(covered) / Double(trials) - 0.95) < 0.0195, "seed \(seed): \(covered)")
        #expect(abs(Double(detected) / Double(trials) - 0.80) < 0.036, "seed \(seed): \(detected)")
    }
}
