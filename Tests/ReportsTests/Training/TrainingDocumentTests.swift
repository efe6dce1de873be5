import Core
import Testing

@testable import Reports

@Suite struct TrainingDocumentTests {
    func list(_ value: JSONValue?) -> [JSONValue] {
        guard case .array(let items)? = value else { return [] }
        return items
    }

    @Test func theDocumentHoldsEveryScoreFoldLossImportanceAndDrift() throws {
        let report = SimulatedTraining().content()
        let document = report.document
        guard case .object(let members) = document else {
            Issue.record("not an object")
            return
        }
        #expect(
            members.map(\.key) == [
                "schema", "title", "model", "target", "provenance", "command", "assumptions", "warnings", "features",
                "score", "baselines", "smallest_detectable", "distinguishable", "instruments", "folds",
                "information_coefficients", "loss_curves", "calibration", "importance_score",
                "importance_deviation_over", "importance", "drift", "forecasts", "final_model",
            ])
        #expect(document["schema"] == "backtest.training/1")
        #expect(list(document["folds"]).count == 12)
        #expect(list(document["baselines"]).map { $0["name"] } == ["zero", "last value", "mean", "buy and hold"])
        #expect(list(list(document["loss_curves"])[3]["validation"]).count == 60)
        #expect(list(document["importance"]).count == 8 && list(document["drift"]).count == 8)
        let score = try #require(report.score)
        #expect(document["score"]?["ic"]?["value"] == score.informationCoefficient.value.number.map { .number($0) })
        #expect(document["score"]?["hit_rate"]?["interval"]?["method"] == "Wilson")
        let fold = list(document["folds"])[0]
        #expect(fold["purged"]?["n"] == 15)
        #expect(list(fold["test"]?["periods"])[0]["from"] == "2006-01-03T14:30:00Z")
        #expect(list(document["forecasts"])[2]["forecasts"] == 1_500)
        #expect(list(document["baselines"])[0]["ic"]?["value"] == .null)
        #expect(list(document["baselines"])[0]["ic"]?["reason"] == "the forecasts do not vary")
    }

    @Test func theScoreByStepIsThatOfTheFoldsWhereNoneIsGiven() throws {
        var report = SimulatedTraining().content()
        report.folds.reverse()
        let steps = try #require(report.shownStepScores)
        #expect(steps.time == steps.time.sorted() && steps.time.count == 12)
        #expect(steps.informationCoefficients.first == report.folds.last?.informationCoefficient.number)
        #expect(steps.rankInformationCoefficients.first == report.folds.last?.rankInformationCoefficient.number)
        report.folds = []
        #expect(report.shownStepScores == nil && report.document["information_coefficients"] == .null)
    }

    @Test func bothCoefficientsByStepStandUnderTheirNamesWithTheirMeans() throws {
        var report = SimulatedTraining().content()
        var steps = StepScores(
            step: "instant", time: [0, Timestamp.day], informationCoefficients: [0.5, 0.25],
            rankInformationCoefficients: [0.125, .nan])
        steps.meanInformationCoefficient = MeanScore(
            mean: 0.375, standardError: 0.125,
            interval: ConfidenceInterval(lower: 0.1, upper: 0.65, method: "Student's t, n=2"), count: 2)
        report.stepScores = steps
        let document = try #require(report.document["information_coefficients"])
        #expect(list(document["ic"]) == [0.5, 0.25] && list(document["rank_ic"]).first == 0.125)
        #expect(document["mean_ic"]?["value"] == 0.375 && document["mean_ic"]?["standard_error"] == 0.125)
        #expect(document["mean_ic"]?["interval"]?["upper"] == 0.65 && document["mean_ic"]?["n"] == 2)
        #expect(document["mean_rank_ic"] == .null)
        let page = report.html(charts: nil)
        #expect(page.contains("Mean IC by instant 0.3750, standard error 0.1250, 95"))
        #expect(page.contains("Mean rank IC by instant 0.1250, above zero in"))
    }
}
