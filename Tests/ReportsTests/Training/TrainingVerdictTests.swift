import Testing

@testable import Reports

@Suite struct TrainingVerdictTests {
    func report(found: Double, reach: Double, smallest: Double?) -> TrainingReport {
        var report = SimulatedTraining(instruments: 1, forecasts: 200).content()
        report.score?.informationCoefficient = IntervalFigure(
            .value(found), interval: ConfidenceInterval(lower: found - reach, upper: found + reach, method: "m"),
            count: 1_000)
        report.smallestDetectable = smallest.map {
            DetectableCorrelation(correlation: $0, count: 990, method: "two-sided 5 %, power 80 %")
        }
        return report
    }

    @Test(arguments: [
        (0.1, 0.05, true, "its interval does not hold zero. That says nothing yet of costs."),
        (-0.1, 0.05, true, "It is negative: the forecasts point the wrong way."),
        (0.1, 0.15, false, "it reaches that, but its interval holds zero"),
        (0.05, 0.02, false, "so small a figure is found by chance too"),
        (0.02, 0.06, false, "can tell from none is 0.0900 (two-sided 5 %, power 80 %)."),
    ])
    func theSentenceSaysWhetherTheScoreCanBeToldFromNone(
        found: Double, reach: Double, isDistinguishable: Bool, words: String
    ) throws {
        let report = report(found: found, reach: reach, smallest: 0.09)
        let verdict = try #require(report.verdict)
        #expect(verdict.isDistinguishable == isDistinguishable)
        #expect(verdict.text.contains(words), "\(verdict.text)")
        #expect(verdict.text.contains("from 1,000 forecasts") && verdict.text.contains("990 independent ones"))
        #expect(report.html(charts: nil).contains(words))
        #expect(report.document["distinguishable"] == .bool(isDistinguishable))
    }

    @Test func withoutALimitOrAScoreNothingIsClaimed() throws {
        var report = report(found: 0.5, reach: 0.1, smallest: nil)
        #expect(try #require(report.verdict).headline.hasPrefix("It is not known"))
        report.score?.informationCoefficient = IntervalFigure(.unavailable(reason: "n=2"), count: 2)
        let verdict = try #require(report.verdict)
        #expect(!verdict.isDistinguishable && verdict.text == "n=2. Nothing can be said of the model.")
        report.score = nil
        #expect(report.verdict == nil && report.document["distinguishable"] == .null)
    }

    @Test func aBaselineThatIsAsGoodIsNamed() {
        var report = report(found: 0.1, reach: 0.05, smallest: 0.09)
        report.score?.rootMeanSquaredError = .value(1.1)
        for place in report.baselines.indices {
            report.baselines[place].rootMeanSquaredError = .value(1 + Double(place))
        }
        #expect(
            report.baselineSentence
                == "By squared error the baseline “zero” is as good or better: the model's RMSE is 10.000\u{202f}% above it."
        )
        report.score?.rootMeanSquaredError = .value(0.9)
        #expect(report.baselineSentence.hasPrefix("By squared error it is better than every baseline"))
        report.baselines = []
        #expect(report.baselineSentence.isEmpty)
    }
}
