import Core
import Testing

@testable import Reports

@Suite struct SweepEscapingTests {
    /// A report in which every text that comes from outside is an attack.
    func report(_ attack: String) -> SweepReport {
        var sweep = SimulatedSweep(words: [attack, "b"], failing: 20)
        sweep.goals.append(SweepGoal(column: 1, isLower: true))
        var report = sweep.content()
        report.title = attack
        report.method = attack
        for place in report.axes.indices {
            report.axes[place].name = attack
            report.axes[place].range = attack
        }
        report.constraints = [attack, attack]
        for place in report.trials.columns.indices { report.trials.columns[place].label = attack }
        report.failures = [SweepFailure(reason: attack, count: 1, first: 0, settings: [attack, attack, attack])]
        report.front = [1, 2]
        report.period = (attack, attack)
        report.withheldFrom = attack
        report.halves?.split = attack
        report.warnings = [ReportWarning(severity: .warning, code: attack, text: attack)]
        report.provenance = [LabelledText(attack, attack)]
        report.configuration = attack
        return report
    }

    @Test(arguments: EscapingTests.attacks)
    func textsFromOutsideShowAsTextInEveryPlace(attack: String) {
        let frame = EscapingTests()
        let page = report(attack).html.replacing(ReportScript.text, with: "")
        let harmless = report("harmless").html.replacing(ReportScript.text, with: "")
        #expect(frame.skeleton(page) == frame.skeleton(harmless))
        #expect(page.ranges(of: "<script").count == 2)
        #expect(!page.contains("\u{0}"))
    }
}
