import Core
import Testing

@testable import SyntheticHistories

@Suite struct InnovationCorrelationTests {
    @Test func theRootOfADefiniteMatrixIsThatOfCholesky() {
        let (root, shrinkage) = InnovationCorrelation.repairedRoot([1, 0.6, 0.6, 1], count: 2)
        #expect(shrinkage == 0)
        #expect(zip(root, [1, 0, 0.6, 0.8]).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test func anIndefiniteMatrixIsShrunkByTheLeastShare() {
        // Eigenvalues 1 + 2r and 1 − r of r = −0.8 for all pairs: definite for r above −1/2, a share of 3/8.
        let r = -0.8
        let (root, shrinkage) = InnovationCorrelation.repairedRoot([1, r, r, r, 1, r, r, r, 1], count: 3)
        #expect(abs(shrinkage - 0.375) < 1e-5)
        for row in 0..<3 {
            let length = (0..<3).reduce(0) { $0 + root[row * 3 + $1] * root[row * 3 + $1] }
            #expect(abs(length - 1) < 1e-12)
        }
    }

    @Test func pairsWithTooFewRowsInCommonCountAsIndependent() {
        let a = (0..<100).map { $0 < 50 ? Double($0 % 7) : .nan }
        let b = (0..<100).map { $0 >= 40 ? Double($0 % 5) : .nan }
        let found = InnovationCorrelation([a, b], shares: [1, 1])
        #expect(found.unknownPairs.map { [$0.0, $0.1] } == [[0, 1]])
        #expect(found.root == [1, 0, 0, 1])
    }

    @Test func partOfTheVarianceRaisesTheCorrelation() {
        var stream = RandomStream(seed: 12, name: "test")
        let a = (0..<20_000).map { _ in NormalDraws.shared.next(from: &stream) }
        let b = a.map { 0.3 * $0 + (1 - 0.09).squareRoot() * NormalDraws.shared.next(from: &stream) }
        let found = InnovationCorrelation([a, b], shares: [0.5, 0.5])
        #expect(abs(found.root[2] - 0.6) < 0.03)
    }
}
