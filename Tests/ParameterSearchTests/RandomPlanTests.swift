import ParameterSearch
import Testing

@Suite struct RandomPlanTests {
    @Test func pointsAreDistinctAndMeetTheConstraints() throws {
        let seed = UInt64.random(in: 0 ... .max)
        for text in ["a=1:40", "a=1:9007199254740992", "a=0.5:40"] {
            let space = try SearchFixtures.space(text, "b=1:40", where: "b > 10")
            let plan = try RandomPlan(space, count: 500, seed: seed)
            let points = SearchFixtures.points(plan)
            #expect(points.count == 500, "seed \(seed)")
            #expect(Set(points).count == 500, "seed \(seed)")
            #expect(points.allSatisfy { space.isMet($0) }, "seed \(seed)")
            #expect(SearchFixtures.points(try RandomPlan(space, count: 500, seed: seed)) == points)
            #expect(SearchFixtures.points(try RandomPlan(space, count: 50, seed: seed)) == Array(points.prefix(50)))
            #expect(SearchFixtures.points(try RandomPlan(space, count: 500, seed: seed &+ 1)) != points)
        }
    }

    @Test func aFiniteSpaceIsDrawnToItsLastPoint() throws {
        let plan = try RandomPlan(SearchFixtures.space("a=1:5", "b=1:5", where: "a < b"), count: 1000, seed: 3)
        #expect(plan.count == 10)
        #expect(plan.wanted == 1000)
        #expect(Set(SearchFixtures.points(plan)).count == 10)
    }

    @Test func everyPointComesFirstEquallyOften() throws {
        let space = try SearchFixtures.space("a=1,2,3,4,5")
        var counts = [Int](repeating: 0, count: 6)
        for seed in 0..<5000 {
            if case .whole(let value) = try RandomPlan(space, count: 1, seed: UInt64(seed)).point(at: 0).values[0] {
                counts[value] += 1
            }
        }
        for count in counts.dropFirst() { #expect(abs(count - 1000) < 140) }
    }

    @Test func contradictoryConstraintsAndCountsAreSaid() {
        #expect(
            SearchFixtures.message {
                _ = try RandomPlan(SearchFixtures.space("a=0.5:1", where: "a > 2"), count: 5, seed: 1)
            } == "of 100,000 points looked at none meets: a > 2")
        #expect(
            SearchFixtures.message { _ = try RandomPlan(SearchFixtures.space("a=1,2"), count: 0, seed: 1) }
                == "the number of points is 0; allowed is 1 to 100,000,000")
    }
}
