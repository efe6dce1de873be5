import Core
import Learning
import Reports
import StrategyKit
import TestSupport
import Testing

@testable import Research

/// The scores of a training step by step.
@Suite struct TrainingStepsTests {
    @Test func bothCoefficientsAreThoseOfTheForecastsOfEachInstant() throws {
        let result = try TrainingFixture.training().run()
        let steps = try #require(result.report(command: "", file: nil).stepScores)
        #expect(steps.step == "instant" && steps.time == Set(result.forecasts.map(\.start)).sorted())
        for (place, time) in steps.time.enumerated().filter({ $0.offset % 37 == 0 }) {
            let own = result.forecasts.filter { $0.start == time }
            let score = PredictionScore(forecasts: own.map(\.value), labels: own.map(\.label))
            #expect(steps.informationCoefficients[place] == score.informationCoefficient)
            #expect(steps.rankInformationCoefficients[place] == score.rankInformationCoefficient)
        }
        #expect(steps.informationCoefficients != steps.rankInformationCoefficients)
        // Labels of three bars: a third of the instants says something of its own.
        let mean = try #require(steps.meanRankInformationCoefficient)
        let values = steps.rankInformationCoefficients.filter(\.isFinite)
        let average = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(values.count - 1)
        #expect(mean.count == values.count && agree(mean.mean, average, absolute: 1e-15))
        #expect(agree(mean.standardError, (3 * variance / Double(values.count)).squareRoot(), relative: 1e-12))
        #expect(mean.interval.lower < average && mean.interval.upper > average)
    }

    @Test func oneInstrumentHasTheScoresOfItsFolds() throws {
        let result = try TrainingFixture.training(ModelStudyFixture.model, on: .days).run()
        let steps = try #require(result.report(command: "", file: nil).stepScores)
        #expect(steps.step == "fold" && steps.time.count == result.folds.count)
        let fold = result.folds[3]
        let score = PredictionScore(forecasts: fold.forecasts.map(\.value), labels: fold.forecasts.map(\.label))
        #expect(steps.rankInformationCoefficients[3] == score.rankInformationCoefficient)
        #expect(steps.meanInformationCoefficient != nil)
        // Combinatorial folds share what they test.
        let several = try TrainingFixture.training(
            ModelStudyFixture.model, on: .days, changes: ["strategy.model.validation.kind=combinatorial"]
        ).run()
        let shared = try #require(several.report(command: "", file: nil).stepScores)
        #expect(shared.step == "fold" && shared.meanInformationCoefficient == nil)
    }

    @Test func theIntervalOfAMeanIsThatOfStudent() throws {
        // Student's t of 4 degrees of freedom: 2.776445105 at 95 % (any table).
        let mean = try #require(MeanScore(of: [1, 2, .nan, 3, 4, 5], overlap: 1))
        #expect(mean.mean == 3 && mean.count == 5 && agree(mean.standardError, 0.5.squareRoot(), absolute: 1e-15))
        #expect(agree(mean.interval.upper, 3 + 2.776445105 * 0.5.squareRoot(), absolute: 1e-8))
        #expect(MeanScore(of: [1, 2, 3], overlap: 2) == nil && MeanScore(of: [1, .nan], overlap: 1) == nil)
    }
}
