import ParameterSearch
import Testing

@Suite struct GridPlanTests {
    @Test func theLastAxisVariesFastest() throws {
        let plan = try GridPlan(SearchFixtures.space("a=1,2", "b=x,y,z"))
        #expect(SearchFixtures.points(plan).map(\.description) == ["1, x", "1, y", "1, z", "2, x", "2, y", "2, z"])
    }

    @Test func constraintsLeaveWhatMeetsThem() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed)
        for _ in 0..<50 {
            let bound = Int.random(in: 0...20, using: &generator)
            let space = try SearchFixtures.space(
                "a=1:9", "b=0.5:4.5:0.5", "c=x,y,z", where: "a * b > \(bound)", "c != 'y' or a > 4")
            let all = SearchFixtures.points(
                try GridPlan(SearchFixtures.space("a=1:9", "b=0.5:4.5:0.5", "c=x,y,z")))
            let plan = try GridPlan(space)
            #expect(SearchFixtures.points(plan) == all.filter { space.isMet($0) }, "seed \(seed)")
            for trial in 0..<plan.count { #expect(plan.trial(at: plan.place(at: trial)) == trial) }
        }
    }

    @Test func aMillionPointsAreFiltered() throws {
        let plan = try GridPlan(SearchFixtures.space("fast=1:1000", "slow=1:1000", where: "fast < slow"))
        #expect(plan.count == 499_500)
        #expect(plan.point(at: 499_499) == SearchPoint([.whole(999), .whole(1000)]))
    }

    @Test func neighboursAreOneStepAway() throws {
        let plan = try GridPlan(SearchFixtures.space("a=1:3", "b=1:3", "c=x,y"))
        func texts(_ trial: Int) -> [String] { plan.neighbours(of: trial).map { plan.point(at: $0).description } }
        #expect(texts(8) == ["1, 2, x", "2, 1, x", "2, 3, x", "3, 2, x"])
        #expect(texts(0) == ["1, 2, x", "2, 1, x"])
        let constrained = try GridPlan(SearchFixtures.space("a=1:4", "b=1:4", where: "a < b"))
        let places = constrained.neighbours(of: 0).map { constrained.point(at: $0).description }
        #expect(places == ["1, 3"])
    }

    @Test func whatIsWrongIsSaid() {
        let rows: [([String], [String], String)] = [
            (
                ["a=1:1000"], ["a > 1000", "a < 2000"], "of 1,000 points none meets: a > 1000; a < 2000"
            ),
            (
                ["a=0.5:1", "b=1,2"], [],
                "a: a grid needs steps or a list; write a=lower:upper:step, or use a random, Sobol or Latin plan"
            ),
            (
                ["a=1:100000", "b=1:100000"], [],
                "a grid of 2 axes has 10,000,000,000 points; at most 100,000,000 can be planned: "
                    + "fewer values, or a random, Sobol or Latin plan"
            ),
            (
                ["a=1:9007199254740992", "b=1:9007199254740992"], [],
                "a grid of 2 axes has 8.112963841460668e+31 points; at most 100,000,000 can be planned: "
                    + "fewer values, or a random, Sobol or Latin plan"
            ),
        ]
        for (axes, constraints, message) in rows {
            let found = SearchFixtures.message {
                _ = try GridPlan(
                    SearchSpace(axes: axes.map { try SearchAxis(text: $0) }, constraints: constraints))
            }
            #expect(found == message)
        }
    }
}
