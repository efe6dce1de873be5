import Core
import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct BootstrapTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func blockLengthAgreesWithTheOracle() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: SharedFolder.path("oracles/overfitting/overfitting.json")))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let section = root?["optimal_block_length"] as? [String: Any]
        let results = try #require(section?["results"] as? [String: [String: Double]])
        let series = try FigureTable(path: SharedFolder.path("oracles/overfitting/strategy_returns.csv"))
        #expect(results.count == 9)
        for name in results.keys.sorted() {
            var values: [Double]
            if name.hasSuffix("_squared") {
                values = series.numbers(String(name.dropLast(8))).map { $0 * $0 }
            } else if name.hasSuffix("_abs") {
                values = series.numbers(String(name.dropLast(4))).map { abs($0) }
            } else {
                values = series.numbers(name)
            }
            let ours = optimalBlockLengths(of: values)
            #expect(agree(ours.stationary, results[name]?["stationary"] ?? .nan), "\(name): \(ours)")
            #expect(agree(ours.circular, results[name]?["circular"] ?? .nan), "\(name): \(ours)")
            #expect(optimalBlockLength(of: values) == ours.stationary)
        }
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func quantilesOfResampledRatiosAgreeWithTheOracle() throws {
        let returns = try FigureTable(path: SharedFolder.path("oracles/overfitting/strategy_returns.csv"))
            .numbers("buy_hold")
        let indices = try FigureTable(path: SharedFolder.path("oracles/overfitting/bootstrap_indices.csv"))
        let ratios = indices.rows.map { row in
            let moments = Moments(row.compactMap { Int($0) }.map { returns[$0] }, scale: 1)
            return moments.mean / (moments.standardDeviation(ddof: 1) ?? .nan)
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: SharedFolder.path("oracles/overfitting/overfitting.json")))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let section = try #require(root?["bootstrap_sharpe_buy_hold"] as? [String: Any])
        let first = try #require(section["first5"] as? [Double])
        for (ours, theirs) in zip(ratios, first) { #expect(agree(ours, theirs)) }
        let quantiles = try #require(section["quantiles_linear"] as? [String: Double])
        for (name, share) in [("q2.5", 0.025), ("q5", 0.05), ("q50", 0.5), ("q95", 0.95), ("q97.5", 0.975)] {
            let ours = quantile(ofSorted: ratios.sorted(), share) ?? .nan
            #expect(agree(ours, quantiles[name] ?? .nan), "\(name)")
        }
    }

    private func noise(_ count: Int, seed: UInt64) -> [Double] {
        var stream = RandomStream(seed: seed, name: "noise")
        return (0..<count).map { _ in
            var sum = 0.0
            for _ in 0..<12 { sum += stream.uniform() }
            return 0.0005 + 0.01 * (sum - 6)
        }
    }

    @Test func theIntervalOfIndependentReturnsIsThatOfTheTextbook() throws {
        let returns = noise(1_000, seed: 3)
        let moments = Moments(returns, scale: 1)
        let bootstrap = try #require(StationaryBootstrap(returns: returns, seed: 1, resamples: 4_000, blockLength: 1))
        let ratio = moments.mean / (moments.standardDeviation(ddof: 1) ?? .nan)
        let half = 1.96 * (SharpeInference.standardError(sharpe: ratio, count: 1_000) ?? .nan)
        let interval = try #require(bootstrap.sharpe)
        // Monte Carlo: the ends have a standard error of some 2 % of the width.
        #expect(abs(interval.low - (ratio - half)) < 0.15 * half)
        #expect(abs(interval.high - (ratio + half)) < 0.15 * half)
        let deviation = try #require(bootstrap.deviation)
        #expect(deviation.low < 0.01 && 0.01 < deviation.high)
        let growth = try #require(bootstrap.logGrowth)
        #expect(growth.low < moments.mean && moments.mean < growth.high)
    }

    @Test func blocksKeepDependence() throws {
        // Each return comes five times over: a mean of them varies √5 times as much as of independent ones.
        let returns = noise(400, seed: 4).flatMap { [Double](repeating: $0, count: 5) }
        let single = try #require(
            StationaryBootstrap(returns: returns, seed: 1, resamples: 2_000, blockLength: 1)?.sharpe)
        let blocks = try #require(
            StationaryBootstrap(returns: returns, seed: 1, resamples: 2_000, blockLength: 40)?.sharpe)
        let ratio = (blocks.high - blocks.low) / (single.high - single.low)
        #expect(ratio > 1.9 && ratio < 2.5, "\(ratio)")
    }

    @Test func theSameSeedGivesTheSameIntervalAndAnotherAnother() throws {
        let returns = noise(300, seed: 5)
        let make = { (seed: UInt64) in StationaryBootstrap(returns: returns, seed: seed, resamples: 500)?.sharpe }
        #expect(make(1) == make(1))
        #expect(make(1) != make(2))
    }

    @Test func constantReturnsHaveNoInterval() {
        let bootstrap = StationaryBootstrap(returns: [Double](repeating: 0.01, count: 50), seed: 1, resamples: 100)
        #expect(bootstrap?.sharpe == nil)
        #expect(bootstrap?.blockLength == 1)
        #expect(StationaryBootstrap(returns: [0.01], seed: 1, resamples: 100) == nil)
    }
}
