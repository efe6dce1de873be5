import CNLopt
import ParameterSearch
import Testing

@Suite struct NLoptSearchTests {
    @Test(arguments: NLoptMethod.allCases)
    func itFindsMoreThanChanceOnAverage(_ method: NLoptMethod) throws {
        for (name, problem, best) in [
            ("Branin", try SearchProblem.branin(), -0.397887), ("Hartman", try SearchProblem.hartman(), 3.32237),
        ] {
            // A generation of the evolution strategy has 20 (n + 1) points.
            let trials = method == .evolutionStrategy ? 1500 : 400
            var (loss, random) = (0.0, 0.0)
            for seed in 0..<5 as Range<UInt64> {
                loss +=
                    best - problem.run(try NLoptSearch(problem.space, method: method, seed: seed), trials: trials).best
                random += try best - problem.runRandom(trials: trials, seed: seed)
            }
            #expect(loss < random, "\(name): \(loss / 5) against \(random / 5) at random")
        }
    }

    /// The points at which NLopt itself asks for values.
    private final class Calls {
        var shares: [[Double]] = []
        let value: ([Double]) -> Double
        init(_ value: @escaping ([Double]) -> Double) { self.value = value }
    }

    private func plain(_ algorithm: nlopt_algorithm, axes: Int, calls: Int, value: @escaping ([Double]) -> Double)
        -> [[Double]]
    {
        guard let run = nlopt_create(algorithm, UInt32(axes)) else { return [] }
        defer { nlopt_destroy(run) }
        nlopt_set_lower_bounds1(run, 0)
        nlopt_set_upper_bounds1(run, 1)
        nlopt_set_maxeval(run, Int32(calls))
        let record = Calls(value)
        nlopt_set_min_objective(
            run,
            { count, shares, _, pointer in
                guard let pointer, let shares else { return 0 }
                let record = Unmanaged<Calls>.fromOpaque(pointer).takeUnretainedValue()
                let row = Array(UnsafeBufferPointer(start: shares, count: Int(count)))
                record.shares.append(row)
                return record.value(row)
            }, Unmanaged.passUnretained(record).toOpaque())
        var start = [Double](repeating: 0.5, count: axes)
        var best = 0.0
        withExtendedLifetime(record) { _ = nlopt_optimize(run, &start, &best) }
        return record.shares
    }

    @Test(arguments: [1, 8])
    func directTriesThePointsOfNLoptAtOneGo(_ roundSize: Int) throws {
        let problem = try SearchProblem.branin()
        func point(_ shares: [Double]) -> SearchPoint {
            SearchPoint(zip(problem.space.axes, shares).map { $0.value(atShare: $1) })
        }
        let plain = plain(NLOPT_GN_DIRECT_L, axes: 2, calls: 200) { -problem.value(point($0)) }.map(point)
        let search = try NLoptSearch(problem.space, method: .direct, roundSize: roundSize, seed: 1)
        let found = problem.run(search, trials: roundSize == 1 ? 200 : 400).points
        #expect(plain.count == 200)
        if roundSize == 1 {
            #expect(found == plain)
        } else {
            let places = plain.compactMap { found.firstIndex(of: $0) }
            #expect(places.count == 200)
            #expect((places.max() ?? 0) < 260, "points tried for nothing")
        }
    }

    @Test(arguments: NLoptMethod.allCases)
    func equalSearchesProposeEqualPoints(_ method: NLoptMethod) throws {
        let problem = try SearchProblem.branin()
        func points(_ seed: UInt64) throws -> [SearchPoint] {
            problem.run(try NLoptSearch(problem.space, method: method, seed: seed), trials: 120).points
        }
        let first = try points(4)
        #expect(try points(4) == first)
        #expect(first.count == 120)
        #expect(Set(first).count == 120)
        #expect(try (points(5) == first) == !method.isSeeded)
    }

    /// An interrupted search goes on from what was observed as if it had not stopped.
    @Test(arguments: NLoptMethod.allCases)
    func aReplayedSearchGoesOnAlike(_ method: NLoptMethod) throws {
        let problem = try SearchProblem.branin()
        var first = try NLoptSearch(problem.space, method: method, seed: 11)
        var rounds: [[SearchProposal]] = []
        for _ in 0..<40 {
            rounds.append(first.propose())
            first.observe(rounds[rounds.count - 1].map { problem.value($0.point) })
        }
        for stop in [0, 1, 20] {
            var second = try NLoptSearch(problem.space, method: method, seed: 11)
            for round in rounds[..<stop] {
                _ = second.propose()
                second.observe(round.map { problem.value($0.point) })
            }
            for round in rounds[stop...] {
                #expect(second.propose() == round)
                second.observe(round.map { problem.value($0.point) })
            }
        }
    }

    @Test(arguments: NLoptMethod.allCases)
    func constraintsHoldFailuresPassAndFiniteSpacesEnd(_ method: NLoptMethod) throws {
        let space = try SearchFixtures.space("fast=1:12", "slow=1:12", "stop=1,2,5", where: "fast < slow")
        var search = try NLoptSearch(space, method: method, roundSize: 5, seed: 7)
        var seen: Set<SearchPoint> = []
        var rounds = 0
        while rounds < 1000 {
            let round = search.propose()
            if round.isEmpty { break }
            #expect(round.count <= 5)
            #expect(search.propose() == round)
            for proposal in round {
                #expect(space.isMet(proposal.point))
                #expect(seen.insert(proposal.point).inserted)
            }
            search.observe(
                round.enumerated().map { place, proposal in
                    place == 3 ? nil : place == 4 ? .nan : -abs((proposal.point.values[0].number ?? 0) - 4)
                })
            rounds += 1
        }
        #expect(rounds < 1000)
        #expect(seen.count > 20)
        #expect(seen.count <= 198)
    }

    @Test func whatIsWrongIsSaid() throws {
        #expect(
            SearchFixtures.message {
                _ = try NLoptSearch(SearchFixtures.space("a=1:3", "side=long,short"), method: .direct, seed: 1)
            }
                == "side: NLopt needs numbers in ascending order; words are searched by the tree-structured Parzen estimator"
        )
    }
}
