import Core
import Statistics
import Testing

/// Distributions of figures, and the draws behind them.
@Suite struct FigureSpreadTests {
    @Test func quantilesAreThoseOfNumPysDefaultMethod() throws {
        // numpy.quantile(values, [.05, .25, .5, .75, .95]) and numpy.mean(values), NumPy 2.
        let values = [3.5, -1.25, 0.1, 7.0, 2.2, 2.2, -9.75, 4.0, 1e-3, 6.5, 0.3]
        let spread = try #require(FigureSpread(values))
        #expect(spread.quantiles == [-5.5, 0.0505, 2.2, 3.75, 6.75])
        #expect(abs(spread.mean - 1.3455454545454546) < 1e-15 && spread.count == 11)
        #expect((spread.low, spread.median, spread.high) == (-5.5, 2.2, 6.75))
    }

    @Test func oneValueIsEveryQuantileAndNoneIsNone() throws {
        #expect(try #require(FigureSpread([2])).quantiles == [2, 2, 2, 2, 2])
        #expect(FigureSpread([]) == nil)
    }

    @Test(arguments: [UInt64(1), 2, 3]) func placesAreBlocksOfTheSeriesOfTheMeanLength(seed: UInt64) {
        let blocks = StationaryBlocks(meanLength: 8, count: 500)
        var stream = RandomStream(seed: seed, name: "test")
        let places = blocks.places(20_000, from: &stream)
        #expect(places.count == 20_000 && places.allSatisfy((0..<500).contains))
        let breaks = zip(places, places.dropFirst()).count { ($0 + 1) % 500 != $1 }
        // A block is followed by another with the chance 1/8: 2500 breaks, standard deviation 47; those that join by chance
        // and the ends of whole resamples change it by a few.
        #expect(abs(Double(breaks) - 2_500) < 5 * 47 + 45, "seed \(seed): \(breaks) breaks")
        var again = RandomStream(seed: seed, name: "test")
        #expect(blocks.places(20_000, from: &again) == places)
        #expect(blocks.places(7, from: &again).count == 7)
    }

    @Test func aBlockOfTheWholeLengthRunsThrough() {
        var stream = RandomStream(seed: 5, name: "test")
        let places = StationaryBlocks(meanLength: 1e12, count: 50).places(50, from: &stream)
        #expect(zip(places, places.dropFirst()).allSatisfy { ($0 + 1) % 50 == $1 })
    }

    @Test func aPathTellsItsWealthTradeByTrade() {
        var wealth: [Double] = []
        let path = TradePath([0.5, -0.5, 1], order: [2, 1, 0], compounded: true) { wealth.append($0) }
        #expect(wealth == [2, 1, 1.5] && path.wealth == 1.5 && path.drawdown == -0.5)
        wealth = []
        let ruined = TradePath([0.5, -1.5, 1], order: [0, 1, 2], compounded: false) { wealth.append($0) }
        #expect(wealth == [1.5, 0] && ruined.wealth == 0 && ruined.drawdown == -1)
    }
}
