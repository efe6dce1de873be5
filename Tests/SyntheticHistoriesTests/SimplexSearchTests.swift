import Testing

@testable import SyntheticHistories

/// The search of fits.
@Suite struct SimplexSearchTests {
    @Test func theValleyOfRosenbrockIsFollowedToItsEnd() {
        let found = SimplexSearch().minimise(from: [-1.2, 1], steps: [0.5, 0.5]) { point in
            let (a, b) = (1 - point[0], point[1] - point[0] * point[0])
            return a * a + 100 * b * b
        }
        #expect(found.isConverged)
        #expect(abs(found.point[0] - 1) < 1e-4 && abs(found.point[1] - 1) < 1e-4)
    }

    @Test func aSearchWithTooFewCallsKeepsTheBestAndSaysSo() {
        let found = SimplexSearch(mostCalls: 20).minimise(from: [5, 5], steps: [1, 1]) { $0[0] * $0[0] + $0[1] * $0[1] }
        #expect(!found.isConverged)
        #expect(found.value < 50)
    }

    @Test func valuesThatAreNoNumbersAreKeptAwayFrom() {
        let found = SimplexSearch().minimise(from: [2], steps: [3]) { $0[0] > 0 ? $0[0] + 1 / $0[0] : .nan }
        #expect(abs(found.point[0] - 1) < 1e-4 && found.isConverged)
    }
}
