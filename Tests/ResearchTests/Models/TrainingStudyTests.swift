import Core
import Foundation
import Learning
import Reports
import Research
import StrategyKit
import Synchronization
import TestSupport
import Testing

/// A training of a config's model, beside the same folds and forecasts made of its samples by hand.
@Suite struct TrainingStudyTests {
    @Test("S67: folds and forecasts are those of the samples themselves", arguments: [false, true])
    func s67FoldsAndForecastsAreThoseOfTheSamples(isNetwork: Bool) throws {
        let training = try TrainingFixture.training(isNetwork ? TrainingFixture.network : TrainingFixture.ridge)
        let result = try training.run()
        let set = try ModelStudyFixture.samples(training.study)
        let folds = try TrainingFixture.folds(training, set)
        #expect(result.folds.count == folds.count && folds.count >= 3 && result.sampleCount == set.count)
        for (outcome, fold) in zip(result.folds, folds) {
            #expect(outcome.failure == nil)
            let (training, test) = (outcome.training, outcome.test)
            let purged = fold.split.purged.ranges.reduce(0) { $0 + $1.count }
            #expect(training.reduce(0) { $0 + $1.count } == fold.split.trainingCount)
            #expect(training.first?.from == fold.training.starts.first)
            #expect(training.last?.through == fold.training.starts.last)
            #expect(outcome.purged.reduce(0) { $0 + $1.count } == purged)
            #expect(purged > 0, "labels of four bars reach into the test")
            #expect(test.map(\.count) == fold.split.test.map(\.count))
            #expect(outcome.forecasts.map(\.row) == fold.test.inputs.rows)
            #expect(outcome.forecasts.map(\.instrument) == fold.test.inputs.instruments.map(\.place))
            #expect(outcome.forecasts.map(\.label) == fold.test.labels)
            #expect(outcome.forecasts.map(\.end) == fold.test.ends)
            // No label that was learnt from ends after the first forecast was made.
            #expect(try #require(fold.training.ends.max()) <= #require(outcome.forecasts.first?.start))
            let mean = fold.training.labels.reduce(0, +) / Double(fold.training.count)
            let means = try #require(outcome.baselines["mean"])
            #expect(means.count == fold.test.count && means.allSatisfy { agree($0, mean, absolute: 1e-15) })
            #expect(outcome.baselines["zero"]?.allSatisfy { $0 == 0 } == true)
            #expect(outcome.epochs.isEmpty != isNetwork)
        }
        var (bits, labels, starts): ([UInt64], [Double], [Int64]) = ([], [], [])
        for (number, fold) in folds.enumerated() {
            let fitted = try training.plan.model.fit(fold.training, in: training.plan.context(fold: number))
            bits += try fitted.predict(fold.test.inputs).map(\.bitPattern)
            labels += fold.test.labels
            starts += fold.test.starts
        }
        #expect(bits == TrainingFixture.bits(result))
        #expect(Set(TrainingFixture.bits(result)).count > 1_000)
        #expect(labels == result.forecasts.map(\.label))
        #expect(starts == result.forecasts.map(\.start))
        // The model that is kept has learnt from everything.
        #expect(result.final.sampleCount == set.count)
    }

    @Test("S69: a training gives the same bits again, and others with another seed")
    func s69ATrainingIsRepeatable() throws {
        let first = try TrainingFixture.training(TrainingFixture.network).run()
        let again = try TrainingFixture.training(TrainingFixture.network).run()
        #expect(TrainingFixture.timeless(first.folds) == TrainingFixture.timeless(again.folds))
        #expect(TrainingFixture.bits(first) == TrainingFixture.bits(again))
        #expect(try TrainingFixture.digest(first) == TrainingFixture.digest(again))
        let other = try TrainingFixture.training(TrainingFixture.network, changes: ["seed=6"]).run()
        #expect(TrainingFixture.bits(first) != TrainingFixture.bits(other))
        #expect(first.identity != other.identity && first.identity == again.identity)
    }

