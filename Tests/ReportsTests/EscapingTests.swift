import Core
import Testing
import TimeSeries

@testable import Reports

@Suite struct EscapingTests {
    static let attacks = [
        "<script>alert(1)</script>", "</script><script>alert(1)</script>", "\" onmouseover=\"alert(1)",
        "' onmouseover='alert(1)", "<!-- history:end -->", "<!--<script>", "</title><b>", "&lt;&amp;",
        "a\u{2028}b\u{0}c",
    ]

    /// A report in which every text that a user can set is an attack.
    func content(_ attack: String) -> ReportContent {
        var content = SmallReport.content(name: attack)
        content.notes = attack
        content.strategy = attack
        content.currency = attack
        content.universe = [attack, attack]
        content.provenance = ReportProvenance(
            run: attack, dataHash: attack, configHash: attack, eventsHash: attack, version: attack, seed: 1,
            command: attack, configuration: attack)
        content.assumptions = [
            ReportAssumption(key: attack, choice: attack, leaning: .neutral, meaning: attack)
        ]
        content.costModel = [LabelledText(attack, attack)]
        content.dataNotes = [LabelledText(attack, attack)]
        content.warnings = [ReportWarning(severity: .warning, code: attack, text: attack)]
        content.history = ReportHistory(
            trials: 1, trialLines: [LabelledText(attack, attack)], circumstances: [LabelledText(attack, attack)])
        content.comparisons = [attack]
        content.metrics = [
            MetricFigure(
                id: attack, label: attack, group: attack, unit: .ratio, value: .unavailable(reason: attack),
                comparisons: [.unavailable(reason: attack)], definition: attack, meaning: attack, count: 1,
                interval: ConfidenceInterval(lower: 0, upper: 1, method: attack))
        ]
        content.headline = [attack]
        content.rolling[0].label = attack
        content.rolling[0].definition = attack
        content.prices = [SmallReport.prices(attack), SmallReport.prices("B" + attack)]
        content.trades = (1...40).map { number in
            var trade = SmallReport.trade(number, from: number, to: number + 5, instrument: attack)
            trade.entryReason = attack
            trade.exitReason = attack
            trade.tradeReturn = Double(number) / 1_000 - 0.01
            return trade
        }
        content.openPositions[0].instrument = attack
        content.costs = [CostLine(label: attack, amount: 1)]
        content.orderOutcomes = [CountedLine(kind: attack, reason: attack, count: 1)]
        content.coverage[0].source = attack
        content.coverage[0].sourceHash = attack
        content.coverage[0].findings = [CountedLine(kind: attack, reason: attack, count: 1)]
        content.extraSections = [ReportSection(title: attack, text: attack, lines: [LabelledText(attack, attack)])]
        return content
    }

    /// The tags of a page, without what stands between them and without the values of attributes in quotes; comments
    /// are tags here.
    func skeleton(_ page: String) -> [String] {
        var tags: [String] = []
        var rest = Substring(page)
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let parts = rest[open...close].split(separator: "\"", omittingEmptySubsequences: false)
            tags.append(
                parts.enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }.joined(separator: "\""))
            rest = rest[rest.index(after: close)...]
        }
        return tags
    }

    @Test(arguments: attacks)
    func textsFromOutsideShowAsTextInEveryPlace(attack: String) {
        let page = content(attack).html(charts: nil).replacing(ReportScript.text, with: "")
        let harmless = content("harmless").html(charts: nil).replacing(ReportScript.text, with: "")
        #expect(skeleton(page) == skeleton(harmless))
        #expect(page.ranges(of: "<script").count == 2)
        #expect(page.ranges(of: "</script>").count == 2)
        #expect(!page.contains("\u{2028}") || page.contains("a\u{2028}b\u{fffd}c"))
        #expect(!page.contains("\u{0}"))
    }

    @Test func dataForTheScriptHoldNothingThatEndsAScript() {
        let value: JSONValue = .string("</script><!--&\u{2028}\u{2029}\u{1}\"\\")
        #expect(value.compactText == #""\u003c/script\u003e\u003c!--\u0026\u2028\u2029\u0001\"\\""#)
    }

    @Test(arguments: [
        ("a</script>b", "a<\\/script>b"), ("</SCRIPT", "<\\/SCRIPT"), ("'<!--'", "'<\\!--'"),
        ("</style>", "<\\/style>"), ("a</g,b<!c", "a</g,b<!c"), ("<", "<"),
    ])
    func libraryTextCannotEndItsElement(text: String, contained: String) {
        #expect(PageDocument.contained(text) == contained)
    }
}
