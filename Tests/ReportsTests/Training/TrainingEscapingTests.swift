import Core
import Testing

@testable import Reports

@Suite struct TrainingEscapingTests {
    /// A report in which every text that a user can set is an attack.
    func report(_ attack: String) -> TrainingReport {
        var report = SimulatedTraining(instruments: 12, forecasts: 240).content()
        report.title = attack
        report.model = attack
        report.target.name = attack
        report.parameters = [LabelledText(attack, attack)]
        report.provenance = [LabelledText(attack, attack), LabelledText(attack, String(repeating: "a", count: 64))]
        report.command = attack
        report.configuration = attack
        report.warnings = [ReportWarning(severity: .warning, code: attack, text: attack)]
        report.assumptions = [LabelledText(attack, attack)]
        report.features = [TrainingFeature(name: attack, expression: attack)]
        report.score?.name = attack
        report.score?.hitRate = IntervalFigure(.unavailable(reason: attack), count: 1)
        report.score?.informationCoefficient.interval?.method = attack
        report.smallestDetectable?.method = attack
        report.importanceScore = attack
        report.finalModel?.file = attack
        report.stepScores = StepScores(
            step: attack, time: [0, Timestamp.day], informationCoefficients: [0.1, 0.2],
            rankInformationCoefficients: [0.2, 0.1])
        report.stepScores?.meanRankInformationCoefficient = MeanScore(
            mean: 0.15, standardError: 0.05, interval: ConfidenceInterval(lower: -1, upper: 1, method: attack),
            count: 2)
        for place in report.baselines.indices { report.baselines[place].name = attack }
        for place in report.instrumentScores.indices { report.instrumentScores[place].name = attack }
        for place in report.forecasts.indices { report.forecasts[place].instrument = attack }
        for place in report.folds.indices {
            report.folds[place].stopped = attack
            report.folds[place].rSquared = .unavailable(reason: attack)
        }
        for place in report.lossCurves.indices { report.lossCurves[place].name = attack }
        for place in report.importance.indices { report.importance[place].feature = attack }
        for place in report.drift.indices {
            report.drift[place].feature = attack
            report.drift[place].kolmogorovSmirnovDistance = .unavailable(reason: attack)
        }
        return report
    }

    @Test(arguments: EscapingTests.attacks)
    func textsFromOutsideShowAsTextInEveryPlace(attack: String) {
        let frame = EscapingTests()
        let page = report(attack).html(charts: nil).replacing(ReportScript.text, with: "")
        let harmless = report("harmless").html(charts: nil).replacing(ReportScript.text, with: "")
        #expect(frame.skeleton(page) == frame.skeleton(harmless))
        #expect(page.ranges(of: "<script").count == 2)
        #expect(page.ranges(of: "</script>").count == 2)
        #expect(!page.contains("\u{0}"))
    }
}
