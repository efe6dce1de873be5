import Core
import Testing
import TimeSeries

@testable import Reports

@Suite struct PageTests {
    /// The page but for the block that depends on history, clock and host.
    func lasting(_ page: String) -> String {
        guard let begin = page.firstRange(of: "<!-- history:begin -->"),
            let end = page.firstRange(of: "<!-- history:end -->")
        else { return "no block" }
        return String(page[..<begin.lowerBound]) + String(page[end.upperBound...])
    }

    @Test func s73TheSameContentGivesTheSameBytes() {
        let first = SmallReport.content().html(charts: SmallReport.library)
        #expect(first == SmallReport.content().html(charts: SmallReport.library))
    }

    @Test func s73WhatDependsOnHistoryClockAndHostStandsInOneMarkedBlock() {
        var other = SmallReport.content()
        other.history = ReportHistory(
            trials: nil, trialLines: [LabelledText("Family", "<!-- history:end -->")],
            circumstances: [LabelledText("Host", "elsewhere")])
        let page = SmallReport.content().html(charts: nil)
        #expect(page != other.html(charts: nil))
        #expect(lasting(page) == lasting(other.html(charts: nil)))
        #expect(page.ranges(of: "<!-- history:begin -->").count == 1)
        #expect(other.html(charts: nil).ranges(of: "<!-- history:end -->").count == 1)
    }

    @Test func thePageForbidsTheNetworkAndNamesNoOtherHost() {
        let page = SmallReport.content().html(charts: SmallReport.library)
        #expect(
            page.contains(
                "content=\"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\""))
        #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("src="))
        #expect(!page.contains("<link") && !page.contains("@import") && !page.contains("url("))
    }

    @Test func sectionsComeInTheOrderInWhichStrategiesAreJudged() {
        let page = SmallReport.content().html(charts: nil)
        let headings = page.split(separator: "\n").compactMap { line -> Substring? in
            guard line.hasPrefix("<section id=") || line.hasPrefix("<header id=") else { return nil }
            return line.split(separator: "\"")[1]
        }
        #expect(
            headings == [
                "trust", "headline", "equity", "returns", "drawdowns", "prices", "trades", "execution", "exposure",
                "metrics", "data", "reproduce",
            ])
        for heading in headings { #expect(page.contains("<a href=\"#\(heading)\">")) }
    }

    @Test func warningsComeWorstFirst() throws {
        let page = SmallReport.content().html(charts: nil)
        let serious = try #require(page.firstRange(of: "<li class=\"is-serious\">"))
        let note = try #require(page.firstRange(of: "<li class=\"is-note\">"))
        #expect(serious.lowerBound < note.lowerBound)
        #expect(page.contains("× 3"))
    }

    @Test func s64EveryMetricShowsItsDefinitionAndItsCountOrWhyItIsMissing() {
        let page = SmallReport.content().html(charts: nil)
        #expect(page.contains("<code>arith,ddof=1,rf=0,ppy=252</code> n=60"))
        #expect(page.contains("n/a<small> n=3, at least 30 are needed</small>"))
        #expect(page.contains("-1.000 … 2.000<small>95\u{202f}%</small>"))
    }

    @Test func aRunWithoutAnythingSaysWhyAndDrawsNothing() {
        let instant = Timestamp(nanoseconds: 0)
        let content = ReportContent(
            name: "Nothing", provenance: SmallReport.content().provenance, period: instant..<instant, bars: 0,
            universe: [], equity: EquityCurve(initialEquity: 1, time: [], equity: []))
        let page = content.html(charts: nil)
        for reason in [
            "n=0, at least 2 points are needed", "No metrics were computed.", "the run has no whole session",
            "No trade was closed.", "No costs were charged.", "No order was submitted.", "No warnings.",
            "never fell below an earlier peak",
        ] { #expect(page.contains(reason), "\(reason)") }
        #expect(!page.contains("<svg"))
        #expect(!page.contains("id=\"prices\""))
    }

    @Test func figuresWithTooFewPointsAreNotDrawnButExplained() {
        var content = SmallReport.content()
        content.rolling = [
            RollingFigure(
                label: "Rolling beta", unit: .ratio, definition: "window=59", time: SmallReport.ends,
                values: Array(repeating: Double.nan, count: SmallReport.sessions - 1) + [1])
        ]
        content.daily = DailyReturns(
            dates: (1...29).map { CivilDate(year: 2024, month: 1, day: $0) }, returns: (1...29).map { Double($0) / 1e4 }
        )
        let page = content.html(charts: nil)
        #expect(page.contains("<b>Rolling beta</b> not drawn: n=1, at least 2 points are needed."))
        #expect(
            page.contains(
                "<b>Distribution of daily returns</b> not drawn: n=29 returns that are not zero, at least 30"))
        #expect(page.contains("<b>Distribution of returns by lot</b> not drawn: n=4, at least 30"))
        #expect(page.contains("<b>Return against adverse excursion</b> not drawn: n=4, at least 10"))
        #expect(!page.contains("<title>Distribution of daily returns</title>"))
        #expect(!page.contains("Returns by year"), "one year is no chart")
    }

    @Test func aLogarithmicAxisIsOfferedOnlyWhereAllIsPositive() {
        var content = SmallReport.content()
        #expect(content.html(charts: nil).contains("id=\"equity-chart-logarithmic\""))
        var equity = content.equity.equity
        equity[59] = -1
        content.equity = EquityCurve(initialEquity: 10_000, time: SmallReport.ends, equity: equity)
        #expect(!content.html(charts: nil).contains("id=\"equity-chart-logarithmic\""))
    }

    @Test func thePageSaysWhenTheChartLibraryIsAbsent() {
        #expect(SmallReport.content().html(charts: nil).contains("the chart library dygraphs was not found"))
        let page = SmallReport.content().html(charts: SmallReport.library)
        #expect(page.contains("dygraphs 9.9.9. MIT licence."))
        #expect(page.contains("window.Library = '<\\/script>';"))
    }

    @Test func theScriptWritesTextAndNeverMarkupNorAsksTheNetwork() {
        let words = [
            "innerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "fetch(", "XMLHttp", "import(",
        ]
        for word in words + ["</", "<!--"] { #expect(!ReportScript.text.contains(word), "\(word)") }
        for word in ["</", "<!--", "url(", "@import"] { #expect(!ReportStyle.text.contains(word), "\(word)") }
    }
}
