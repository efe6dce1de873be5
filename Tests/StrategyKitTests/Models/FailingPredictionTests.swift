import Core
import Learning
import LinearAlgebra
import Simulation
import Synchronization
import Testing
import TimeSeries

@testable import StrategyKit

/// Predictions that fail inside a run, and runs that end inside a fit.
@Suite struct FailingPredictionTests {
    /// Predicts the first number of a window, and fails where it is above a level.
    private struct Fragile: Model {
        let level: Double

        struct Fitted: FittedModel {
            let level: Double
            let width: Int

            func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
                let matrix = try inputs.matrix()
                let values = (0..<inputs.count).map { matrix[$0, 0] }
                if let value = values.first(where: { $0 > level }) {
                    throw .parameter(name: "the input", found: value.shortestText, allowed: "at most \(level)")
                }
                return values
            }
        }

        func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
            Fitted(level: level, width: 1)
        }
    }

    /// Is never done, and counts its fits.
    private final class Endless: Model {
        let count = Atomic(0)

        func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fragile.Fitted {
            count.add(1, ordering: .relaxed)
            while !context.isCancelled() {}
            throw .cancelled
        }
    }

    private static func plan(_ model: some Model) throws -> ModelPlan {
        let yaml = ModelFixture.yaml(
            "kind: planted\nfeatures: { r: 'close / close[1] - 1' }\ntransforms: []\n"
                + "retrain: { every: 50, first: 30 }\npolicy: { side: both }")
        return try #require(
            try StudyConfiguration(
                yaml: yaml, file: "a.yaml", models: ModelRegistry([.model("planted", "Fails") { model }])
            ).plan.model)
    }

    @Test func oneFailureDoesNotLoseTheOthers() throws {
        for seed in UInt64(0)..<3 {
            let panel = ModelFixture.panel(seed: seed)
            let whole = try ModelFixture.run(try Self.plan(Fragile(level: .infinity)), panel)
            #expect(whole.strategy.record.firstFailure == nil && whole.strategy.record.failureCount == 0)
            let level = 0.01
            let found = try ModelFixture.run(try Self.plan(Fragile(level: level)), panel)
            let failing = whole.predictions.filter { $0.value > level }
            #expect(failing.count > 10 && found.predictions == whole.predictions.filter { $0.value <= level })
            let record = found.strategy.record
            let first = try #require(failing.first)
            #expect(record.failureCount == failing.count, "seed \(seed)")
            #expect(
                record.firstFailure
                    == .init(
                        time: first.time, instrument: first.instrument,
                        reason: LearningError.parameter(
                            name: "the input", found: first.value.shortestText, allowed: "at most \(level)"
                        ).description), "seed \(seed)")
            // Another run of the same strategy counts from the start.
            _ = Backtest(panel: panel, broker: Broker()).run(found.strategy)
            #expect(record.failureCount == failing.count)
        }
    }

    @Test func aRunThatIsNotWantedEndsWithinAFit() throws {
        let model = Endless()
        let panel = ModelFixture.panel(seed: 1)
        let strategy = try ModelStrategy(try Self.plan(model), for: Universe(panel))
        var backtest = Backtest(panel: panel, broker: Broker())
        var asked: [Int] = []
        backtest.shouldContinue = { bars in
            asked.append(bars)
            return asked.count < 1_000
        }
        let run = backtest.run(strategy)
        #expect(run.outcome == .interrupted && model.count.load(ordering: .relaxed) == 1)
        // The fit that was given up is no failed one.
        #expect(run.log.allSatisfy { if case .trained = $0.body { false } else { true } })
        #expect(asked.count == 1_000 && asked.last.map { $0 % 3 == 0 && $0 >= 90 } == true)
    }

    @Test func aRunThatIsNotWantedEndsBetweenFits() throws {
        let panel = ModelFixture.panel(seed: 2)
        let strategy = try ModelStrategy(try Self.plan(Fragile(level: .infinity)), for: Universe(panel))
        var backtest = Backtest(panel: panel, broker: Broker())
        backtest.shouldContinue = { bars in bars < 100 * 3 }
        let run = backtest.run(strategy)
        #expect(run.outcome == .interrupted && run.stepCount > 100 && run.stepCount < 170)
    }
}
