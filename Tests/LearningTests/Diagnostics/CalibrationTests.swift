import Learning
import TestSupport
import Testing

@Suite struct CalibrationTests {
    /// Computed with scikit-learn's `brier_score_loss`, SciPy's `stats.sem` and NumPy's `array_split`.
    @Test func figuresAreThoseOfScikitLearnAndSciPy() throws {
        let forecasts = DiagnosticSamples.training
        let labels = forecasts.enumerated().map { row, forecast in
            DiagnosticSamples.test[row % 300] < forecast ? 1.0 : 0
        }
        let found = try Calibration(forecasts: forecasts, labels: labels, bins: 7)
        #expect(found.bins.map(\.count) == [72, 72, 72, 71, 71, 71, 71])
        #expect(agree(found.brierScore ?? .nan, 0.19701930985844937))
        #expect(agree(found.expectedCalibrationError ?? .nan, 0.17300297324083244))
        #expect(agree(found.bins[2].meanForecast, 0.359734610725691))
        #expect(agree(found.bins[2].meanLabel, 0.6111111111111112))
        #expect(agree(found.bins[2].standardError ?? .nan, 0.05785537103478463))
    }

    @Test func forecastsThatAreNoProbabilitiesHaveBinsAlone() throws {
        let found = try Calibration(forecasts: [3, 1, 2, -1], labels: [30, 10, 20, -10], bins: 2)
        #expect(found.brierScore == nil && found.expectedCalibrationError == nil)
        #expect(found.bins.map(\.meanForecast) == [0, 2.5] && found.bins.map(\.meanLabel) == [0, 25])
        #expect(try Calibration(forecasts: [1], labels: [1], bins: 1).bins[0].standardError == nil)
    }

    @Test func whatCanNotBeSortedIntoBinsIsRefused() {
        #expect(throws: LearningError.shape(found: "1 forecasts", needed: "2, one for each label")) {
            try Calibration(forecasts: [1], labels: [1, 2])
        }
        #expect(throws: LearningError.tooFewSamples(found: 2, needed: 3, purpose: "3 bins")) {
            try Calibration(forecasts: [1, 2], labels: [1, 2], bins: 3)
        }
        #expect(throws: LearningError.parameter(name: "bins", found: "0", allowed: "1 and more")) {
            try Calibration(forecasts: [], labels: [], bins: 0)
        }
        #expect(throws: LearningError.parameter(name: "forecast 1", found: "nan", allowed: "a finite number")) {
            try Calibration(forecasts: [1, .nan], labels: [1, 2], bins: 1)
        }
        #expect(throws: LearningError.labelNotFinite(sample: 0)) {
            try Calibration(forecasts: [1], labels: [.infinity], bins: 1)
        }
    }
}
