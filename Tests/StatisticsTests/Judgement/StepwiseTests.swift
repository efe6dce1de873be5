import Statistics
import TestSupport
import Testing

@Suite struct StepwiseTests {
    /// The same strategies as those of another tool's StepM (unstudentised), but for ones at the edge.
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func superiorStrategiesAreThoseOfTheOracle() throws {
        let oracle = try OverfittingOracle()
        let test = try DataSnoopingTest(
            try oracle.returns(oracle.names), resampling: .stationary(blockLength: 10, resamples: 20_000, seed: 7),
            stepwiseStudentised: false, workers: 2)
        #expect(test.stepwise.superior(level: 0.05).isEmpty)
        let known = oracle.figures.section("stepm_vs_cash").section("superior")["0.2"] as? [String] ?? []
        #expect(known.count == 10)
        // With a thousand resamples the oracle's own bound of 0.2 is known to 0.013.
        for trial in oracle.names.indices where abs(test.stepwise.pValues[trial] - 0.2) > 0.04 {
            let isKnown = known.contains(oracle.names[trial])
            #expect(
                isKnown == (test.stepwise.pValues[trial] <= 0.2),
                "\(oracle.names[trial]): \(test.stepwise.pValues[trial])")
        }
    }

    @Test func theBestTrialHasThePValueOfTheRealityCheck() throws {
        var noise = Noise(seed: 51)
        let matrix = try noise.trials(15, days: 200) { $0 == 3 ? 0.4 : 0 }
        let test = try DataSnoopingTest(
            matrix, resampling: .stationary(blockLength: 1, resamples: 999, seed: 2), stepwiseStudentised: false)
        let best = test.unstudentised.bestTrial
        #expect(best == 3)
        #expect(test.stepwise.pValues[best] == Double(test.realityCheckExceedances + 1) / 1_000)
        #expect(test.stepwise.superior(level: 0.05) == [3])
        #expect(test.stepwise.pValues.allSatisfy { $0 > 0 && $0 <= 1 })
    }

    /// A bold trial swings so much that it hides a quiet one, until the step in which it is claimed itself.
    @Test func laterStepsFindMore() throws {
        var noise = Noise(seed: 52)
        let bold = noise.values(300, mean: 0.05, deviation: 0.1)
        let quiet = noise.values(300, mean: 0.0025, deviation: 0.005)
        let idle = noise.values(300, deviation: 0.005)
        let test = try DataSnoopingTest(
            try ReturnMatrix([bold, quiet, idle]),
            resampling: .stationary(blockLength: 1, resamples: 2_000, seed: 3), stepwiseStudentised: false)
        // In one step the quiet trial would have to beat the bold one's noise.
        #expect(test.means[1] < test.deviations[0] / 300.0.squareRoot())
        #expect(test.stepwise.superior(level: 0.01) == [0, 1])
        #expect(!test.stepwise.studentised)
    }
}
