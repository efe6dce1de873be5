import Core
import DataSources
import Foundation
import Learning
import Reports
import Research
import StrategyKit
import Testing

/// `data.from` in a training: what comes before it is there to learn from.
@Suite struct TrainingPeriodTests {
    private static let from = "data.from=1991-10-01"

    private func instant(_ training: TrainingStudy) throws -> Int64 {
        try #require(training.study.data.from?.nanoseconds)
    }

    @Test("S67: a later data.from leaves out forecasts and changes none", arguments: ["equal", "uniqueness"])
    func s67WhatIsForecastAfterDataFromHangsOnNoBound(weights: String) throws {
        let model = TrainingFixture.ridge.replacing("transforms:", with: "weights: \(weights)\ntransforms:")
        let whole = try TrainingFixture.training(model).run()
        let training = try TrainingFixture.training(model, changes: [Self.from])
        let bounded = try training.run()
        let from = try instant(training)
        let later = whole.forecasts.filter { $0.start > from }
        #expect(bounded.forecasts == later && later.count > 500 && later.count < whole.forecasts.count)
        // A fold that begins before it is tested in part, by the model of a run: with the same number, so the same seed.
        #expect(bounded.folds.count < whole.folds.count)
        #expect(bounded.folds.map(\.number) == Array(whole.folds.map(\.number).suffix(bounded.folds.count)))
        for (fold, same) in zip(bounded.folds, whole.folds.suffix(bounded.folds.count)) {
            #expect(fold.training == same.training && fold.purged == same.purged)
            #expect(fold.test.allSatisfy { $0.from > from } && fold.baselines["mean"]?.count == fold.forecasts.count)
        }
        #expect(try TrainingFixture.digest(bounded) == TrainingFixture.digest(whole))
        #expect(bounded.sampleCount == whole.sampleCount)
        let report = bounded.report(command: "", file: nil)
        #expect(report.score?.count == later.count)
        #expect(report.assumptions.contains { $0.label == "Tested" && $0.text.contains("data.from") })
        #expect(!whole.report(command: "", file: nil).assumptions.contains { $0.label == "Tested" })
    }

    @Test(arguments: ["k-fold", "combinatorial"]) func foldsAreOfTheTestedPeriodAndLearnFromAllOfIt(kind: String) throws
    {
        let training = try TrainingFixture.training(changes: [Self.from, "strategy.model.validation.kind=\(kind)"])
        let result = try training.run()
        let from = try instant(training)
        let set = try ModelStudyFixture.samples(training.study)
        let tested = Set(set.spans.starts.filter { $0 > from })
        #expect(Set(result.forecasts.map(\.start)) == tested && !tested.isEmpty)
        for fold in result.folds {
            #expect(fold.forecasts.allSatisfy { $0.start > from })
            #expect(fold.training.first?.from == set.spans.starts.first)
        }
        for path in result.paths { #expect(Set(result.forecasts(along: path).map(\.start)) == tested) }
    }

    @Test func aPeriodWithoutATestIsRefused() throws {
        let training = try TrainingFixture.training(changes: ["data.from=1992-05-12"])
        let error = #expect(throws: StudyError.self) { _ = try training.run() }
        guard case .unsuitable(let text, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("a test after data.from"), "\(text)")
    }
}
