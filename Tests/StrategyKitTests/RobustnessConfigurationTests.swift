import StrategyKit
import Testing

/// The section `robustness` of a config.
@Suite struct RobustnessConfigurationTests {
    private func study(_ lines: String) throws -> StudyConfiguration {
        try StudyConfiguration(yaml: AccountConfigurationTests.start + lines, file: "a.yaml")
    }

    @Test func whatIsLeftOutIsAsWithoutTheSection() throws {
        let usual = RobustnessConfiguration()
        #expect(try study("").robustness == usual && usual.runs == 500 && usual.kinds == nil)
        #expect(try study("robustness: {}").robustness == usual)
        #expect(
            try study("robustness: { trades: {}, bars: {}, noise: {}, delays: {}, costs: {}, periods: {} }").robustness
                == usual)
    }

    @Test func everyKeyIsRead() throws {
        let one = try study(
            """
            robustness:
              kinds: [costs, trades]
              runs: 12
              seed: 5
              most_losses: 0.3
              most_drawdown: 0.4
              least_break_even: 2.5
              trades: { compounded: false, block: 3 }
              bars: { block: 20 }
              noise: { levels: [0, 1], window: 20, share: 0.5 }
              delays: { bars: [4], weights: [1, 0, 2], latency: [250ms, 1m] }
              costs: { factors: [1, 4], range: [0.25, 4] }
              periods: { parts: 3, best_sessions: [2] }
            """
        ).robustness
        var wanted = RobustnessConfiguration()
        (wanted.kinds, wanted.runs, wanted.seed) = ([.trades, .costs], 12, 5)
        wanted.thresholds.mostLosses = 0.3
        wanted.thresholds.mostDrawdown = 0.4
        wanted.thresholds.leastBreakEven = 2.5
        (wanted.compoundsTrades, wanted.tradeBlock, wanted.barBlock) = (false, 3, 20)
        (wanted.noiseLevels, wanted.noiseWindow, wanted.noiseShare) = ([0, 1], 20, 0.5)
        (wanted.delayBars, wanted.delayWeights, wanted.latencies) = ([4], [1, 0, 2], [250_000_000, 60_000_000_000])
        (wanted.costFactors, wanted.costRange) = ([1, 4], [0.25, 4])
        (wanted.parts, wanted.bestSessions) = (3, [2])
        #expect(one == wanted)
        #expect(one.text != RobustnessConfiguration().text)
    }

    @Test(arguments: [
        ("costs: { range: [2, 1] }", "a.yaml:5:31: error: 'robustness.costs.range' is [least, greatest], both above 0"),
        ("costs: { range: [0, 1] }", "'robustness.costs.range' is [least, greatest], both above 0"),
        ("delays: { weights: [0, 0] }", "'robustness.delays.weights' needs a weight above 0"),
        ("kinds: [luck]", "trades, bars, noise, delays, costs, periods or instruments"),
        ("runs: 0", "a whole number from 1 to 1000000"), ("most_losses: 30", "a number from 0 to 1"),
        ("noises: {}", "did you mean 'noise'?"),
    ]) func whatIsWrongIsSaidAtItsPlace(line: String, message: String) {
        do {
            _ = try study("robustness: { \(line) }")
            Issue.record("\(line) was taken")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
        }
    }
}
