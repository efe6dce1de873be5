import Core
import Portfolios
import TestSupport
import Testing

@Suite struct AllocationTests {
    /// A covariance of random returns, well-conditioned or, with fewer periods than instruments, singular.
    static func randomCovariance(seed: UInt64, count: Int, periods: Int) -> SquareMatrix {
        let columns = (0..<count).map { column in
            (0..<periods).map { row in
                0.01 * (1 + Double(column) / 4) * ReferenceWorkload.gauss(seed &+ UInt64(column), row)
                    + 0.006 * ReferenceWorkload.gauss(seed &+ 1_000, row)
            }
        }
        return Covariance.sample(ReturnTable(columns: columns))
    }

    @Test func inverseVolatilityHalvesTheWeightOfTwiceTheRisk() throws {
        let weights = try #require(Allocation.inverseVolatility([0.1, 0.2]))
        #expect(agree(weights[0], 2.0 / 3) && agree(weights[1], 1.0 / 3))
        #expect(Allocation.inverseVolatility([0.1, 0]) == nil)
        #expect(Allocation.inverseVolatility([0.1, .nan]) == nil)
        #expect(Allocation.inverseVolatility([]) == nil)
    }

    @Test func ofEqualScoresTheFirstAreTheHighest() {
        #expect(Allocation.highestScores([0.1, 0.3, 0.3, .nan, -1], count: 3) == [0, 1, 2])
        #expect(Allocation.highestScores([0.3, 0.1, 0.3, 0.3], count: 2) == [0, 2])
        #expect(Allocation.highestScores([0.1, .nan], count: 3) == [0])
        #expect(Allocation.highestScores([1, 2], count: 0) == [])
        #expect(Allocation.highestScores([], count: 2) == [])
    }

    @Test func theHighestScoresAreThoseOfASort() {
        for seed in 0..<UInt64(2_000) {
            var random = RandomStream(seed: seed, name: "scores")
            let distinct = 1 + random.below(40)
            let scores = (0..<(1 + random.below(80))).map { _ in
                random.below(12) == 0 ? [.nan, .infinity, -.infinity][random.below(3)] : Double(random.below(distinct))
            }
            let count = random.below(scores.count + 3)
            let ranked = scores.indices.filter { !scores[$0].isNaN }.sorted {
                scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
            }
            #expect(Allocation.highestScores(scores, count: count) == ranked.prefix(count).sorted(), "seed \(seed)")
        }
    }

    @Test func equalRiskOfUncorrelatedInstrumentsIsInverseVolatility() throws {
        let covariance = SquareMatrix(count: 2, values: [0.04, 0, 0, 0.01])
        let weights = try #require(Allocation.equalRiskContribution(covariance))
        #expect(agree(weights[0], 1.0 / 3) && agree(weights[1], 2.0 / 3))
        #expect(Allocation.equalRiskContribution(SquareMatrix(count: 2, values: [0.04, 0, 0, 0])) == nil)
    }

    @Test(arguments: 0..<40) func equalRiskContributionsAreEqual(seed: Int) throws {
        let count = 2 + seed % 11
        let covariance = AllocationTests.randomCovariance(seed: UInt64(seed * 7_919), count: count, periods: 60)
        let weights = try #require(Allocation.equalRiskContribution(covariance), "seed \(seed)")
        #expect(agree(weights.reduce(0, +), 1) && weights.allSatisfy { $0 > 0 }, "seed \(seed)")
        for part in Allocation.riskContributions(weights, covariance: covariance) {
            #expect(agree(part, 1 / Double(count), relative: 1e-8), "seed \(seed)")
        }
    }

    @Test func minimumVarianceOfTwoIsTheClosedForm() throws {
        let (a, b, c) = (0.04, 0.01, 0.006)
        let weights = try #require(Allocation.minimumVariance(SquareMatrix(count: 2, values: [a, c, c, b])))
        #expect(agree(weights[0], (b - c) / (a + b - 2 * c)))
        #expect(agree(weights[0] + weights[1], 1))
    }

