import ParameterSearch
import Testing

@Suite struct SuccessiveHalvingTests {
    @Test func rungsGrowByTheReduction() throws {
        let space = try SearchFixtures.space("x=0.0:1")
        func texts(_ points: Int, _ lowest: Double, _ reduction: Int) throws -> [String] {
            try SuccessiveHalving(space, points: points, lowestFraction: lowest, reduction: reduction, seed: 1).rungs
                .map {
                    "\($0.count)@\($0.periodFraction)"
                }
        }
        #expect(
            try texts(27, 1.0 / 27, 3) == ["27@\(1.0 / 27)", "9@\(1.0 / 9)", "3@\(1.0 / 3)", "1@1.0"])
        #expect(try texts(100, 0.2, 2) == ["100@0.25", "50@0.5", "25@1.0"])
        #expect(try texts(5, 0.01, 4) == ["5@0.25", "1@1.0"])
        #expect(try texts(8, 1, 2) == ["8@1.0"])
    }

    @Test func theBestOfEachRungSurvive() throws {
        let space = try SearchFixtures.space("x=1:30")
        var search = try SuccessiveHalving(space, points: 27, lowestFraction: 1.0 / 9, seed: 4)
        let first = search.propose()
        #expect(first.count == 27)
        search.observe(first.map { $0.point.values[0].number })
        let second = search.propose()
        #expect(second.allSatisfy { $0.periodFraction == 1.0 / 3 })
        let best = first.compactMap(\.point.values[0].number).sorted().suffix(9)
        #expect(second.compactMap(\.point.values[0].number).sorted() == Array(best))
        // Of equal values the earlier, and no failed one.
        search.observe(second.indices.map { $0 < 2 ? nil : 1 })
        #expect(search.propose().map(\.point) == second[2..<5].map(\.point))
        search.observe([nil, .nan, .infinity])
        #expect(search.propose().isEmpty)
    }

    @Test func whereAllFailTheSearchEnds() throws {
        var search = try SuccessiveHalving(
            SearchFixtures.space("x=1:30"), points: 9, lowestFraction: 0.1, seed: 4)
        search.observe(search.propose().map { _ in nil })
        #expect(search.propose().isEmpty)
        search.observe([])
        #expect(search.propose().isEmpty)
    }

    /// A longer period tells more surely which point is good.
    @Test func itFindsMoreThanChanceForTheSamePeriodRun() throws {
        let problem = try SearchProblem.branin()
        var (loss, random) = (0.0, 0.0)
        for seed in 0..<40 as Range<UInt64> {
            var search = try SuccessiveHalving(problem.space, points: 81, lowestFraction: 1.0 / 27, seed: seed)
            var generator = SeededGenerator(seed)
            var best: SearchPoint?
            var period = 0.0
            while true {
                let round = search.propose()
                if round.isEmpty { break }
                period += round.reduce(0) { $0 + $1.periodFraction }
                let values = round.map { proposal in
                    let noise = Double.random(in: -1...1, using: &generator) * (1 / proposal.periodFraction - 1) / 4
                    return problem.value(proposal.point) + noise
                }
                best = zip(round, values).max { $0.1 < $1.1 }?.0.point
                search.observe(values)
            }
            #expect(abs(period - 12) < 1e-9)
            loss -= best.map(problem.value) ?? -.infinity
            random -= try problem.runRandom(trials: 12, seed: seed)
        }
        #expect(loss < random, "\(loss / 40) against \(random / 40) at random")
    }

    @Test func whatIsWrongIsSaid() throws {
        let space = try SearchFixtures.space("x=0.0:1")
        #expect(
            SearchFixtures.message { _ = try SuccessiveHalving(space, points: 9, lowestFraction: 0, seed: 1) }
                == "the lowest fraction of the period is 0; allowed is above 0 and at most 1")
        #expect(
            SearchFixtures.message {
                _ = try SuccessiveHalving(space, points: 9, lowestFraction: 0.1, reduction: 1, seed: 1)
            } == "the reduction is 1; allowed is 2 to 100")
    }
}
