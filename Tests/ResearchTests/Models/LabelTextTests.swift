import Core
import DataSources
import Reports
import Research
import StrategyKit
import Testing

/// What a model predicts, in words that say its unit and its prices.
@Suite struct LabelTextTests {
    private func text(_ label: String, on bars: ModelStudyFixture.Bars = .minutes) throws -> String {
        let model = ModelStudyFixture.model([("label: { kind: return, horizon: 3 }", label)])
        let study = try ModelStudyFixture.study(model, on: bars)
        return try TrainingStudy(study).plan.labelText(on: study.data.panel)
    }

    @Test(arguments: [
        ("{ kind: return }", "return over 1 bar, next open to open"),
        (
            "{ kind: scaled-return }",
            "scaled-return over 1 bar, next open to open, in units of the deviation over 20 bars"
        ),
        (
            "{ kind: scaled-return, width: \"stddev(close / close[1] - 1, 50)\" }",
            "scaled-return over 1 bar, next open to open, in units of the deviation over 50 bars"
        ),
        ("{ kind: scaled-return, width: 0.0002 }", "scaled-return over 1 bar, next open to open, in units of 0.0002"),
        (
            "{ kind: scaled-return, width: atr(14) / close }",
            "scaled-return over 1 bar, next open to open, in units of atr(14) / close"
        ),
        (
            "{ kind: triple-barrier, horizon: 9, gain: 1, loss: 1, width: 0.001 }",
            "triple-barrier over at most 9 bars, next open to open, barriers in units of 0.001"
        ),
    ])
    func aLabelSaysItsUnit(label: String, expected: String) throws {
        #expect(try text("label: \(label)") == expected)
    }

    @Test func closesAloneAreSaidInTheReport() throws {
        #expect(try text("label: { kind: return }", on: .closes) == "return over 1 bar, next close to close")
        #expect(try text("label: { kind: return, prices: close }", on: .closes) == "return over 1 bar, close to close")
        let report = try TrainingFixture.training().run().report(command: "", file: nil)
        #expect(report.target.name == "return over 3 bars, next close to close")
        #expect(report.assumptions.first == LabelledText("Label", "return over 3 bars, next close to close"))
        #expect(!report.html(charts: nil).contains("next open to open"))
    }
}
