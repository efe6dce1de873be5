import Core
import DataSources
import Foundation
import Learning
import Research
import Simulation
import StrategyKit
import Synchronization
import Testing

/// Small trainings.
enum TrainingFixture {
    /// A ridge over ten stocks, in five folds or so.
    static let ridge = ModelStudyFixture.model([
        ("[0.01]", "[0.1, 10]"), ("[]", "[standardise]"), ("every: 5, first: 60", "every: 80, first: 200"),
    ])

    /// A network over the same, whose bits hang on its seed.
    static let network = ModelStudyFixture.model([
        ("kind: ridge", "kind: mlp"),
        ("penalties: [0.01]", "hidden: [4], epochs: 3, batch: 128, validation: 0.2, patience: 2"),
        ("[]", "[standardise]"), ("every: 5, first: 60", "every: 150, first: 200"),
    ])

    static func training(
        _ model: String = ridge, on bars: ModelStudyFixture.Bars = .closes, models: [ModelDeclaration] = [],
        changes: [String] = []
    ) throws -> TrainingStudy {
        try TrainingStudy(try ModelStudyFixture.study(model, on: bars, models: models, changes: changes))
    }

    /// The folds of a training that walks forward, from its samples.
    static func folds(_ training: TrainingStudy, _ set: SampleSet) throws -> Folds {
        let plan = training.plan
        let rows = try #require(try plan.rows(on: training.study.data.panel, broker: Broker()))
        let instants = Set(rows.flatMap { one in one.wholeWindows(plan.window).map { one.times[$0] } }).sorted()
        return try set.retrainings(
            instants: instants, first: plan.schedule.first, every: plan.schedule.every, longest: plan.schedule.longest)
    }

    /// Folds without how long they took.
    static func timeless(_ folds: [FoldOutcome]) -> [FoldOutcome] {
        folds.map { fold in
            var fold = fold
            fold.seconds = 0
            return fold
        }
    }

    /// The bits of all forecasts.
    static func bits(_ result: TrainingResult) -> [UInt64] { result.forecasts.map(\.value.bitPattern) }

    /// The digest of the model that is kept.
    static func digest(_ result: TrainingResult) throws -> String { try StoredModel(of: result.final.fitted).digest }

    /// Runs a training that is wanted no more from a stage on, as an interruption does.
    ///
    /// - Returns: Whether it ended as interrupted.
    static func isInterrupted(
        _ training: TrainingStudy, keeping archive: FoldArchive?,
        where isLast: @escaping @Sendable (TrainingStudy.Stage) -> Bool
    ) -> Bool {
        let stop = Stop()
        return isInterrupted { () throws(StudyError) in
            try training.run(keeping: archive, isCancelled: { stop.isSet.withLock { $0 } }) { stage in
                if isLast(stage) { stop.isSet.withLock { $0 = true } }
            }
        }
    }

    /// The archive of a training that was interrupted after its last fold, so that it holds them all.
    static func archive(_ training: TrainingStudy, _ archive: FoldArchive) -> FoldArchive {
        #expect(isInterrupted(training, keeping: archive) { $0 == .finalModel })
        return archive
    }

    private final class Stop: Sendable {
        let isSet = Mutex(false)
    }

    /// Whether a body ends as an interruption does.
    static func isInterrupted<Value>(_ body: () throws(StudyError) -> Value) -> Bool {
        do throws(StudyError) {
            _ = try body()
            return false
        } catch {
            if case .interrupted = error { return true }
            return false
        }
    }
}
