import Testing

@testable import MarketCalibration

/// Moments against numpy, scipy and statsmodels, and their bootstrap.
struct CalibrationMomentTests {
    /// By numpy 2, `scipy.stats.kurtosis`, `statsmodels.tsa.stattools.acf(adjusted=True)` and `numpy.polyfit`, on the same
    /// numbers made by the same generator in Python.
    static let oneDay = [
        0.0008683090078579763, 11.976583758178261, 0.778201687738882, 0.1987481413596064, -0.061056272809532616,
        0.06969428602209264, -0.11217211708004177, 3.275864612311125, 500.76616915422886, 2.601990049751244,
        1.612444639511031,
    ]
    static let threeDays = [
        0.0008384101911695064, 12.4355276739272, 1.2563942231890382, 1.7878686752668482, -0.07097915212315291,
        0.0842367722083695, -0.07641904568893573, 3.3903293069452047, 504.609375, 2.640625, 1.6904479978504363,
    ]

    @Test(arguments: [(1, oneDay), (3, threeDays)])
    func agreeWithTheOracle(days: Int, expected: [Double]) {
        let cells = MomentCells(Array(CalibrationFixtures.days.prefix(days)))
        let values = cells.values(of: CalibrationMoment.allCases)
        for (moment, (value, wanted)) in zip(CalibrationMoment.allCases, zip(values, expected)) {
            #expect(abs(value - wanted) <= 1e-9 * abs(wanted), "\(moment): \(value), not \(wanted)")
        }
    }

    @Test func weightsCountCellsAsCopiesOfThemDo() {
        let days = CalibrationFixtures.days
        // Cells of a day with products across them cannot be repeated one by one, whole days can.
        let repeated = MomentCells(days + days)
        let cells = MomentCells(days)
        let twice = [Double](repeating: 2, count: cells.count)
        let wanted = repeated.values(of: CalibrationMoment.allCases)
        for (value, wanted) in zip(cells.values(of: CalibrationMoment.allCases, weights: twice), wanted) {
            #expect(abs(value - wanted) <= 1e-9 * abs(wanted))
        }
        #expect(repeated.observations(of: .deviation) == 2 * 445)
        #expect(cells.observations(of: .kurtosis30) == 6 + 3 + 5)
        #expect(cells.observations(of: .clustering60) == 140 + 35 + 90)
    }

    @Test func theErrorOfTheDeviationOfIndependentReturnsIsThatOfTheory() throws {
        let seed: UInt64 = 7
        var generator = CalibrationFixtures.Congruential(state: seed)
        // Sums of twelve uniform numbers: excess kurtosis −0.1, so that the error is σ √((2 − 0.1) / 4 n).
        let days = (0..<40).map { _ in
            CalibrationDay(
                start: 0,
                returns: (0..<390).map { _ in (0..<12).reduce(-6) { sum, _ in sum + generator.next() } * 1e-3 })
        }
        let bootstrap = try #require(
            MomentBootstrap(MomentCells(days), [.deviation, .kurtosis1], resamples: 1_000, seed: seed), "seed \(seed)")
        let wanted = 1e-3 * (1.9 / (4 * 40 * 390)).squareRoot()
        #expect(abs(bootstrap.errors[0] / wanted - 1) < 0.12, "\(bootstrap.errors[0]), not \(wanted); seed \(seed)")
        #expect(bootstrap.correlations[0, 0] == 1)
    }

    @Test func aMomentThatNeverVariesDoesNotDecideAlone() throws {
        let days = (0..<6).map { _ in
            var day = CalibrationFixtures.days[0]
            day.trades = [Double](repeating: 3, count: day.trades.count)
            return day
        }
        let moments: [CalibrationMoment] = [.deviation, .trades]
        let cells = MomentCells(days)
        let bootstrap = try #require(MomentBootstrap(cells, moments, resamples: 200, seed: 1))
        #expect(bootstrap.errors[1] == 0)
        let target = cells.values(of: moments)
        let weighting = try #require(MomentWeighting(target: target, bootstrap, shrinkage: 0))
        #expect(weighting.distance(target) == 0)
        #expect(abs(weighting.distance([target[0], 3.003]) - 1) < 1e-6)
        #expect(weighting.distance([target[0], .nan]) == .infinity)
    }
}
