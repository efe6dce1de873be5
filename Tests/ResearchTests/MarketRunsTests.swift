import Core
import MarketSimulator
import Reports
import Research
import StrategyKit
import Testing
import TimeSeries

@testable import StylizedFacts

/// What several markets have in common, and what the page of one shows of the market.
@Suite struct MarketRunsTests {
    /// A market whose kurtosis is known, or not measurable.
    private static func run(_ number: Int, kurtosis: Double?) -> MarketRuns.Run {
        let fat: FactResult
        if let kurtosis {
            fat = FactResult(
                .fatTails, Estimate(kurtosis), basis: "returns", count: 100,
                conditions: [GateCondition("kurtosis", kurtosis, .above(1))])
        } else {
            fat = FactResult(.fatTails, notMeasurable: "too few")
        }
        let card = Scorecard(name: "SIM", results: [fat], sampling: [], resamples: 0, seed: 1)
        return MarketRuns.Run(folder: "run-\(number)", seed: UInt64(number), trades: 10, scorecards: [card])
    }

    @Test func factsAreCountedOverRuns() throws {
        let runs = MarketRuns([
            Self.run(1, kurtosis: 5), Self.run(2, kurtosis: 0.5), Self.run(3, kurtosis: nil), Self.run(4, kurtosis: 2),
        ])
        let fact = try #require(runs.facts.first)
        #expect(runs.facts.count == 1 && fact.symbol == "SIM" && fact.fact == .fatTails)
        #expect(fact.passed == 2 && fact.failed == 1 && fact.share == 2.0 / 3)
        #expect(fact.median == 2 && fact.least == 0.5 && fact.greatest == 5)
        let text = runs.document(name: "many").prettyText
        for part in ["backtest.market-runs/1", "\"run-3\"", "\"median\": 2", "\"greatest\": 5"] {
            #expect(text.contains(part), "\(part)")
        }
        let none = MarketRuns([Self.run(1, kurtosis: nil)]).facts[0]
        #expect(none.share.isNaN && none.median.isNaN && none.figures.isEmpty)
    }

    @Test func thePictureHoldsHaltsScenariosAndGroups() throws {
        let configuration = try SimulationConfiguration(
            yaml: """
                seed: 2
                market:
                  preset: liquid
                  session: { length: 1800 }
                  recording: { fundamental_interval: 0 }
                  scenarios:
                    - { kind: news, at: 300, move_percent: -1 }
                    - { kind: halt, at: 600, seconds: 60, auction_seconds: 30 }
                """, file: "m.yaml")
        let market = try SimulatedMarket.make(configuration.market, keeping: .everything)
        let picture = market.picture(of: 0)
        let (count, open) = (picture.bars.count, market.configuration.openingInstant(day: 0))
        #expect(count > 20 && picture.fundamental.count == count && picture.spread.count == count)
        #expect(picture.fundamental.dropFirst().allSatisfy { $0 > 0 })
        #expect(picture.spread.contains { $0 > 0 })
        #expect(picture.marks.map(\.text) == ["News: the fundamental moves by -1 %", "Trading halted"])
        #expect(picture.marks.map { $0.begin - open } == [300, 600].map { $0 * Timestamp.second })
        #expect(picture.marks.last?.end == open + 690 * Timestamp.second)
        #expect(picture.groups.map(\.name) == market.configuration.groups.map(\.name))
        #expect(picture.groups.reduce(0) { $0 + $1.volume } == 2 * picture.bars.volume.reduce(0, +))
    }
}
