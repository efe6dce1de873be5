import ParameterSearch
import Testing

@Suite struct SobolPlanTests {
    private static func rows(_ plan: SobolPlan) -> [[Double]] {
        SearchFixtures.points(plan).map { $0.values.map { $0.number ?? .nan } }
    }

    private static func cube(_ axes: Int) throws -> SearchSpace {
        try SearchSpace(
            axes: (0..<axes).map {
                try SearchAxis(name: "x\($0)", domain: .number(lower: 0, upper: 1, scale: .linear, step: nil))
            })
    }

    /// `scipy.stats.qmc.Sobol(d=64, scramble=False, bits=32).random(1024)` of SciPy 1.17.1.
    @Test func pointsAreThoseOfSciPy() throws {
        let rows = try SobolPlanTests.rows(SobolPlan(SobolPlanTests.cube(64), count: 1024))
        let axes = [0, 1, 2, 5, 10, 31, 63]
        let expected: [(Int, [Double])] = [
            (0, [0, 0, 0, 0, 0, 0, 0]), (1, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
            (2, [0.75, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75]), (3, [0.25, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25]),
            (100, [0.4140625, 0.2578125, 0.7734375, 0.7421875, 0.4609375, 0.4140625, 0.6484375]),
            (
                777,
                [
                    0.6923828125, 0.9365234375, 0.1630859375, 0.3564453125, 0.7451171875, 0.8994140625, 0.4267578125,
                ]
            ),
            (
                1023,
                [
                    0.0009765625, 0.7529296875, 0.6123046875, 0.4384765625, 0.6787109375, 0.6142578125, 0.0400390625,
                ]
            ),
        ]
        for (place, values) in expected { #expect(axes.map { rows[place][$0] } == values, "point \(place)") }
        // Over all 64 axes: the sum of (d + 1) · x_d.
        for (place, sum) in [(5, 1083.0), (500, 928.86328125), (1000, 1133.234375)] {
            #expect(rows[place].enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element } == sum)
        }
    }

    @Test func aPowerOfTwoFillsEveryAxisEvenlyShiftedOrNot() throws {
        for seed in [nil, 5, 77] as [UInt64?] {
            let rows = try SobolPlanTests.rows(SobolPlan(SobolPlanTests.cube(32), count: 256, seed: seed))
            for axis in 0..<32 {
                #expect(rows.map { Int($0[axis] * 256) }.sorted() == Array(0..<256))
            }
        }
    }

    /// The L2-star discrepancy of Warnock (1972).
    private static func discrepancy(_ rows: [[Double]]) -> Double {
        let axes = rows[0].count
        let count = Double(rows.count)
        var (single, double) = (0.0, 0.0)
        for row in rows {
            single += row.reduce(1) { $0 * (1 - $1 * $1) / 2 }
            for other in rows { double += zip(row, other).reduce(1) { $0 * (1 - max($1.0, $1.1)) } }
        }
        return (1 / (1...axes).reduce(1.0) { product, _ in product * 3 } - 2 * single / count + double / count / count)
            .squareRoot()
    }

    @Test func pointsAreMoreEvenThanLatinAndTheseThanRandomOnes() throws {
        let space = try SobolPlanTests.cube(3)
        var sums = [0.0, 0.0, 0.0]
        for seed in 0..<20 as Range<UInt64> {
            func rows(_ plan: some SearchPlan) -> [[Double]] {
                SearchFixtures.points(plan).map { $0.values.map { $0.number ?? .nan } }
            }
            sums[0] += SobolPlanTests.discrepancy(rows(try SobolPlan(space, count: 128, seed: seed)))
            sums[1] += SobolPlanTests.discrepancy(rows(try LatinHypercubePlan(space, count: 128, seed: seed)))
            sums[2] += SobolPlanTests.discrepancy(rows(try RandomPlan(space, count: 128, seed: seed)))
        }
        #expect(sums[0] * 2 < sums[1])
        #expect(sums[1] < sums[2])
    }

    @Test func repeatsAndForbiddenPointsArePassedOver() throws {
        let space = try SearchFixtures.space("a=1:10", "b=1:10", where: "a < b")
        let plan = try SobolPlan(space, count: 1000)
        #expect(plan.count == 45)
        #expect(Set(SearchFixtures.points(plan)).count == 45)
        let fewer = try SobolPlan(space, count: 20)
        #expect(SearchFixtures.points(fewer) == Array(SearchFixtures.points(plan).prefix(20)))
    }

    @Test func whatIsWrongIsSaid() {
        #expect(
            SearchFixtures.message { _ = try SobolPlan(SobolPlanTests.cube(65), count: 2) }
                == "Sobol's sequence has at most 64 axes, found 65")
    }
}
