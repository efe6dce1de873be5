import Core
import Foundation
import Testing

@testable import Reports

@Suite struct TrainingPageTests {
    /// Writes a page with the installed chart library to the folder that `TRAINING_PAGES` names, to be looked at.
    static func keep(_ report: TrainingReport, _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["TRAINING_PAGES"] else { return }
        let library = "/usr/share/javascript/dygraphs/dygraph.min"
        let charts = ChartLibrary(
            script: try String(contentsOfFile: library + ".js", encoding: .utf8),
            style: try String(contentsOfFile: library + ".css", encoding: .utf8), licence: "", version: "")
        for (suffix, charts) in [("", nil), ("-live", charts)] {
            try report.html(charts: charts).write(
                toFile: "\(folder)/\(name)\(suffix).html", atomically: true, encoding: .utf8)
        }
    }

    func anchors(_ page: String) -> [String] {
        page.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("<section id=") || line.hasPrefix("<header id=") else { return nil }
            return String(line.split(separator: "\"")[1])
        }
    }

    @Test func sectionsComeInTheOrderInWhichModelsAreJudged() throws {
        let report = SimulatedTraining(instruments: 10).content()
        try TrainingPageTests.keep(report, "returns")
        let page = report.html(charts: nil)
        let expected = [
            "trust", "scores", "forecasts", "folds", "loss", "instruments", "importance", "drift", "features", "model",
            "reproduce",
        ]
        #expect(anchors(page) == expected)
        for anchor in expected { #expect(page.contains("<a href=\"#\(anchor)\">")) }
        #expect(page.contains("return from the next open to the open five sessions later"))
        #expect(page.contains("STOCK0: forecast and truth, percent, at the time the label ended"))
    }

    @Test func s73TheSameContentGivesTheSameBytes() {
        let content = SimulatedTraining().content()
        #expect(
            content.html(charts: SmallReport.library) == SimulatedTraining().content().html(charts: SmallReport.library)
        )
        #expect(content.document.prettyText == SimulatedTraining().content().document.prettyText)
    }

    @Test func thePageForbidsTheNetworkAndNamesNoOtherHost() {
        let page = SimulatedTraining().content().html(charts: SmallReport.library)
        #expect(page.contains("default-src 'none'"))
        for word in ["http:", "https:", "src=", "<link", "@import", "url(", "<iframe", "<img"] {
            #expect(!page.contains(word), "\(word)")
        }
        for word in ["</", "<!--"] { #expect(!TrainingStyle.text.contains(word)) }
    }

    @Test func anEmptyReportSaysWhyAndDrawsNothing() {
        let report = TrainingReport(
            title: "Nothing", model: "", target: ForecastTarget(kind: .value, name: "", instant: .decision))
        let page = report.html(charts: nil)
        for reason in [
            "Nothing was scored: nothing can be said of the model.", "No forecasts out of sample were kept.",
            "No warnings.", "n=0, at least 30 are needed",
        ] { #expect(page.contains(reason), "\(reason)") }
        #expect(!page.contains("<svg"))
        #expect(anchors(page) == ["trust", "scores", "forecasts"])
    }

    @Test func whatIsNotANumberIsADashWithItsReason() {
        var report = SimulatedTraining(forecasts: 200).content()
        let nan = [Double](repeating: .nan, count: 200)
        report.forecasts[1].forecast = nan
        report.forecasts[2].truth = nan.map { _ in .infinity }
        report.folds[0].informationCoefficient = .value(.nan)
        report.folds[1].hitRate = .unavailable(reason: "no sign in the test")
        report.lossCurves[11].training[5] = .nan
        report.lossCurves[11].validation = nan
        report.importance[0].meanDrop = .nan
        report.importance[1].deviation = .nan
        report.drift[0].testMean = .nan
        report.drift[0].populationStabilityIndex = .unavailable(reason: "constant in training")
        report.calibration[0].meanTruth = .nan
        report.calibration[1].standardError = .nan
        report.stepScores = StepScores(
            step: "session", time: [1, 2, 3], informationCoefficients: [0.1, .nan, 0.2],
            rankInformationCoefficients: [0, 0.1, .nan])
        let page = report.html(charts: nil)
        #expect(page.contains("–<small> not finite: nan</small>"))
        #expect(page.contains("–<small> no sign in the test</small>"))
        #expect(page.contains("–<small> constant in training</small>"))
        #expect(page.contains("–<small> the forecasts do not vary</small>"))
        #expect(page.ranges(of: "<option").count == 2, "an instrument without forecasts cannot be chosen")
        #expect(page.ranges(of: "id=\"forecast-chart-").count == 4)
        #expect(StepScores.cumulative([0.1, .nan, 0.2]).last.map { abs($0 - 0.3) < 1e-12 } == true)
        #expect(report.sortedImportance.last?.feature == "momentum0")
        #expect(report.sortedDrift.last?.feature == "momentum0")
        let pathData = page.split(separator: " d=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(!pathData.isEmpty && pathData.allSatisfy { !$0.contains("n") })
    }

    @Test func probabilitiesAreDrawnAsAReliabilityDiagram() throws {
        var training = SimulatedTraining()
        training.kind = .probability
        var report = training.content()
        report.target.name = "whether the next five sessions gain"
        report.target.instant = .decision
        let page = report.html(charts: nil)
        try TrainingPageTests.keep(report, "probabilities")
        #expect(page.contains("Reliability: frequency against forecast probability"))
        #expect(page.contains("STOCK0: probability at the time of the decision"))
        #expect(!page.contains("Truth against forecast"))
    }

    @Test func smallReturnsAreInBasisPointsAndLargeOnesInPercent() throws {
        var training = SimulatedTraining()
        training.step = Timestamp.minute
        training.volatility = 0.0004
        let report = training.content()
        try TrainingPageTests.keep(report, "minutes")
        let page = report.html(charts: nil)
        #expect(page.contains("STOCK0: forecast and truth, basis points, at the time the label ended"))
        #expect(page.contains("RMSE, basis points"))
        #expect(ForecastScale(.returns, meanSize: 0.0004).text(0.00012345) == "1.23")
        #expect(ForecastScale(.returns, meanSize: 0.01).text(0.00012345) == "0.012\u{202f}%")
        #expect(ForecastScale(.returns, meanSize: nil).unit == .fraction)
    }

    @Test(arguments: [
        (0.0, "0"), (0.000123456, "0.000123"), (0.0000123456, "1.235e-5"), (-0.0123456, "-0.01235"),
        (12.34567, "12.35"), (123_456, "123,456"),
        (1.5e20, "1.500e20"), (Double.leastNonzeroMagnitude, "4.941e-324"), (Double.nan, "n/a"), (.infinity, "n/a"),
    ])
    func numbersHaveFourSignificantDigits(value: Double, text: String) {
        #expect(ForecastScale.significant(value) == text)
    }

    @Test func driftAboveTheRuleIsMarked() {
        var report = SimulatedTraining().content()
        for place in report.drift.indices {
            report.drift[place].populationStabilityIndex = .value(place == 3 ? 0.2501 : 0.25)
        }
        let page = report.html(charts: nil)
        #expect(page.ranges(of: "drifted</b>").count == 1)
        #expect(page.contains("1 of 8 features are marked"))
        #expect(report.sortedDrift[0].feature == "momentum3")
    }

    @Test func importanceSaysOverWhatItsDeviationIs() {
        var report = SimulatedTraining().content()
        #expect(report.html(charts: nil).contains("Deviation over folds"))
        report.importanceSpread = .repeats
        let page = report.html(charts: nil)
        #expect(page.contains("Deviation over repeats") && !page.contains("Deviation over folds"))
        #expect(report.document["importance_deviation_over"] == "repeats")
    }

    @Test func aMeanBelowRoundingIsZero() {
        func drift(_ mean: Double, _ deviation: Double) -> FeatureDrift {
            FeatureDrift(
                feature: "rank", trainingMean: mean, trainingDeviation: deviation, testMean: -mean,
                testDeviation: deviation, populationStabilityIndex: .value(0), kolmogorovSmirnovDistance: .value(0))
        }
        let none = drift(-2.733e-17, 0.288)
        #expect(none.trainingMean == 0 && none.testMean == 0)
        #expect(drift(1e-9, 0.288).trainingMean == 1e-9 && drift(-1e-20, 1e-21).testMean == 1e-20)
        #expect(drift(3e-17, 0).trainingMean == 3e-17)
    }

    @Test func trailingFrequencyUsesTheKnownTruthsOnly() {
        let means = TrainingReport.trailingMean([1, .nan, 0, 1, 1], window: 2)
        #expect(means[0].isNaN && means[1].isNaN)
        #expect(Array(means[2...]) == [0.5, 0.5, 1])
    }

    @Test func theFittedLineIsThatOfAllPairsWhateverIsDrawn() {
        // 100,000 pairs on the line 2 x + 0.5 but for a swing that cancels.
        let forecast = (0..<100_000).map { Double($0 / 2) / 50_000 }
        let truth = forecast.enumerated().map { 2 * $1 + 0.5 + ($0 % 2 == 0 ? 0.1 : -0.1) }
        let one = InstrumentForecasts(
            instrument: "A", time: (0..<100_000).map { Int64($0) }, forecast: forecast, truth: truth)
        let page = ForecastScatter([one], scale: ForecastScale(.value, meanSize: nil)).markup.html
        #expect(page.contains("Slope 2.000"))
        #expect(page.contains("one in 25 of 100,000 pairs is drawn, the line is of all"))
        #expect(ForecastScatter.clipped(slope: 0, intercept: 3, 0...1, 0...2).isEmpty)
        let ends = ForecastScatter.clipped(slope: 2, intercept: 0, 0...4, 0...2)
        #expect(ends.map(\.0) == [0, 1] && ends.map(\.1) == [0, 2])
    }
}
