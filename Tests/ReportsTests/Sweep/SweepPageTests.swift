import Core
import Foundation
import Statistics
import Testing

@testable import Reports

@Suite struct SweepPageTests {
    /// Writes a page to the folder that `SWEEP_PAGES` names, to be looked at.
    static func keep(_ report: SweepReport, _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["SWEEP_PAGES"] else { return }
        try report.html.write(toFile: "\(folder)/\(name).html", atomically: true, encoding: .utf8)
    }

    func anchors(_ page: String) -> [String] {
        page.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("<section id=") || line.hasPrefix("<header id=") else { return nil }
            return String(line.split(separator: "\"")[1])
        }
    }

    /// What can be read: without the script, the style sheet and the words of tags.
    func hasNoNumberThatIsNone(_ page: String) -> Bool {
        let body = page.replacing(ReportScript.text, with: "").replacing(ReportStyle.text, with: "")
        let words = body.split { !$0.isLetter }
        let data = page.split(separator: " d=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        return !words.contains { ["nan", "NaN", "inf", "Infinity", "infinity"].contains($0) }
            && data.allSatisfy { !$0.contains("n") && !$0.contains("i") }
    }

    @Test func sectionsComeInTheOrderInWhichSweepsAreJudged() throws {
        var sweep = SimulatedSweep(words: ["stop", "trail"], failing: 50)
        sweep.goals.append(SweepGoal(column: 2, isLower: false))
        var report = sweep.content()
        report.withheldFrom = "2025-01-02"
        report.front = [7, 9, 100]
        try SweepPageTests.keep(report, "grid")
        let page = report.html
        let expected = [
            "trust", "judgement", "luck", "halves", "surfaces", "slices", "parallel", "front", "best", "failures",
            "reproduce",
        ]
        #expect(anchors(page) == expected)
        for anchor in expected { #expect(page.contains("<a href=\"#\(anchor)\">")) }
        for text in [
            "The best of 1,040 trials looks better than it is:", "withheld from 2025-01-02 on", "fast &lt; slow",
            "Sharpe ratio: fast and slow", "Sharpe ratio along exit", "no decision could be taken",
            "21 failed, 0 were given up", "The correlation of the two is", "Plateau score",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(hasNoNumberThatIsNone(page))
        #expect(page.ranges(of: "<svg").count == page.ranges(of: "</title>").count - 1, "every picture has a text")
    }

    @Test func s71EqualContentGivesEqualBytesAndNamesNoOtherHost() {
        let page = SimulatedSweep().content().html
        #expect(page == SimulatedSweep().content().html)
        #expect(page != SimulatedSweep(seed: 12).content().html)
        for word in ["http:", "https:", "src=", "<link", "@import", "url(", "<iframe", "<img", "dygraphs"] {
            #expect(!page.replacing(ReportScript.text, with: "").contains(word), "\(word)")
        }
    }

    @Test func luckIsTheExpectedMaximumOfTheTrialsSessionRatios() throws {
        let report = SimulatedSweep().content()
        let luck = try #require(SweepLuck(report))
        let ratios = (0..<report.trials.count).map { report.trials.figure(5, of: $0) / report.trials.figure(6, of: $0) }
        let variance = try #require(Moments(ratios, scale: 1).variance(ddof: 1))
        let expected = SharpeInference.expectedMaximum(trials: 520, variance: variance) * 252.0.squareRoot()
        #expect(abs(luck.expectedMaximum - expected) < 1e-9)
        let all = report.trials.values(0)
        #expect(luck.highest == all.max() && luck.best == all.firstIndex(of: luck.highest))
        let deflated = try DeflatedSharpe(
            sharpe: ratios[luck.best], count: 2_500, skewness: -0.3, kurtosisRaw: 6, trials: 520,
            varianceOfSharpes: variance)
        #expect(abs(try #require(luck.deflated) - (try #require(deflated.probability))) < 1e-9)
        let page = report.html
        #expect(page.contains("expected of the best without skill \(FigureText.figure(expected, unit: .ratio))"))
    }

    @Test func aGridsSurfaceIsTheSliceThroughTheBestPoint() throws {
        let report = SimulatedSweep(words: ["stop", "trail"]).content()
        let page = SweepPage(report)
        let chosen = try #require(page.chosen)
        let word = report.axes[2].text(report.trials.settings[2][chosen])
        let html = report.html
        #expect(
            html.contains("A cell is a trial, the slice through the best point: exit=\(word). 520 trials in 520 cells"))
        #expect(html.contains("The best is at \(page.settings(of: chosen))."))
    }

    @Test func scatteredTrialsAreMeansByCell() throws {
        var sweep = SimulatedSweep(isGrid: false, trials: 900, words: ["a", "b", "c"], failing: 7)
        sweep.goals = [SweepGoal(column: 1, isLower: false)]
        let report = sweep.content()
        try SweepPageTests.keep(report, "random")
        let page = report.html
        #expect(page.contains("A cell is the mean of the trials in it, over whatever the other axes were"))
        #expect(page.contains("nearest to the best"))
        #expect(page.contains("Total return of all trials") && page.contains("Sharpe ratio of all trials"))
        #expect(hasNoNumberThatIsNone(page))
    }

    @Test func oneAxisHasASliceAndNoSurface() throws {
        let full = SimulatedSweep(fast: 40, slow: 1).content()
        var report = SweepReport(
            title: "One", method: "grid", isGrid: true, axes: [full.axes[0]], goals: full.goals,
            trials: SweepTrials(
                numbers: full.trials.numbers, settings: [full.trials.settings[0]], columns: full.trials.columns,
                figures: full.trials.figures))
        report.finished = 40
        try SweepPageTests.keep(report, "one-axis")
        let page = report.html
        #expect(anchors(page) == ["trust", "judgement", "luck", "slices", "best"])
        #expect(page.contains("Sharpe ratio along fast") && page.contains("One step to each side, shaded"))
        #expect(hasNoNumberThatIsNone(page))
    }

    @Test func anAxisOfWordsAloneIsDrawnByItsWords() {
        let full = SimulatedSweep(fast: 1, slow: 1, words: ["stop", "trail", "none"]).content()
        var report = SweepReport(
            title: "Words", method: "grid", isGrid: true, axes: [full.axes[2]], goals: full.goals,
            trials: SweepTrials(
                numbers: full.trials.numbers, settings: [full.trials.settings[2]], columns: full.trials.columns,
                figures: full.trials.figures))
        report.finished = 3
        let page = report.html
        for word in ["stop", "trail", "none"] { #expect(page.contains("\">\(word)</span>"), "\(word)") }
        #expect(page.contains("n=3, at least 30 that differ are needed"))
        #expect(hasNoNumberThatIsNone(page))
    }

    @Test func ofTrialsThatAllFailedThereAreTheReasonsAlone() {
        let report = SimulatedSweep(failing: 1).content()
        let page = report.html
        #expect(page.contains("No trial has a figure to be judged by:</b> of 520 trials 0 finished."))
        #expect(page.contains("No trial has a figure of Sharpe ratio."))
        #expect(page.contains("520 of 520 trials have no figures"))
        #expect(!page.contains("<svg") && hasNoNumberThatIsNone(page))
    }

    @Test func oneTrialIsNoSearch() {
        let report = SimulatedSweep(fast: 1, slow: 1).content()
        let page = report.html
        #expect(page.contains("One trial is no search"))
        #expect(!page.contains("looks better than it is") && hasNoNumberThatIsNone(page))
    }

    @Test func theBestAreThoseOfASortWhateverTheOrder() {
        var random = RandomStream(seed: 3, name: "best", index: 0)
        let figures = (0..<2_000).map { _ in random.uniform() < 0.1 ? .nan : (random.uniform() * 50).rounded() }
        let trials = SweepTrials(
            numbers: (0..<2_000).map { UInt32($0) }, settings: [], columns: [SimulatedSweep.columns[0]],
            figures: figures)
        for isLower in [false, true] {
            let goal = SweepGoal(column: 0, isLower: isLower)
            let sorted = figures.indices.filter { figures[$0].isFinite }.sorted {
                (goal.score(figures[$1]), $0) < (goal.score(figures[$0]), $1)
            }
            for most in [0, 1, 50, 5_000] { #expect(trials.best(by: goal, most: most) == Array(sorted.prefix(most))) }
        }
    }
}
