import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct DeflatedSharpeTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func deflatedRatiosAgreeWithTheOracle() throws {
        let oracle = try OverfittingOracle()
        let table = try FigureTable(path: SharedFolder.path("oracles/overfitting/sharpe_inference.csv"))
        #expect(table.texts("strategy") == oracle.names)
        let sharpes = TrialSharpes(try oracle.returns(oracle.names), workers: 2)
        let variance = try #require(sharpes.variance)
        #expect(agree(variance, oracle.figure("deflated_sharpe", "var_of_sharpes")))
        let best = try #require(sharpes.best)
        #expect(oracle.names[best] == oracle.figures.section("deflated_sharpe")["best"] as? String)
        let columns = ["psr_vs_0", "dsr", "min_trl_vs_0_alpha_5pct"].map { table.numbers($0) }
        for (trial, figure) in sharpes.figures.enumerated() {
            let deflated = try DeflatedSharpe(chosen: figure, trials: 20, varianceOfSharpes: variance)
            #expect(agree(deflated.expectedMaximum, oracle.figure("deflated_sharpe", "sr0_daily")))
            #expect(agree(deflated.probabilityAboveZero ?? .nan, columns[0][trial]))
            #expect(agree(deflated.probability ?? .nan, columns[1][trial]), "\(oracle.names[trial])")
            #expect(agree(deflated.minimumTrackRecord ?? .nan, columns[2][trial]))
        }
        let top = try DeflatedSharpe(chosen: sharpes.figures[best], trials: 20, varianceOfSharpes: variance)
        #expect(agree(top.probability ?? .nan, oracle.figure("deflated_sharpe", "best_dsr")))
    }

    /// Bailey & López de Prado (2014), section "A numerical example", and the same in closed form with more digits.
    @Test func theExampleOfThePaper() throws {
        let root = 250.0.squareRoot()
        for (trials, probability) in [
            (2.0, 0.999942), (10, 0.993880), (46, 0.950502), (100, 0.900397), (1_000, 0.639915), (10_000, 0.338939),
        ] {
            let deflated = try DeflatedSharpe(
                sharpe: 2.5 / root, count: 1_250, skewness: -3, kurtosisRaw: 10, trials: trials,
                varianceOfSharpes: 0.5 / 250, periodsPerYear: 250)
            #expect(abs((deflated.probability ?? .nan) - probability) < 1e-6, "\(trials)")
            if trials == 100 { #expect(abs(deflated.expectedMaximum - 0.113172) < 1e-6) }
            #expect(deflated.years == 5)
        }
        let normal = try DeflatedSharpe(
            sharpe: 2.5 / root, count: 1_250, skewness: 0, kurtosisRaw: 3, trials: 88, varianceOfSharpes: 0.5 / 250,
            periodsPerYear: 250)
        #expect(abs((normal.probability ?? .nan) - 0.950491) < 1e-6)
    }

    /// Published figures, to the digits that `published.md` of the oracles has.
    @Test func publishedValues() throws {
        let probability = { (sharpe: Double, threshold: Double, count: Int, skewness: Double, kurtosis: Double) in
            SharpeInference.probabilisticSharpe(
                sharpe: sharpe, threshold: threshold, count: count, skewness: skewness, kurtosisRaw: kurtosis) ?? .nan
        }
        let root = 12.0.squareRoot()
        for (found, known) in [
            (probability(0.458, 0, 24, 0, 3), 0.98167), (probability(0.458, 0, 24, -2.448, 10.164), 0.91336),
            (probability(0.458, 0, 36, -2.448, 10.164), 0.95351),
            (probability(2 / root, 1 / root, 59, -0.72, 5.78), 0.94869),
        ] { #expect(abs(found - known) < 1e-5, "\(found) \(known)") }
        let length = { (sharpe: Double, threshold: Double, skewness: Double, kurtosis: Double) in
            SharpeInference.minimumTrackRecordLength(
                sharpe: sharpe, threshold: threshold, skewness: skewness, kurtosisRaw: kurtosis) ?? .nan
        }
        #expect(abs(length(0.458, 0, -2.448, 10.164) - 34.558) < 1e-3)
        #expect(abs(length(0.458, 0, 0, 3) - 15.251) < 1e-3)
        #expect(abs(length(0.7079, 0, -0.2250, 2.9570) / 12 - 0.7152) < 1e-4)
        #expect(abs(length(0.8183, 0, -1.4455, 7.0497) / 12 - 1.1593) < 1e-4)
        for (periods, years) in [(252.0, 2.73098), (52, 2.82883), (12, 3.23980)] {
            #expect(abs(length(2 / periods.squareRoot(), 1 / periods.squareRoot(), 0, 3) / periods - years) < 1e-5)
        }
        let error = { (sharpe: Double, skewness: Double, kurtosis: Double) in
            SharpeInference.standardError(
                sharpe: sharpe, count: 134, skewness: skewness, kurtosisRaw: kurtosis) ?? .nan
        }
        #expect(abs(error(0.7079, -0.2250, 2.9570) - 0.1028) < 1e-4)
        #expect(abs(error(0.8183, -1.4455, 7.0497) - 0.1550) < 1e-4)
        for (trials, value) in [(10.0, 1.574598), (100, 2.530603), (1_000, 3.255122)] {
            #expect(abs(SharpeInference.expectedMaximum(trials: trials, variance: 1) - value) < 1e-6)
        }
        for (trials, years) in [(10.0, 2.479), (45, 4.998), (100, 6.404)] {
            let found = SharpeInference.minimumBacktestYears(trials: trials, annualSharpe: 1) ?? .nan
            #expect(abs(found - years) < 1e-3)
            #expect(found < 2 * log(trials))
        }
    }

    /// `N ∫ z φ(z) Φ(z)^(N−1) dz` by the midpoint rule: the very expectation that the formula approaches.
    @Test func theExpectedMaximumIsNearTheExactOne() {
        for (trials, tolerance) in [(10.0, 0.024), (100, 0.0093), (1_000, 0.0043)] {
            let step = 0.001
            var exact = 0.0
            for place in -9_000..<9_000 {
                let z = (Double(place) + 0.5) * step
                exact +=
                    trials * z * NormalDistribution.density(z) * pow(NormalDistribution.cumulative(z), trials - 1)
                    * step
            }
            let found = SharpeInference.expectedMaximum(trials: trials, variance: 1)
            #expect(found > exact && found < exact * (1 + tolerance), "\(trials): \(found), exactly \(exact)")
        }
    }

    @Test func edges() throws {
        #expect(SharpeInference.expectedMaximum(trials: 1, variance: 1) == 0)
        #expect(SharpeInference.expectedMaximum(trials: 1.01, variance: 1) == 0)
        #expect(SharpeInference.expectedMaximum(trials: 0.5, variance: 1).isNaN)
        #expect(SharpeInference.minimumBacktestYears(trials: 10, annualSharpe: -1) == nil)
        let flat = TrialFigures([Double](repeating: 0.01, count: 50))
        #expect(flat.sharpe == nil)
        #expect(throws: JudgementError.noVariation(purpose: "a deflated Sharpe ratio")) {
            try DeflatedSharpe(chosen: flat, trials: 10, varianceOfSharpes: 1)
        }
        let figures = TrialFigures([0.01, -0.02, 0.03, 0.01])
        #expect(throws: JudgementError.self) { try DeflatedSharpe(chosen: figures, trials: 0, varianceOfSharpes: 1) }
        #expect(throws: JudgementError.self) { try DeflatedSharpe(chosen: figures, trials: 2, varianceOfSharpes: .nan) }
        // One trial is not deflated.
        let single = try DeflatedSharpe(chosen: figures, trials: 1, varianceOfSharpes: 0)
        #expect(single.probability == single.probabilityAboveZero)
        #expect(single.isLongEnough == true)
        let sharpes = TrialSharpes([flat, figures, figures, TrialFigures([0.01, -0.02, -0.03, 0.01])])
        #expect(sharpes.best == 1)
        #expect(sharpes.defined == 3)
        #expect(TrialSharpes([flat]).best == nil)
        #expect(TrialSharpes([flat, figures]).variance == nil)
    }
}

extension [String: Any] {
    /// A section of a JSON object.
    func section(_ key: String) -> [String: Any] { self[key] as? [String: Any] ?? [:] }
}
