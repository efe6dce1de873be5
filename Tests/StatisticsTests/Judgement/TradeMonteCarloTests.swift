import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct TradeMonteCarloTests {
    /// By hand: the orders of +100 %, −50 % and 0 % all end at 1; the fall of 50 % is there in each.
    @Test func theOrderOfTradesDoesNotChangeTheEnd() throws {
        let run = try TradeMonteCarlo(returns: [1, -0.5, 0], drawing: .shuffled, paths: 200, seed: 1)
        #expect(run.finalWealth == [Double](repeating: 1, count: 200))
        #expect(run.maximumDrawdowns == [Double](repeating: -0.5, count: 200))
        #expect(run.longestLossStreaks == [Int](repeating: 1, count: 200))
        #expect(run.probabilityOfLoss == 0)
        let sums = try TradeMonteCarlo(
            returns: [0.5, -0.25, -0.25], drawing: .shuffled, compounded: false, paths: 300, seed: 1)
        #expect(sums.finalWealth.allSatisfy { $0 == 1 })
        // Losses together fall by a half of 1, or by a third of 1.5; apart by a quarter, a third or more.
        let known = [-0.5, -0.25, -1.0 / 3]
        #expect(sums.maximumDrawdowns.allSatisfy { depth in known.contains { abs($0 - depth) < 1e-12 } })
        #expect(Set(sums.longestLossStreaks) == [1, 2])
    }

    /// Two trades, each twice as likely as not: wealth 4, 1 (twice as often) and 1/4, as the binomial has it.
    @Test func drawsWithReplacementAreBinomial() throws {
        let paths = 20_000
        print("TradeMonteCarloTests seed 91")
        let run = try TradeMonteCarlo(returns: [1, -0.5], paths: paths, seed: 91, workers: 2)
        for (wealth, probability) in [(4.0, 0.25), (1, 0.5), (0.25, 0.25)] {
            let share = Double(run.finalWealth.count { $0 == wealth }) / Double(paths)
            #expect(abs(share - probability) < binomialBand(probability, paths), "\(wealth): \(share), seed 91")
        }
        #expect(abs(run.probabilityOfLoss - 0.25) < binomialBand(0.25, paths))
        #expect(run.probability(ofDrawdown: -0.75) == run.probabilityOfLoss)
        #expect(run.maximumDrawdown(quantile: 0) == -0.75)
        #expect(run.finalWealth(quantile: 0.5) == 1)
    }

    /// Sums of independent trades: mean and variance of the end as the textbook has them.
    @Test func sumsHaveTheirMeanAndVariance() throws {
        var noise = Noise(seed: 92)
        let returns = noise.values(200, mean: 0.001, deviation: 0.002)
        let moments = Moments(returns)
        let run = try TradeMonteCarlo(returns: returns, compounded: false, length: 100, paths: 10_000, seed: 92)
        let ends = Moments(run.finalWealth)
        let variance = 100 * (moments.variance(ddof: 0) ?? .nan)
        #expect(abs(ends.mean - (1 + 100 * moments.mean)) < 4 * (variance / 10_000).squareRoot())
        #expect(abs((ends.variance(ddof: 1) ?? .nan) / variance - 1) < 4 * (2.0 / 10_000).squareRoot())
    }

    /// Losses that come in a row: single draws break them up, blocks keep them.
    @Test func blocksKeepStreaks() throws {
        let returns = (0..<200).map { $0 % 20 < 10 ? 0.02 : -0.015 }
        let depth = { (block: Int) in
            try TradeMonteCarlo(returns: returns, drawing: .withReplacement(block: block), paths: 2_000, seed: 93)
                .maximumDrawdown(quantile: 0.5) ?? .nan
        }
        #expect(try depth(20) < depth(1) - 0.01)
    }

    @Test func ruinStays() throws {
        let run = try TradeMonteCarlo(returns: [-1.5, 2], paths: 500, seed: 94)
        #expect(run.probabilityOfRuin > 0.5 && run.finalWealth[0] == 0 && run.maximumDrawdowns[0] == -1)
        #expect(run.finalWealth.allSatisfy { $0 >= 0 })
    }

    @Test func threadsChangeNothingAndSeedsDo() throws {
        let returns = [0.1, -0.05, 0.02, -0.01, 0.03]
        let make = { (seed: UInt64, workers: Int) in
            try TradeMonteCarlo(returns: returns, length: 40, paths: 1_000, seed: seed, workers: workers)
        }
        #expect(try make(1, 1) == make(1, 8))
        #expect(try make(1, 1) != make(2, 1))
    }

    @Test func badInputIsRefused() {
        #expect(throws: JudgementError.noTrades(purpose: "resampling")) { try TradeMonteCarlo(returns: [], seed: 1) }
        #expect(throws: JudgementError.tradeNotFinite(trade: 1)) {
            try TradeMonteCarlo(returns: [0, .nan], seed: 1)
        }
        #expect(throws: JudgementError.self) { try TradeMonteCarlo(returns: [0], paths: 0, seed: 1) }
        #expect(throws: JudgementError.self) { try TradeMonteCarlo(returns: [0], length: 0, seed: 1) }
        #expect(throws: JudgementError.self) {
            try TradeMonteCarlo(returns: [0], drawing: .shuffled, length: 2, seed: 1)
        }
        #expect(throws: JudgementError.self) {
            try TradeMonteCarlo(returns: [0], drawing: .withReplacement(block: 2), seed: 1)
        }
    }
}
