import Core
import Reports
import Research
import Statistics
import StrategyKit
import StylizedFacts
import Testing

/// The preset `liquid` against the gates of the stylised facts.
@Suite struct MarketScorecardTests {
    /// Three months of twenty days: with this many facts a gate here and there is missed by luck, none again and again.
    @Test func liquidPassesItsGates() throws {
        var missed: [String: Int] = [:]
        var whole = 0
        for seed in 0..<3 {
            let configuration = try SimulationConfiguration(
                yaml: "seed: \(seed)\nmarket: { preset: liquid, days: 20 }", file: "m.yaml")
            let market = try SimulatedMarket.make(configuration.market, keeping: .everything)
            let card = try #require(market.scorecards(title: "liquid").first).scorecard
            let failed = card.results.filter { $0.verdict == .failed }.map(\.fact.title)
            print("seed \(seed): \(card.count(.passed)) pass, failed: \(failed)")
            #expect(card.count(.passed) >= 12)
            for title in failed { missed[title, default: 0] += 1 }
            whole += failed.isEmpty ? 1 : 0
            // Impact is there, concave, and decays.
            let impact = try #require(card[.metaOrderImpact])
            #expect((impact.details.first { $0.name.hasPrefix("mean impact") }?.estimate.interval?.low ?? -1) > 0.01)
            #expect(impact.estimate.value < 1)
        }
        #expect(whole >= 2 && missed.values.allSatisfy { $0 == 1 }, "\(missed)")
    }
}
