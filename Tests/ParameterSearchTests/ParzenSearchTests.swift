import ParameterSearch
import Testing

@Suite struct ParzenSearchTests {
    @Test func itFindsMoreThanChanceOnAverage() throws {
        for (name, problem, best) in [
            ("Branin", try SearchProblem.branin(), -0.397887), ("words", try SearchProblem.sphereWithWords(), 0),
            ("Hartman", try SearchProblem.hartman(), 3.32237),
        ] {
            var (loss, random) = (0.0, 0.0)
            for seed in 0..<10 as Range<UInt64> {
                loss += best - problem.run(try ParzenSearch(problem.space, seed: seed), trials: 120).best
                random += try best - problem.runRandom(trials: 120, seed: seed)
            }
            #expect(loss < random, "\(name): \(loss / 10) against \(random / 10) at random")
        }
    }

    @Test func equalSearchesProposeEqualPointsAndOtherSeedsOthers() throws {
        let problem = try SearchProblem.sphereWithWords()
        let first = problem.run(try ParzenSearch(problem.space, seed: 5), trials: 80).points
        #expect(problem.run(try ParzenSearch(problem.space, seed: 5), trials: 80).points == first)
        #expect(problem.run(try ParzenSearch(problem.space, seed: 6), trials: 80).points != first)
        #expect(Set(first).count == 80)
        #expect(first.allSatisfy { problem.space.isMet($0) })
    }

    @Test func aRoundIsTheSameUntilItIsObserved() throws {
        var search = try ParzenSearch(SearchFixtures.space("x=0.0:1"), seed: 1)
        let round = search.propose()
        #expect(round.count == ParzenSettings().roundSize)
        #expect(search.propose() == round)
    }

    @Test func failedTrialsAreAvoided() throws {
        let space = try SearchFixtures.space("x=0.0:1", "word=a,b")
        var search = try ParzenSearch(space, seed: 3)
        var (early, late, trials) = (0, 0, 0)
        for _ in 0..<50 {
            let round = search.propose()
            let values = round.map { proposal -> Double? in
                let x = proposal.point.values[0].number ?? .nan
                let fails = proposal.point.values[1] == .word("a") || x < 0.5
                if fails, trials < 40 { early += 1 }
                if fails, trials >= 160 { late += 1 }
                trials += 1
                return fails ? (trials % 2 == 0 ? nil : .nan) : -abs(x - 0.8)
            }
            search.observe(values)
        }
        #expect(late * 2 < early, "\(late) against \(early)")
    }

    @Test func aFiniteSpaceIsTriedToItsEndAndNoFurther() throws {
        let space = try SearchFixtures.space("a=1:6", "b=x,y,z", where: "a > 1 or b == 'x'")
        let problem = SearchProblem(space: space) { $0.values[0].number ?? .nan }
        let points = problem.run(try ParzenSearch(space, seed: 2), trials: 1000).points
        #expect(points.count == 16)
        #expect(Set(points).count == 16)
    }

    @Test func whatIsWrongIsSaid() throws {
        let space = try SearchFixtures.space("x=0.0:1", where: "x > 2")
        #expect(
            SearchFixtures.message { _ = try ParzenSearch(space, seed: 1) }
                == "of 100,000 points looked at none meets: x > 2")
        var settings = ParzenSettings()
        settings.goodShare = 1
        #expect(
            SearchFixtures.message { _ = try ParzenSearch(space, settings: settings, seed: 1) }
                == "the share of good trials is 1.0; allowed is above 0 and below 1")
        settings = ParzenSettings()
        settings.roundSize = 0
        #expect(
            SearchFixtures.message { _ = try ParzenSearch(space, settings: settings, seed: 1) }
                == "the size of a round is 0; allowed is 1 to 100,000")
    }
}
