import Foundation
import Testing

@testable import Reports

/// The page of robustness runs.
@Suite struct RobustnessPageTests {
    private static func report(_ text: String = "x", runs: Int = 60) -> RobustnessReport {
        var report = RobustnessReport(
            title: text,
            figures: [
                .init(label: "Total return", unit: .fraction), .init(label: "CAGR", unit: .fraction),
                .init(label: "Sharpe ratio", unit: .ratio), .init(label: "Maximum drawdown", unit: .fraction),
                .init(label: "Trades", unit: .count),
            ], base: [0.5, 0.1, 0.9, -0.2, 12])
        (report.period, report.sessions, report.runs) = (("2006-01-03", "2010-12-31"), 1_250, runs + 2)
        var drawn = RobustnessReport.Group(
            name: text, title: text, isDrawn: true, base: report.base,
            runs: (0..<runs).map { (run: Int) -> RobustnessReport.Run in
                let value = Double(run % 40) / 40 - 0.2
                return .init(
                    label: text, values: run == 3 ? [] : [value, .nan, value * 2, -0.1 - value / 4, 10],
                    isRuined: run == 5,
                    reason: run == 3 ? text : nil)
            })
        drawn.drawn = [0, 3]
        let shares: [Double] = (0...20).map { Double($0) / 20 }
        let ends: [Double] = [-0.5, -0.2, 0.1, 0.5, 3]
        drawn.fan = RobustnessReport.Fan(
            isTime: true, places: shares.map { 1.1e18 + $0 * 2e17 }, base: shares.map { 1 + $0 / 2 },
            quantiles: ends.map { end in shares.map { 1 + end * $0 } }, runs: runs)
        let listed = RobustnessReport.Group(
            name: "factors", title: "all costs times a factor", isDrawn: false, base: report.base,
            runs: [
                .init(label: "2", values: [-0.1, -0.02, .nan, -0.4, 11], isRuined: false, reason: nil),
                .init(label: "3", values: [], isRuined: false, reason: text),
            ])
        report.kinds = [
            .init(
                id: "bars", title: "Bars", question: "?", verdict: text, applies: true, notes: [text], groups: [drawn]),
            .init(
                id: "costs", title: "Costs", question: "?", verdict: "It gains.", applies: true, notes: [],
                groups: [listed]),
            .init(
                id: "trades", title: "Trades", question: "?", verdict: "Does not apply: \(text).", applies: false,
                notes: [],
                groups: []),
        ]
        report.checks = [
            .init(id: "most_losses", subject: text, found: 0.4, threshold: 0.3, passes: false),
            .init(id: "least_break_even", subject: text, found: 3, threshold: 2, passes: true),
        ]
        report.provenance = [LabelledText("Seed", "7")]
        report.configuration = text
        return report
    }

    @Test func everySectionIsThereAndNoNumberIsNone() {
        let page = Self.report().html
        for text in [
            "Robustness report", "<section id=\"bars\"", "<section id=\"costs\"", "<section id=\"trades\"",
            "Does not apply",
            "most_losses", "not met", "Histogram: Total return", "as it is 50.00", "0, as nothing is chosen by them",
            "15 of 59 runs", "Why runs failed", "<section id=\"reproduce\"",
        ] { #expect(page.contains(text), "\(text)") }
        let body = page.replacing(ReportScript.text, with: "").replacing(ReportStyle.text, with: "")
        #expect(!body.split { !$0.isLetter }.contains { ["nan", "NaN", "inf", "Infinity"].contains($0) })
        #expect(page == Self.report().html)
        for word in ["http:", "https:", "src=", "<link", "url("] {
            #expect(!page.replacing(ReportScript.text, with: "").contains(word), "\(word)")
        }
    }

    @Test(arguments: EscapingTests.attacks) func noTextBecomesMarkup(attack: String) {
        let page = Self.report(attack).html
        let plain = Self.report("safe").html
        #expect(page.ranges(of: "<script").count == plain.ranges(of: "<script").count)
        #expect(
            !page.contains("<b>\u{2028}") && !page.contains("onmouseover=\"alert") && !page.contains("<script>alert"))
    }

    @Test func manyRunsMakeNoLargerPage() {
        let (few, many) = (Self.report(runs: 100).html.utf8.count, Self.report(runs: 50_000).html.utf8.count)
        #expect(many < few + 20_000)
    }

    @Test func nothingToDrawIsSaid() {
        var report = Self.report(runs: 3)
        report.kinds[0].groups[0].fan = .init(
            isTime: false, places: [0], base: [1], quantiles: [[1], [1], [1], [1], [1]], runs: 3)
        let page = report.html
        #expect(page.contains("at least 30 that differ are needed") && page.contains("not drawn"))
    }
}
