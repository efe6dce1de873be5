import Core
import Learning
import Testing

/// Intervals of scores, against statsmodels 0.15.0 and scipy.
@Suite struct ScoreIntervalTests {
    /// `statsmodels.stats.proportion.proportion_confint(hits, of, 0.05, "wilson")`.
    private static let wilson: [(hits: Int, of: Int, from: Double, to: Double)] = [
        (0, 1, 0, 0.7934506856227627), (1, 1, 0.2065493143772374, 1), (0, 10, 0, 0.27753279986288926),
        (3, 10, 0.10779126740630104, 0.6032218525388546), (10, 10, 0.7224672001371106, 1),
        (55, 100, 0.4524460299744213, 0.6438546202048803),
        (5_100, 10_000, 0.5002001808627039, 0.5197921391698825),
    ]

    /// So many forecasts of which so many have the sign of their label, and some without a sign.
    private static func score(hits: Int, of count: Int) -> PredictionScore {
        let labels = (0..<count).map { $0 < hits ? 1.0 : -1 } + [0, 1, 0]
        return PredictionScore(forecasts: [Double](repeating: 0.5, count: count) + [1, 0, 0], labels: labels)
    }

    @Test(arguments: wilson)
    func theHitRatesIntervalIsWilsons(_ row: (hits: Int, of: Int, from: Double, to: Double)) throws {
        let score = Self.score(hits: row.hits, of: row.of)
        #expect(score.signedCount == row.of)
        let found = try #require(score.hitInterval())
        #expect(abs(found.lowerBound - row.from) < 1e-12 && abs(found.upperBound - row.to) < 1e-12, "\(found)")
    }

    @Test func fewerIndependentForecastsSayLess() throws {
        let score = Self.score(hits: 550, of: 1_000)
        let found = try #require(score.hitInterval(independent: 100))
        #expect(
            abs(found.lowerBound - 0.4524460299744213) < 1e-12 && abs(found.upperBound - 0.6438546202048803) < 1e-12)
        // There cannot be more of them than forecasts.
        #expect(score.hitInterval(independent: 5_000) == score.hitInterval())
        let all = try #require(score.hitInterval())
        #expect(abs(all.lowerBound - 0.5190327082257413) < 1e-12 && abs(all.upperBound - 0.5805846159257033) < 1e-12)
        #expect(score.hitInterval(independent: 0) == nil)
        #expect(PredictionScore(forecasts: [0, 1], labels: [1, 0]).hitInterval() == nil)
        #expect(PredictionScore(forecasts: [], labels: []).hitInterval() == nil)
    }

    @Test func aCorrelationsIntervalIsFishers() throws {
        let numbers = (0..<100).map { Double($0) }
        let score = PredictionScore(forecasts: numbers, labels: numbers)
        // tanh(atanh(r) ± norm.ppf(0.975) / √(n − 3)).
        let rows: [(correlation: Double, independent: Int?, from: Double, to: Double)] = [
            (0.1, nil, -0.09834988766295943, 0.2907080842124624),
            (0.1, 20, -0.35837983462401374, 0.5195304787698228),
            (-0.5, 10, -0.8591534852092955, 0.18918387068441586),
        ]
        for row in rows {
            let found = try #require(score.interval(of: row.correlation, independent: row.independent))
            #expect(abs(found.lowerBound - row.from) < 1e-12 && abs(found.upperBound - row.to) < 1e-12, "\(found)")
        }
        #expect(score.interval(of: 0.1, independent: 3) == nil && score.interval(of: 0.1, independent: 4) != nil)
        #expect(score.interval(of: 1, independent: 10) == 1...1)
    }
}