    @Test func minimumVarianceKeepsToItsBounds() throws {
        let covariance = SquareMatrix(count: 3, values: [0.04, 0, 0, 0, 0.01, 0, 0, 0, 0.0001])
        let weights = try #require(
            Allocation.minimumVariance(covariance, bounds: WeightBounds(least: 0.1, greatest: 0.5)))
        #expect(weights[2] == 0.5)
        #expect(agree(weights[0], 0.1) && agree(weights[1], 0.4))
        let capped = try #require(Allocation.minimumVariance(covariance, bounds: WeightBounds(greatest: 0.2)))
        #expect(capped.allSatisfy { agree($0, 0.2) })
    }

    @Test func meanVarianceOfTwoIsTheClosedForm() throws {
        let (a, b, c) = (0.04, 0.02, 0.01)
        let (first, second, aversion) = (0.010, 0.004, 3.0)
        let weights = try #require(
            Allocation.meanVariance(
                SquareMatrix(count: 2, values: [a, c, c, b]), means: [first, second], riskAversion: aversion))
        let expected = ((first - second) / aversion + b - c) / (a + b - 2 * c)
        #expect(agree(weights[0], expected))
    }

    /// At the best weights no weight can be moved for gain: those inside their bounds have one slope, those at the least
    /// have no lower one, those at the greatest no higher one.
    @Test(arguments: 0..<40) func meanVarianceLeavesNothingToGain(seed: Int) throws {
        let count = 2 + seed % 17
        // Some with fewer periods than instruments: singular.
        let periods = seed % 3 == 0 ? max(2, count / 2) : 80
        let covariance = AllocationTests.randomCovariance(seed: UInt64(seed * 104_729), count: count, periods: periods)
        let means = (0..<count).map { 0.001 * ReferenceWorkload.gauss(UInt64(seed + 5), $0) }
        let aversion = 1 + Double(seed % 5)
        let bounds = WeightBounds(least: seed % 2 == 0 ? 0 : 0.01, greatest: seed % 4 == 0 ? 1 : 0.6)
        let weights = try #require(
            Allocation.meanVariance(covariance, means: means, riskAversion: aversion, bounds: bounds), "seed \(seed)")
        #expect(agree(weights.reduce(0, +), 1, relative: 1e-12), "seed \(seed)")
        #expect(weights.allSatisfy { $0 >= bounds.least && $0 <= bounds.greatest }, "seed \(seed)")
        let slopes = zip(covariance.times(weights), means).map { aversion * $0 - $1 }
        let giving = weights.indices.filter { weights[$0] > bounds.least }.map { slopes[$0] }.max() ?? 0
        let taking = weights.indices.filter { weights[$0] < bounds.greatest }.map { slopes[$0] }.min() ?? 0
        #expect(giving - taking <= 1e-12, "seed \(seed): \(giving) above \(taking)")
    }

    @Test func anUndefinedCovarianceGivesNoWeights() {
        let covariance = SquareMatrix(count: 2, values: [0.04, .nan, .nan, 0.01])
        #expect(Allocation.minimumVariance(covariance) == nil)
    }

    @Test func noVarianceAtAllGivesEqualWeights() {
        #expect(Allocation.minimumVariance(SquareMatrix(count: 4)) == [0.25, 0.25, 0.25, 0.25])
    }

    /// Returns of instruments that move together, against each other, not at all, or for fewer periods than there are
    /// instruments: no policy may give weights that are none, nor search for ever.
    @Test(arguments: 0..<60) func covariancesWithoutAnInverseGiveWeightsOrNone(seed: Int) {
        func draw(_ column: Int, _ row: Int) -> Double {
            0.01 * ReferenceWorkload.gauss(UInt64(seed * 104_729 + column), row)
        }
        let periods = 2 + seed % 7
        let first = (0..<periods).map { draw(0, $0) }
        var columns = [first]
        for column in 1..<(2 + seed % 5) {
            switch (seed + column) % 5 {
            case 0: columns.append(first)
            case 1: columns.append(first.map { -$0 })
            case 2: columns.append(first.map { _ in 0 })
            case 3: columns.append(first.map { 1e-9 * $0 })
            default: columns.append((0..<periods).map { draw(column, $0) })
            }
        }
        let returns = ReturnTable(columns: columns)
        for estimate in CovarianceEstimate.allCases {
            guard let covariance = estimate.covariance(of: returns) else { continue }
            let answers = [
                Allocation.minimumVariance(covariance), Allocation.equalRiskContribution(covariance),
                Allocation.meanVariance(covariance, means: returns.means, riskAversion: 3),
                Allocation.inverseVolatility(covariance.diagonal.map { $0.squareRoot() }),
            ]
            for weights in answers.compactMap({ $0 }) {
                #expect(weights.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 }, "seed \(seed) \(estimate): \(weights)")
                #expect(agree(weights.reduce(0, +), 1), "seed \(seed) \(estimate): \(weights)")
            }
            // The search of quadratic programs needs no inverse, so it has an answer to all of these.
            #expect(answers[0] != nil && answers[2] != nil, "seed \(seed) \(estimate)")
        }
    }
}
