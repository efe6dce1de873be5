import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct EffectiveTrialsTests {
    /// Trials of `groups` groups; two of one group have the given correlation.
    private func grouped(_ groups: Int, of size: Int, correlation: Double, days: Int, seed: UInt64) throws
        -> ReturnMatrix
    {
        var noise = Noise(seed: seed)
        let columns = (0..<groups).map { _ in noise.values(days) }
        return try ReturnMatrix(
            (0..<(groups * size)).map { trial in
                columns[trial % groups].map { shared in
                    0.01 * (correlation.squareRoot() * shared + (1 - correlation).squareRoot() * noise.next())
                }
            })
    }

    /// The formula's values for M = 100: 50.5 at ρ̄ = 0.5, 10.9 at 0.9.
    @Test(arguments: [(0.5, 50.5), (0.9, 10.9)])
    func theMeanCorrelationGivesThePublishedNumber(correlation: Double, number: Double) throws {
        let matrix = try grouped(1, of: 100, correlation: correlation, days: 5_000, seed: 61)
        let found = try EffectiveTrials(matrix, seed: 1, workers: 2)
        #expect(abs(found.byMeanCorrelation - number) < 3, "\(found.byMeanCorrelation), seed 61")
        #expect(agree(found.byMeanCorrelation, found.meanCorrelation + (1 - found.meanCorrelation) * 100))
    }

    /// From pairs, as the definition has it.
    @Test func correlationsAreThoseOfThePairs() throws {
        let matrix = try grouped(3, of: 3, correlation: 0.4, days: 101, seed: 62)
        let found = try EffectiveTrials(matrix, seed: 1)
        var (sum, squares) = (0.0, 0.0)
        for one in 0..<9 {
            for other in 0..<9 where other != one {
                let value = PairedMoments(x: matrix.returns(ofTrial: one), y: matrix.returns(ofTrial: other))
                    .correlation
                sum += value ?? .nan
                squares += (value ?? .nan) * (value ?? .nan)
            }
        }
        #expect(agree(found.meanCorrelation, sum / 72))
        #expect(agree(found.meanSquaredCorrelation, squares / 72))
        #expect(agree(found.byEigenvalues, 1 + 8 * (1 - squares / 72)))
        #expect(agree(found.byParticipation, 9 / (1 + 8 * squares / 72)))
    }

    @Test func independentTrialsAllCountAndCopiesCountOnce() throws {
        var noise = Noise(seed: 63)
        let independent = try EffectiveTrials(try noise.trials(40, days: 4_000), seed: 1)
        for number in [independent.byMeanCorrelation, independent.byEigenvalues, independent.byParticipation] {
            #expect(abs(number - 40) < 1, "\(number), seed 63")
        }
        // Groups of such trials are those of chance.
        #expect(independent.byClusters == nil)
        let column = noise.values(300)
        let copies = try EffectiveTrials(try ReturnMatrix([[Double]](repeating: column, count: 30)), seed: 1)
        for number in [copies.byMeanCorrelation, copies.byEigenvalues, copies.byParticipation] {
            #expect(agree(number, 1, relative: 1e-9), "\(number)")
        }
        #expect(copies.byClusters == 1)
        // A strategy and its mirror image are one, however their correlation averages out.
        let mirrored = try EffectiveTrials(try ReturnMatrix([column, column.map { -$0 }]), seed: 1)
        #expect(agree(mirrored.byEigenvalues, 1, absolute: 1e-9))
        #expect(mirrored.byMeanCorrelation == 2)
    }

    @Test(arguments: [2, 5, 12])
    func plantedClustersAreFound(groups: Int) throws {
        let matrix = try grouped(groups, of: 8, correlation: 0.7, days: 500, seed: 64)
        let found = try EffectiveTrials(matrix, seed: 1)
        #expect(found.byClusters == groups, "seed 64")
        #expect(found.clusters == (0..<(groups * 8)).map { $0 % groups })
    }

    @Test func aSampleIsAFairOneAndThreadsChangeNothing() throws {
        let matrix = try grouped(4, of: 50, correlation: 0.6, days: 250, seed: 65)
        let all = try EffectiveTrials(matrix, seed: 1, workers: 1)
        #expect(try EffectiveTrials(matrix, seed: 1, workers: 8) == all)
        let some = try EffectiveTrials(matrix, limit: 60, seed: 1, workers: 2)
        #expect(some.sample.count == 60 && some.sample == Set(some.sample).sorted())
        #expect(some.meanCorrelation == all.meanCorrelation)
        #expect(abs(some.meanSquaredCorrelation - all.meanSquaredCorrelation) < 0.02)
        #expect(some.byClusters == 4)
        #expect(try EffectiveTrials(matrix, limit: 60, seed: 2).sample != some.sample)
    }

    @Test func trialsThatDoNotVaryAreLeftOut() throws {
        var noise = Noise(seed: 66)
        let flat = [Double](repeating: 0.01, count: 100)
        let found = try EffectiveTrials(try ReturnMatrix([flat, noise.values(100), flat]), seed: 1)
        #expect(found.varying == 1 && found.trials == 3 && found.sample == [1])
        #expect(found.byMeanCorrelation == 1 && found.byEigenvalues == 1 && found.byParticipation == 1)
        #expect(found.byClusters == 1)
        #expect(throws: JudgementError.noVariation(purpose: "the effective number of trials")) {
            try EffectiveTrials(try ReturnMatrix([flat]), seed: 1)
        }
        #expect(throws: JudgementError.self) { try EffectiveTrials(try ReturnMatrix([flat]), limit: 1, seed: 1) }
    }
}
