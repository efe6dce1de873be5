import Core
import LinearAlgebra
import Testing

@Suite struct FactorizationTests {
    /// A matrix of full rank with a gram matrix on which to factorize.
    static func tall(_ source: inout RandomMatrices, _ columns: Int) -> Matrix<Double> {
        source.matrix(columns + 5 + source.size(), columns, Double.self)
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func aCholeskyFactorGivesItsMatrixBack(seed: UInt64) throws {
        var source = RandomMatrices(seed: seed)
        for _ in 0..<20 {
            let a = FactorizationTests.tall(&source, source.size()).gram()
            let cholesky = try Cholesky(of: a)
            let product = RandomMatrices.product(cholesky.factor, cholesky.factor.transposed)
            #expect(RandomMatrices.difference(product, a) < 1e-12, "seed \(seed)")
            let b = source.vector(a.rows)
            let x = try cholesky.solve(b)
            let plain = try a.solve(b)
            let condition = Double(1) / cholesky.reciprocalCondition
            #expect(zip(x, plain).allSatisfy { abs($0 - $1) < 1e-13 * condition * 10 }, "seed \(seed)")
            #expect(
                RandomMatrices.difference(try cholesky.inverse() * a, .identity(a.rows)) < 1e-13 * condition * 10)
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func updatesAndDowndatesAreTheFactorMadeAnew(seed: UInt64) throws {
        var source = RandomMatrices(seed: seed)
        for _ in 0..<20 {
            let a = FactorizationTests.tall(&source, source.size())
            let row = source.vector(a.columns)
            var cholesky = try Cholesky(of: a.gram())
            let before = cholesky.factor
            try cholesky.update(row)
            var longer: [[Double]] = []
            for column in 0..<a.columns { longer.append(a.column(column) + [row[column]]) }
            let anew = try Cholesky(of: Matrix(columns: longer).gram())
            #expect(RandomMatrices.difference(cholesky.factor, anew.factor) < 1e-11, "seed \(seed)")
            try cholesky.downdate(row)
            #expect(RandomMatrices.difference(cholesky.factor, before) < 1e-9, "seed \(seed)")
        }
    }

    @Test func aDowndateThatLeavesNothingIsRefusedAndChangesNothing() throws {
        var cholesky = try Cholesky(of: Matrix<Double>.identity(3))
        let before = cholesky.factor
        #expect(throws: LinearAlgebraError.notPositiveDefinite(row: 1)) { try cholesky.downdate([0.5, 2, 0]) }
        #expect(cholesky.factor == before)
        #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 0)) { try cholesky.update([0, 0, .nan]) }
        #expect(cholesky.factor == before)
    }

    @Test func singularMatricesAreNamedByTheirColumn() throws {
        let twice = try Matrix(columns: [[1.0, 2, 3], [0, 1, 1], [2, 4, 6]])
        #expect(throws: LinearAlgebraError.singular(column: 2)) { _ = try twice.solve([1, 1, 1]) }
        let gram = try Matrix(columns: [[4.0, 2, 0], [2, 1, 0], [0, 0, 1]])
        #expect(throws: LinearAlgebraError.notPositiveDefinite(row: 1)) { _ = try Cholesky(of: gram) }
        #expect(throws: LinearAlgebraError.singular(column: 0)) {
            var right = Matrix<Double>(rows: 2, columns: 1, repeating: 1)
            try Matrix(rows: 2, columns: 2).solveTriangle(upper: true, &right)
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func aPivotedFactorizationShowsTheRank(seed: UInt64) throws {
        var source = RandomMatrices(seed: seed)
        for _ in 0..<20 {
            let (rows, columns) = (source.size(), source.size())
            let rank = 1 + source.random.below(min(rows, columns))
            let a = try source.matrix(rows, rank, Double.self) * source.matrix(rank, columns, Double.self)
            let qr = try QRFactorization(of: a)
            #expect(qr.rank == rank, "seed \(seed)")
            let q = try qr.q()
            var permuted = Matrix<Double>(rows: rows, columns: columns)
            for (place, pivot) in qr.pivots.enumerated() {
                for row in 0..<rows { permuted[row, place] = a[row, pivot] }
            }
            #expect(RandomMatrices.difference(try q * qr.r, permuted) < 1e-12, "seed \(seed)")
            #expect(RandomMatrices.difference(q.gram(), .identity(q.columns)) < 1e-13, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func leastSquaresLeaveAResidualThatTheColumnsDoNotSee(seed: UInt64) throws
    {
        var source = RandomMatrices(seed: seed)
        for _ in 0..<20 {
            let (rows, columns) = (source.size(), source.size())
            let rank = 1 + source.random.below(min(rows, columns))
            let a = try source.matrix(rows, rank, Double.self) * source.matrix(rank, columns, Double.self)
            let b = source.vector(rows)
            let svd = try SingularValues(of: a)
            #expect(svd.rank == rank, "seed \(seed)")
            let condition = svd.values[0] / svd.values[rank - 1]
            let qr = try QRFactorization(of: a)
            let (shortest, basic) = (try svd.solve(b), try qr.solve(b))
            for solution in [shortest, basic] {
                let residual = zip(b, try a * solution).map { $0 - $1 }
                let seen = try a.transposed * residual
                #expect(seen.allSatisfy { abs($0) < 1e-12 * condition }, "seed \(seed)")
            }
            #expect(Vectors.sumOfSquares(shortest) <= Vectors.sumOfSquares(basic) * (1 + 1e-9), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func singularValuesAndEigenvaluesMakeTheirMatrix(seed: UInt64) throws {
        var source = RandomMatrices(seed: seed)
        for _ in 0..<20 {
            let a = source.matrix(source.size(), source.size(), Double.self)
            let svd = try SingularValues(of: a)
            var scaled = svd.left.packed(.columnMajor)
            for column in 0..<scaled.columns {
                for row in 0..<scaled.rows { scaled[row, column] *= svd.values[column] }
            }
            #expect(RandomMatrices.difference(try scaled * svd.rightTransposed, a) < 1e-12, "seed \(seed)")
            #expect(svd.values == svd.values.sorted(by: >))
            let gram = a.gram()
            let eigen = try SymmetricEigen(of: gram)
            var stretched = eigen.vectors
            for column in 0..<stretched.columns {
                for row in 0..<stretched.rows { stretched[row, column] *= eigen.values[column] }
            }
            #expect(RandomMatrices.difference(try stretched * eigen.vectors.transposed, gram) < 1e-11, "seed \(seed)")
            for (value, singular) in zip(eigen.values.reversed(), svd.values) {
                #expect(abs(value - singular * singular) < 1e-11, "seed \(seed)")
            }
        }
    }

    @Test func triangularSystemsOfEitherSideAndOrderAreSolved() throws {
        var source = RandomMatrices(seed: 3)
        for _ in 0..<40 {
            let size = source.size(9)
            var triangle = source.matrix(size, size, Double.self)
            for index in 0..<size { triangle[index, index] += 3 }
            for upper in [false, true] {
                let b = source.matrix(size, source.size(5), Double.self)
                var x = b
                try triangle.solveTriangle(upper: upper, &x)
                var clean = triangle
                for row in 0..<size {
                    for column in 0..<size where upper ? column < row : column > row { clean[row, column] = 0 }
                }
                #expect(RandomMatrices.difference(RandomMatrices.product(clean, x), b) < 1e-10)
            }
        }
    }

    @Test func theLogarithmOfADeterminantIsThatOfTheProductOfThePivots() throws {
        let cholesky = try Cholesky(of: Matrix(columns: [[4.0, 2], [2, 3]]))
        #expect(abs(cholesky.logDeterminant - 2.0794415416798357) < 1e-15)  // ln 8
    }
}