    @Test func eachStageIsToldInOrder() throws {
        let log = StageLog()
        let result = try TrainingFixture.training(TrainingFixture.network).run(progress: { log.append($0) })
        let stages = log.stages
        let count = result.folds.count
        #expect(stages.first == .fold(1, of: count) && stages.last == .finalModel)
        for fold in 1...count {
            #expect(stages.contains(.fold(fold, of: count)) && stages.contains(.epoch(1, fold: fold, of: count)))
        }
        #expect(result.folds.allSatisfy { $0.epochs.count >= 2 && $0.epochs.allSatisfy { $0.validation != nil } })
    }

    @Test func progressIsToldAtStagesAndCancellationAskedAtEveryStep() throws {
        let log = StageLog()
        let asked = Asked()
        let result = try TrainingFixture.training(TrainingFixture.network).run(
            isCancelled: {
                asked.count.add(1, ordering: .relaxed)
                return false
            }, progress: { log.append($0) })
        let epochs = result.folds.reduce(0) { $0 + $1.epochs.count }
        // A fold, its epochs and the model that is kept, and not each batch.
        #expect(log.stages.count == result.folds.count + epochs + 1)
        #expect(asked.count.load(ordering: .relaxed) > 2 * log.stages.count)
    }

    @Test func aTrainingIsInterruptedWhileItComputesFeatures() throws {
        let folder = try TemporaryFolder()
        let training = try TrainingStudy(try ModelStudyFixture.long(in: folder))
        let log = StageLog()
        let isInterrupted = TrainingFixture.isInterrupted { () throws(StudyError) in
            try training.run(isCancelled: { true }) { log.append($0) }
        }
        #expect(isInterrupted && log.stages == [.features(done: 65_536, of: 66_000)])
    }

    @Test func combinatorialPathsHaveOneForecastForEverySample() throws {
        let training = try TrainingFixture.training(changes: [
            "strategy.model.validation.kind=combinatorial", "strategy.model.validation.folds=4",
            "strategy.model.validation.test_folds=2",
        ])
        let result = try training.run()
        // Four choose two models, of which three test a given block.
        #expect(result.folds.count == 6 && result.paths.count == 3)
        #expect(result.folds.allSatisfy { $0.test.count == 2 })
        let set = try ModelStudyFixture.samples(training.study)
        let all = try set.folds(KFold(folds: 2)).flatMap { $0.test.starts }.sorted()
        for (path, coefficient) in zip(result.paths, result.pathCoefficients) {
            let forecasts = result.forecasts(along: path)
            #expect(forecasts.count == set.count && forecasts.map(\.start) == all)
            #expect(Set(forecasts.map { [$0.instrument, $0.row] }).count == set.count)
            let score = PredictionScore(forecasts: forecasts.map(\.value), labels: forecasts.map(\.label))
            #expect(coefficient == score.informationCoefficient && coefficient != nil)
            // Each block comes from the split that the path names.
            for part in path.parts {
                let block = result.folds[part.split].test[part.block]
                #expect(forecasts.filter { (block.from...block.through).contains($0.start) }.count == block.count)
            }
        }
        let lines = result.report(command: "", file: nil).assumptions
        #expect(lines.contains { $0.text.hasPrefix("IC along 3 paths: from ") })
    }

