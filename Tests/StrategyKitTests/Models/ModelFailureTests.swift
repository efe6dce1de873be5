import Core
import Simulation
import Testing
import TimeSeries

@testable import StrategyKit

/// Fits that fail inside a run: the model before stays, and the log says why.
@Suite struct ModelFailureTests {
    /// Closes of a random walk, but for a stretch in which every bar rises.
    private static func panel(seed: UInt64, rising: Range<Int>) -> Panel {
        var random = RandomStream(seed: seed, name: "rising")
        var close = 100.0
        let closes = (0..<200).map { bar in
            close *= rising.contains(bar) ? 1.002 + 0.01 * random.uniform() : 1 + 0.04 * (random.uniform() - 0.5)
            return close
        }
        return Panel([RuleFixture.closes(closes, ModelFixture.calendar)])
    }

    private static let logistic = """
        kind: logistic
        features: { r: 'close / close[1] - 1' }
        label: { kind: sign, prices: close }
        retrain: { every: 10, window: 20, first: 30 }
        """

    @Test func signsThatAreAllTheSameKeepTheModelBefore() throws {
        let plan = try ModelFixture.plan(Self.logistic)
        for seed in UInt64(0)..<5 {
            let panel = Self.panel(seed: seed, rising: 80..<130)
            let found = try ModelFixture.run(plan, panel)
            let expected = try ModelFixture.byHand(plan, panel)
            #expect(found.predictions == expected.predictions, "seed \(seed)")
            let failed = found.trainings.filter { !$0.training.failure.isEmpty }
            #expect(failed.count >= 2 && failed.count < found.trainings.count - 3, "seed \(seed)")
            for (time, training) in failed {
                #expect(training.sampleCount == 0 && training.hash.isEmpty && training.through.nanoseconds == time)
                #expect(training.failure == "all labels are 1.0: there is nothing to tell apart")
                let later = found.predictions.filter { $0.time >= time }
                // What is predicted names the training whose model it is, which is not the one that failed.
                #expect(later.allSatisfy { $0.training != training.number } && !later.isEmpty)
            }
            let lines = found.lines(through: .max).filter { $0.contains("\"failure\":\"") }
            #expect(lines.count == failed.count && lines.allSatisfy { $0.contains("\"event\":\"trained\"") })
        }
    }

    @Test func nothingIsPredictedOrOrderedBeforeAFitSucceeds() throws {
        let plan = try ModelFixture.plan(Self.logistic)
        let panel = Self.panel(seed: 3, rising: 0..<65)
        let found = try ModelFixture.run(plan, panel)
        let first = try #require(found.trainings.first { $0.training.failure.isEmpty })
        #expect(first.training.number > 2 && found.predictions.first?.time == first.time)
        #expect(found.orderTimes.count > 0 && found.orderTimes.allSatisfy { $0 >= first.time })
    }

    @Test func tooFewSamplesAreToldAndTheNextTrainingLearns() throws {
        let panel = ModelFixture.panel(seed: 4)
        let plan = try ModelFixture.plan(
            """
            kind: ridge
            features: { r: 'close / close[1] - 1' }
            label: { horizon: 15 }
            retrain: { every: 5, first: 2 }
            """)
        let found = try ModelFixture.run(plan, panel)
        #expect(found.trainings.prefix(2).allSatisfy { $0.training.failure.contains("needs") }, "\(found.trainings[0])")
        #expect(found.trainings.last?.training.failure == "")
        #expect(try found.predictions == ModelFixture.byHand(plan, panel).predictions)
    }
}
