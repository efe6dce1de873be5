import Statistics
import TestSupport
import Testing

@testable import StylizedFacts

@Suite struct FactBootstrapTests {
    @Test func intervalsCoverTheTruthAsOftenAsTheySay() throws {
        let bootstrap = FactBootstrap(resamples: 200, seed: 1)
        var covered = 0
        for seed in UInt64(0)..<100 {
            let noise = SmallMarkets.normals(400, seed: 100 + seed)
            // Moving averages of two: the mean's error is that of dependent values.
            let values = (1..<400).map { noise[$0] + noise[$0 - 1] }
            let estimate = bootstrap.estimate(
                [values], blockLength: FactBootstrap.blockLength(values), name: .fatTails
            ) { $0[0] / 399 }
            let interval = try #require(estimate.interval)
            if interval.low <= 0, interval.high >= 0 { covered += 1 }
        }
        // Nominally 95; short series cover somewhat less.
        #expect(covered >= 84 && covered <= 100, "\(covered)")
    }

    @Test func cellsKeepSums() {
        let values = SmallMarkets.normals(200_000, seed: 1)
        let cells = FactBootstrap.cells(values)
        #expect(cells.count <= FactBootstrap.mostCells)
        #expect(agree(cells.reduce(0, +), values.reduce(0, +), absolute: 1e-8))
    }

    @Test func theSameSeedGivesTheSameIntervals() throws {
        let record = SmallMarkets.record("garch", SmallMarkets.garch(3_000, alpha: 0.1, beta: 0.85, seed: 1))
        var options = StylizedFactsBattery.Options()
        options.resamples = 50
        let first = try StylizedFactsBattery(options).scorecard(of: record)
        // As text, since facts that are not measurable have figures that are no numbers.
        #expect("\(first)" == "\(try StylizedFactsBattery(options).scorecard(of: record))")
        options.seed = 2
        let other = try StylizedFactsBattery(options).scorecard(of: record)
        #expect(first[.fatTails]?.estimate.value == other[.fatTails]?.estimate.value)
        #expect(first[.fatTails]?.estimate.interval != other[.fatTails]?.estimate.interval)
        // In units of the other's standard error.
        let (a, b) = (try #require(first[.fatTails]), try #require(other[.fatTails]))
        #expect(a.distance(to: b) == 0)
        // A fact that is measured alone is the same.
        options.facts = [.fatTails]
        #expect(try StylizedFactsBattery(options).scorecard(of: record).results == [b])
    }

    @Test func boundsSayWhatTheyHold() {
        #expect(FactBound.above(3, below: 200).holds(4) && !FactBound.above(3, below: 200).holds(3))
        #expect(FactBound.within(2, 5).holds(5) && !FactBound.within(2, 5).holds(5.1))
        #expect(!FactBound.atMost(0.1).holds(.nan))
        #expect("\(FactBound.above(3, below: 200))" == "above 3, below 200")
        #expect("\(FactBound.within(0.8, 1.25))" == "0.8 to 1.25" && "\(FactBound.below(0))" == "below 0")
        #expect(StylizedFact.metaOrderImpact.key == "meta-order-impact")
    }
}
