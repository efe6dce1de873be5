import Core
import Statistics
import Testing
import TimeSeries

@testable import SyntheticHistories

@Suite struct BlockBootstrapTests {
    private static func panel() -> Panel {
        let (first, _) = HistoryFixtures.path(GARCH(.init(), yearsPerBar: 1), count: 1_000, seed: 71)
        let (second, _) = HistoryFixtures.path(GARCH(.init(), yearsPerBar: 1), count: 1_000, seed: 72)
        return Panel([
            HistoryFixtures.series("A", returns: first),
            HistoryFixtures.series("B", returns: zip(first, second).map { 0.7 * $0 + 0.4 * $1 }),
        ])
    }

    @Test(arguments: BlockBootstrap.Blocks.allCases) func returnsAreThoseOfTheDataAndStayTogether(
        blocks: BlockBootstrap.Blocks
    ) throws {
        var parameters = BlockBootstrap.Parameters()
        (parameters.blocks, parameters.length) = (blocks, 20)
        let panel = Self.panel()
        let bootstrap = try BlockBootstrap(panel, places: HistoryFixtures.places(1_000), parameters)
        let real = panel.series.map(HistoryFixtures.logReturns)
        let known = real.map { $0.sorted() }
        var (mean, correlation) = (0.0, 0.0)
        for number in 0..<60 {
            var stream = RandomStream(seed: 73, name: "test", index: UInt64(number))
            let history = bootstrap.history(from: &stream)
            let found = history.series.map(HistoryFixtures.logReturns)
            correlation += HistoryFixtures.correlation(found[0], found[1]) / 60
            mean += found[0].reduce(0, +) / Double(found[0].count) / 60
            guard number == 0 else { continue }
            for (values, known) in zip(found, known) {
                // Each return is one of the data, but that of the first session, whose close before is its open.
                let strange = values.count { value in
                    let place = known.firstIndex { $0 >= value - 1e-9 } ?? 0
                    return place == known.count || abs(known[place] - value) > 1e-9
                }
                #expect(strange <= 5, "\(strange)")
            }
        }
        #expect(abs(correlation - HistoryFixtures.correlation(real[0], real[1])) < 0.02)
        let moments = Moments(real[0])
        let deviation = moments.standardDeviation(ddof: 1) ?? 0
        #expect(abs(mean - moments.mean) < 5 * deviation / (1_000.0 * 60).squareRoot() + 1e-5)
    }

    @Test func movingBlocksAreWholeAndOfOneLength() throws {
        var parameters = BlockBootstrap.Parameters()
        (parameters.blocks, parameters.length) = (.moving, 7)
        let bootstrap = try BlockBootstrap(Self.panel(), places: HistoryFixtures.places(1_000), parameters)
        var stream = RandomStream(seed: 74, name: "test")
        let drawn = bootstrap.drawn(from: &stream)
        #expect(drawn.count == 1_000 && drawn.allSatisfy((0..<1_000).contains))
        for place in 1..<1_000 where place % 7 != 0 { #expect(drawn[place] == drawn[place - 1] + 1) }
    }

    @Test func theAutomaticLengthIsThatOfPolitisAndWhite() throws {
        let panel = Self.panel()
        let bootstrap = try BlockBootstrap(panel, places: HistoryFixtures.places(1_000))
        let lengths = panel.series.map { series in
            optimalBlockLength(of: zip(series.close, series.close.dropFirst()).map { $1 / $0 - 1 })
        }
        #expect(bootstrap.isAutomatic)
        #expect(abs(bootstrap.parameters.length - (lengths[0] + lengths[1]) / 2) < 1e-12)
    }
}
