import ParameterSearch
import Testing

@Suite struct LatinHypercubePlanTests {
    @Test func everyStratumOfEveryAxisHasOnePoint() throws {
        let seed = UInt64.random(in: 0 ... .max)
        for count in [1, 2, 7, 100, 1000] {
            let plan = try LatinHypercubePlan(
                SearchFixtures.space("a=0.0:1", "b=1.0:1024:log", "c=-1.0:1"), count: count, seed: seed)
            let points = SearchFixtures.points(plan)
            #expect(points.count == count)
            for axis in [0, 2] {
                let strata = points.map { point in
                    let number = point.values[axis].number ?? .nan
                    return Int((axis == 0 ? number : (number + 1) / 2) * Double(count))
                }
                #expect(strata.sorted() == Array(0..<count), "seed \(seed)")
            }
            #expect(SearchFixtures.points(try LatinHypercubePlan(plan.space, count: count, seed: seed)) == points)
        }
    }

    @Test func aListIsTakenEvenly() throws {
        let plan = try LatinHypercubePlan(SearchFixtures.space("side=long,short", "x=0.0:1"), count: 100, seed: 9)
        #expect(SearchFixtures.points(plan).filter { $0.values[0] == .word("long") }.count == 50)
    }

    @Test func whatBreaksAConstraintIsLeftOut() throws {
        let plan = try LatinHypercubePlan(SearchFixtures.space("x=0.0:1", where: "x < 0.25"), count: 100, seed: 9)
        #expect(plan.count == 25)
        #expect(plan.wanted == 100)
    }
}
