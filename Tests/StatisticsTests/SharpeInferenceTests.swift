import Statistics
import TestSupport
import Testing

@Suite struct SharpeInferenceTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func probabilisticSharpeAndTrackRecordAgreeWithTheOracle() throws {
        let oracle = try FigureTable(path: SharedFolder.path("oracles/overfitting/sharpe_inference.csv"))
        let series = try FigureTable(path: SharedFolder.path("oracles/overfitting/strategy_returns.csv"))
        #expect(oracle.rows.count == 20)
        for (row, name) in oracle.texts("strategy").enumerated() {
            let moments = Moments(series.numbers(name), scale: 1)
            let sharpe = moments.mean / (moments.standardDeviation(ddof: 1) ?? .nan)
            let (skewness, kurtosis) = (moments.skewness ?? .nan, moments.kurtosisRaw ?? .nan)
            let probability = { (threshold: Double) in
                SharpeInference.probabilisticSharpe(
                    sharpe: sharpe, threshold: threshold, count: moments.count, skewness: skewness,
                    kurtosisRaw: kurtosis) ?? .nan
            }
            let length =
                SharpeInference.minimumTrackRecordLength(
                    sharpe: sharpe, skewness: skewness, kurtosisRaw: kurtosis) ?? .nan
            for (column, ours) in [
                ("sharpe_daily_ddof1", sharpe), ("skew_g1_biased", skewness), ("kurtosis_raw_biased", kurtosis),
                ("psr_vs_0", probability(0)), ("psr_vs_0_02", probability(0.02)),
                ("min_trl_vs_0_alpha_5pct", length),
            ] {
                let theirs = oracle.numbers(column)[row]
                #expect(agree(ours, theirs, relative: 1e-9), "\(column) of \(name): \(ours), oracle \(theirs)")
            }
        }
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func theCatalogueGivesTheSameInferenceFromEquity() throws {
        let oracle = try FigureTable(path: SharedFolder.path("oracles/overfitting/sharpe_inference.csv"))
        let series = try FigureTable(path: SharedFolder.path("oracles/overfitting/strategy_returns.csv"))
        for (row, name) in oracle.texts("strategy").enumerated() {
            let returns = series.numbers(name)
            var input = dailyInput(returns: returns, dates: days(returns.count))
            input.bootstrapResamples = 0
            let performance = Performance(input)
            #expect(agree(performance.figure("sharpe_probabilistic"), oracle.numbers("psr_vs_0")[row]), "\(name)")
            let length = oracle.numbers("min_trl_vs_0_alpha_5pct")[row]
            #expect(agree(performance.figure("minimum_track_record"), length, relative: 1e-8), "\(name)")
        }
    }

    @Test func anUncorrelatedSeriesIsAnnualisedWithTheRoot() {
        #expect(SharpeInference.annualisation(autocorrelations: [0, 0, 0], periods: 252) == 252 / 252.0.squareRoot())
    }

    /// Lo (2002), table 1: with an AR(1) of 0.5 and q = 2, η(2) = 2/√(2 + 2·0.5) = 1.1547.
    @Test func correlatedReturnsAreAnnualisedWithLess() {
        let factor = SharpeInference.annualisation(autocorrelations: [0.5, 0.25], periods: 2)
        #expect(factor.map { agree($0, 2 / 3.0.squareRoot()) } == true)
        #expect(SharpeInference.annualisation(autocorrelations: [-1], periods: 2) == nil)
    }

    @Test func aNegativeRatioNeverReachesConfidence() {
        #expect(SharpeInference.minimumTrackRecordLength(sharpe: -0.1, skewness: 0, kurtosisRaw: 3) == nil)
    }

    @Test func normalQuantilesAreTheTables() {
        for (probability, value) in [
            (0.5, 0.0), (0.95, 1.6448536269514722), (0.975, 1.959963984540054), (0.01, -2.3263478740408408),
            (1e-10, -6.361340902404056), (1e-6, -4.753424308822899),
        ] {
            #expect(agree(NormalDistribution.quantile(probability), value, relative: 1e-12, absolute: 1e-15))
        }
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1.5).isNaN)
    }
}
