import Core
import DataSources
import Foundation
import Learning
import Research
import StrategyKit
import Testing

/// What `backtest train` judges is what trades in `backtest run`.
@Suite struct RetrainingTests {
    /// The forecasts of a training and the predictions of a run, by instant and instrument.
    private static func both(
        _ model: String, on bars: ModelStudyFixture.Bars
    ) throws -> (forecasts: [String: UInt64], predictions: [String: UInt64]) {
        let study = try ModelStudyFixture.study(model, on: bars)
        let result = try TrainingStudy(study).run()
        var forecasts: [String: UInt64] = [:]
        for one in result.forecasts { forecasts["\(one.start) \(one.instrument)"] = one.value.bitPattern }
        var predictions: [String: UInt64] = [:]
        for one in try #require(try study.run().models.first).predictions {
            predictions["\(one.time) \(one.instrument.place)"] = one.value.bitPattern
        }
        return (forecasts, predictions)
    }

    @Test(
        "S67: a training forecasts bit for bit what a run predicts",
        arguments: [
            "retrain: { every: 20, first: 60 }", "retrain: { every: 7, window: 80 }",
            "retrain: { every: 20, window: 100, first: 50 }",
        ])
    func s67TrainingsForecastWhatRunsPredict(retrain: String) throws {
        for bars in [ModelStudyFixture.Bars.days, .closes] {
            for label in [
                "kind: return, horizon: 3", "kind: sign, horizon: 2", "kind: return, horizon: 4, prices: close",
            ] {
                let model = ModelStudyFixture.model([
                    ("retrain: { every: 5, first: 60 }", retrain), ("kind: return, horizon: 3", label),
                    ("[]", "[winsorise, standardise]"),
                ])
                let (forecasts, predictions) = try RetrainingTests.both(model, on: bars)
                #expect(forecasts.count > 80)
                // A run predicts at the last bars, too, whose labels have not ended.
                #expect(predictions.count >= forecasts.count)
                let different = forecasts.filter { predictions[$0.key] != $0.value }
                #expect(different.isEmpty, "\(bars), \(label): \(different.count) of \(forecasts.count) differ")
            }
        }
    }

    @Test(
        "S67: weights of a training hang on no label that had not ended",
        arguments: ["weights: uniqueness", "weights: return"])
    func s67WeightsAreThoseOfARun(weights: String) throws {
        for bars in [ModelStudyFixture.Bars.days, .closes] {
            let model = ModelStudyFixture.model([
                ("retrain: { every: 5, first: 60 }", "retrain: { every: 20, first: 60 }\n\(weights)"),
                ("kind: return, horizon: 3", "kind: return, horizon: 8"),
            ])
            let (forecasts, predictions) = try RetrainingTests.both(model, on: bars)
            #expect(forecasts.count > 80)
            let different = forecasts.filter { predictions[$0.key] != $0.value }
            #expect(different.isEmpty, "\(bars): \(different.count) of \(forecasts.count) differ")
        }
    }

    @Test func theFoldsOfANetworkAreThoseOfARun() throws {
        let (forecasts, predictions) = try RetrainingTests.both(TrainingFixture.network, on: .closes)
        #expect(forecasts.count > 1_000 && forecasts.allSatisfy { predictions[$0.key] == $0.value })
    }

    @Test func whatCannotBeTestedIsRefused() throws {
        let set = try ModelStudyFixture.samples(try ModelStudyFixture.study())
        let instants = Array(set.spans.starts)
        #expect(throws: LearningError.self) { _ = try set.retrainings(instants: instants, first: 10, every: 0) }
        #expect(throws: LearningError.self) {
            _ = try set.retrainings(instants: instants, first: instants.count, every: 5)
        }
        // No label has ended by the second instant.
        #expect(throws: LearningError.self) { _ = try set.retrainings(instants: instants, first: 1, every: 5) }
    }

    @Test("an interrupted fit goes on from its last epoch to the same bits")
    func anInterruptedFitGoesOnFromItsLastEpoch() throws {
        let training = try TrainingFixture.training(TrainingFixture.network)
        let whole = try training.run()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let archive = try FoldArchive(folder: folder, identity: whole.identity)
        let isCut = TrainingFixture.isInterrupted(training, keeping: archive) {
            if case .epoch(2, fold: 2, of: _) = $0 { true } else { false }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(isCut && names.contains("state-1.json"))
        let log = StageLog()
        let result = try training.run(keeping: archive, progress: { log.append($0) })
        #expect(TrainingFixture.timeless(result.folds) == TrainingFixture.timeless(whole.folds))
        #expect(TrainingFixture.bits(result) == TrainingFixture.bits(whole))
        // The epochs that were done are not done again.
        #expect(!log.stages.contains { if case .epoch(1, fold: 2, of: _) = $0 { true } else { false } })
    }
}