    @Test func foldsOfOneClassSayWhyAndLoseNothing() throws {
        // Prices that rise until the last month: whatever a fold learns from, it has seen no fall.
        let folder = try TemporaryFolder()
        let path = try folder.write(TrainingStudyTests.rising(count: 300, fallingFrom: 290), to: "rising.csv")
        let model = ModelStudyFixture.model([
            ("kind: ridge", "kind: logistic"), ("parameters: { penalties: [0.01] }\n", ""),
            ("kind: return, horizon: 3", "kind: sign, horizon: 1"), ("every: 5, first: 60", "every: 40, first: 100"),
            ("buy: 0.002, exit_long: 0, sell: -0.002, exit_short: 0", "buy: 0.6, sell: 0.4"),
        ])
        let training = try TrainingFixture.training(
            model, on: .days,
            changes: [
                "data.path=\(path)", "data.to=2030-01-01", "data.calendar=24/7",
            ])
        let result = try training.run()
        #expect(result.folds.count >= 4 && result.forecasts.isEmpty && result.score.count == 0)
        for fold in result.folds { #expect(fold.failure == "all labels are 1.0: there is nothing to tell apart") }
        // The newest samples have falls, so that there is a model.
        #expect(result.final.sampleCount > 280)
        let report = result.report(command: "", file: nil)
        let warning = try #require(report.warnings.first { $0.code == "failed-folds" })
        #expect(warning.count == result.folds.count && warning.text.contains("there is nothing to tell apart"))
        #expect(report.folds.allSatisfy { $0.stopped.contains("nothing to tell apart") })
        // Where there are none at all, there is no model to keep.
        let flat = try folder.write(TrainingStudyTests.rising(count: 300, fallingFrom: 300), to: "flat.csv")
        let none = try TrainingFixture.training(
            model, on: .days,
            changes: [
                "data.path=\(flat)", "data.to=2030-01-01", "data.calendar=24/7",
            ])
        let error = #expect(throws: StudyError.self) { _ = try none.run() }
        guard case .unsuitable(let text, let place) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text == "strategy.model: all labels are 1.0: there is nothing to tell apart" && place != nil)
    }

    @Test func aForecastThatIsNoNumberFailsItsFold() throws {
        let model = ModelStudyFixture.model([
            ("kind: ridge", "kind: undefined"), ("parameters: { penalties: [0.01] }\n", ""),
        ])
        let result = try TrainingFixture.training(
            model, on: .days, models: [.model("undefined", "Predicts no number") { Undefined() }]
        ).run()
        #expect(result.folds.count > 3 && result.forecasts.isEmpty)
        for fold in result.folds {
            #expect(fold.failure == "a forecast of the model is nan; allowed is finite numbers")
        }
        #expect(result.modelFile == nil)
        let notes = result.report(command: "", file: nil).warnings.filter { $0.code == "model-not-stored" }
        #expect(
            notes.map(\.text) == [
                "the type of the model cannot be stored, so that no model file was written; conform what it fits to "
                    + "RestorableModel and declare the model with .stored(as:) of that type"
            ])
    }

    @Test func aConfigWithoutAModelIsRefused() throws {
        let study = try AuditFixture.study()
        let error = #expect(throws: StudyError.self) { _ = try TrainingStudy(study) }
        guard case .unsuitable(let text, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.hasPrefix("a training needs a model: what decides here is rules"))
    }

    /// Daily bars that rise by a little more or less each day, and fall from a day on.
    private static func rising(count: Int, fallingFrom turn: Int) -> String {
        var random = RandomStream(seed: 11, name: "rising")
        var (price, text) = (100.0, "date,open,high,low,close,volume\n")
        let start = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        for day in 0..<count {
            let change = (0.001 + 0.005 * random.uniform()) * (day < turn ? 1 : -1)
            let close = price * (1 + change)
            text += "\((start + Int64(day) * Timestamp.day).date),\(price),\(max(price, close)),\(min(price, close)),"
            text += "\(close),100\n"
            price = close
        }
        return text
    }
}

/// How often something was asked.
private final class Asked: Sendable {
    let count = Atomic<Int>(0)
}

/// A model that predicts what is no number.
private struct Undefined: Model {
    struct Fitted: FittedModel {
        let width: Int
        func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            [Double](repeating: .nan, count: inputs.count)
        }
    }

    func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        Fitted(width: samples.inputs.width)
    }
}
