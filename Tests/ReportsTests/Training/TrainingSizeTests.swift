import Core
import Testing

@testable import Reports

@Suite struct TrainingSizeTests {
    @Test func aMillionForecastsInFiveHundredFoldsStayBelowFiveMegabytes() throws {
        var training = SimulatedTraining()
        training.instruments = 14
        training.forecasts = 100_000
        training.folds = 500
        training.step = Timestamp.minute
        training.volatility = 0.000412345
        let report = training.content()
        let library = ChartLibrary(
            script: String(repeating: "x", count: 140_000), style: "", licence: "", version: "")
        let page = report.html(charts: library)
        try TrainingPageTests.keep(report, "large")
        #expect(page.utf8.count < 5_000_000, "\(page.utf8.count) bytes")
        #expect(page.contains("The first 10 of 14 instruments are drawn"))
        #expect(page.contains("STOCK10, STOCK11, STOCK12, STOCK13"))
        #expect(page.contains("85 of 500 folds are drawn, evenly picked."))
        #expect(page.contains("All scores by fold, 500 rows"))
        #expect(page.contains("one in 350 of 1,400,000 pairs is drawn"))
        #expect(page.contains("of the other 499 trainings are drawn"))
    }

    @Test(arguments: [1, 2, 89, 90, 91, 500, 1_234])
    func theTimelineKeepsTheFirstAndTheLastFoldAndItsLimit(count: Int) {
        let instant = SimulatedTraining.start
        let folds = (0..<count).map { place in
            TrainingFold(
                number: place + 1, training: [instant..<instant + Int64(place + 1) * Timestamp.day], trainingCount: 1,
                test: [], testCount: 0)
        }
        let drawn = FoldTimeline(folds: folds).drawn
        #expect(drawn.count <= FoldTimeline.mostBars + 1)
        #expect(drawn.first?.number == 1 && drawn.last?.number == count)
        #expect(count > FoldTimeline.mostBars || drawn.count == count)
    }

    @Test func hundredsOfFeaturesAndRowsAreCutAndSaySo() {
        var report = SimulatedTraining().content()
        report.importance = (0..<2_000).map {
            FeatureImportance(feature: "f\($0)", meanDrop: Double($0), deviation: 1)
        }
        report.folds = (0..<1_500).map { _ in report.folds[0] }
        let page = report.html(charts: nil)
        #expect(page.contains("The first 300 of 2,000; all are in the JSON."))
        #expect(page.contains("The first 1,000 of 1,500 folds; all are in the JSON."))
        #expect(page.utf8.count < 5_000_000)
        guard case .array(let all)? = report.document["importance"] else {
            Issue.record("no list of importances")
            return
        }
        #expect(all.count == 2_000 && all[0]["feature"] == .string("f1999"))
    }
}
