import Foundation
import Portfolios
import TestSupport
import Testing

@Suite struct CovarianceTests {
    @Test func aSampleCovarianceByHand() {
        let matrix = Covariance.sample(ReturnTable(columns: [[1, 2, 3], [2, 2, 5]]))
        #expect(matrix.values == [1, 1.5, 1.5, 3])
    }

    @Test func returnsAreChangesOverThePriceBefore() {
        let table = ReturnTable(prices: [[100, 110, 99]])
        #expect(agree(table.columns[0][0], 0.1) && agree(table.columns[0][1], -0.1))
        #expect(table.periods == 2 && table.count == 1)
    }

    @Test func tooFewPeriodsGiveNoEstimate() {
        #expect(CovarianceEstimate.sample.covariance(of: ReturnTable(columns: [[0.1]])) == nil)
    }

    @Test func shrinkageMakesASingularCovariancePositive() throws {
        // Three instruments over two periods: rank one.
        let table = ReturnTable(columns: [[0.01, -0.01], [0.02, -0.02], [-0.01, 0.03]])
        let (matrix, shrinkage) = Covariance.ledoitWolf(table)
        #expect(shrinkage >= 0 && shrinkage <= 1)
        let minors = matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[0, 1]
        #expect(shrinkage == 0 || minors > 0)
    }

    /// Eleven funds, with numpy and scikit-learn 1.9.1.
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func sampleAndLedoitWolfAgreeWithTheOracle() throws {
        struct File: Decodable {
            struct Names: Decodable { var columns: [String] }
            struct Figures: Decodable {
                var sampleDdof1: [[Double]]
                var sampleDdof0: [[Double]]
                var ledoitWolf: [[Double]]
                var ledoitWolfShrinkage: Double
            }
            var pcaReturns: Names
            var covariance: Figures
        }
        let data = try Data(
            contentsOf: URL(fileURLWithPath: SharedFolder.path("oracles/models/classical_models.json")))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = try decoder.decode(File.self, from: data)
        let closes = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv"))
        let returns = ReturnTable(prices: file.pcaReturns.columns.map { closes.numbers($0) })
        func expect(_ ours: SquareMatrix, _ theirs: [[Double]], _ name: String) {
            for (index, pair) in zip(ours.values, theirs.joined()).enumerated() {
                #expect(agree(pair.0, pair.1, relative: 1e-10), "\(name) \(index): \(pair.0) against \(pair.1)")
            }
        }
        expect(Covariance.sample(returns), file.covariance.sampleDdof1, "sample")
        expect(Covariance.sample(returns, ddof: 0), file.covariance.sampleDdof0, "sample, ddof 0")
        let (matrix, shrinkage) = Covariance.ledoitWolf(returns)
        #expect(agree(shrinkage, file.covariance.ledoitWolfShrinkage, relative: 1e-10))
        expect(matrix, file.covariance.ledoitWolf, "Ledoit–Wolf")
    }
}
