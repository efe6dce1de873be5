import Core
import LinearAlgebra
import Testing

/// Random matrices of both orders, slices of greater ones among them.
struct RandomMatrices {
    var random: RandomStream

    init(seed: UInt64) { random = RandomStream(seed: seed, name: "matrices") }

    mutating func size(_ limit: Int = 24) -> Int { 1 + random.below(limit) }

    mutating func matrix<Element: BLASElement>(_ rows: Int, _ columns: Int, _: Element.Type) -> Matrix<Element> {
        let (above, before) = (random.below(3), random.below(3))
        var matrix = Matrix<Element>(
            rows: rows + above + random.below(3), columns: columns + before + random.below(3),
            order: random.below(2) == 0 ? .rowMajor : .columnMajor)
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns { matrix[row, column] = Element(random.uniform() * 2 - 1) }
        }
        return matrix.rows(above..<above + rows).columns(before..<before + columns)
    }

    mutating func vector(_ count: Int) -> [Double] { (0..<count).map { _ in random.uniform() * 2 - 1 } }

    static func difference<Element: BLASElement>(_ a: Matrix<Element>, _ b: Matrix<Element>) -> Double {
        guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
        var worst = 0.0
        for row in 0..<a.rows {
            for column in 0..<a.columns {
                let error = abs(Double(a[row, column]) - Double(b[row, column]))
                if !(error <= worst) { worst = error }
            }
        }
        return worst
    }

    static func product<Element: BLASElement>(_ a: Matrix<Element>, _ b: Matrix<Element>) -> Matrix<Element> {
        var product = Matrix<Element>(rows: a.rows, columns: b.columns)
        for row in 0..<a.rows {
            for column in 0..<b.columns {
                product[row, column] = Element(
                    (0..<a.columns).reduce(0.0) { $0 + Double(a[row, $1]) * Double(b[$1, column]) })
            }
        }
        return product
    }
}

@Suite struct MatrixTests {
    @Test func theLibraryOfThisMachineIsRight() throws { try BLASCheck.require() }

    @Test(arguments: 0..<8 as Range<UInt64>) func productsOfAnyOrderEqualPlainLoops(seed: UInt64) throws {
        try hold(Double.self, tolerance: 1e-13)
        try hold(Float.self, tolerance: 1e-5)

        func hold<Element: BLASElement>(_ element: Element.Type, tolerance: Double) throws {
            var source = RandomMatrices(seed: seed)
            for _ in 0..<25 {
                let (m, n, k) = (source.size(), source.size(), source.size())
                let a = source.matrix(m, k, element)
                let b = source.matrix(k, n, element)
                let plain = RandomMatrices.product(a, b)
                #expect(try RandomMatrices.difference(a * b, plain) < tolerance, "seed \(seed)")
                var into = Matrix<Element>(rows: m, columns: n, order: b.order, repeating: .nan)
                try Matrix.multiply(a, b, into: &into)
                #expect(RandomMatrices.difference(into, plain) < tolerance, "seed \(seed)")
                #expect(
                    try RandomMatrices.difference(
                        b.transposed * a.transposed, RandomMatrices.product(b.transposed, a.transposed)) < tolerance)
                let gram = a.gram()
                #expect(
                    RandomMatrices.difference(gram, RandomMatrices.product(a.transposed, a)) < tolerance,
                    "seed \(seed)")
                #expect(gram == gram.transposed)
                let x = b.column(0)
                let y = try a * x
                #expect(
                    zip(y, plain.column(0)).allSatisfy { abs(Double($0) - Double($1)) < tolerance }, "seed \(seed)")
            }
        }
    }

    @Test func slicesAndTransposesShareTheirElementsUntilOneIsChanged() throws {
        let whole = try Matrix(rows: 3, columns: 4, order: .rowMajor, elements: (0..<12).map(Double.init))
        let slice = whole.rows(1..<3).columns(1..<3)
        #expect(slice.elements(.rowMajor) == [5, 6, 9, 10])
        #expect(slice.transposed.elements(.rowMajor) == [5, 9, 6, 10])
        let addresses = whole.withElements { start in slice.withElements { $0 - start } }
        #expect(addresses == 5)
        var changed = slice
        changed[0, 0] = -1
        #expect(whole[1, 1] == 5)
        #expect(changed.elements(.columnMajor) == [-1, 9, 6, 10])
        let columns = try Matrix(columns: [[1.0, 2], [3, 4]])
        #expect(columns.row(0) == [1, 3])
        #expect(whole.rows(at: [2, 0, 2]).column(0) == [8, 0, 8])
    }

    @Test func whatDoesNotConformIsAnError() throws {
        let a = Matrix<Double>(rows: 2, columns: 3)
        #expect(
            throws: LinearAlgebraError.shape(
                operation: "product", found: "2 × 3 by 2 × 3 into 2 × 3", needed: "m × k by k × n into m × n")
        ) { _ = try a * a }
        #expect(throws: LinearAlgebraError.self) { _ = try a * [1, 2] }
        #expect(throws: LinearAlgebraError.self) { _ = try Matrix(columns: [[1.0], [1, 2]]) }
        #expect(throws: LinearAlgebraError.self) { _ = try Matrix(rows: 2, columns: 2, elements: [1.0]) }
        #expect(throws: LinearAlgebraError.self) { _ = try Cholesky(of: a) }
        #expect(throws: LinearAlgebraError.self) { _ = try SymmetricEigen(of: a) }
        #expect(throws: LinearAlgebraError.self) { _ = try a.solve([1, 2]) }
    }

    @Test func notFiniteElementsAreNamed() throws {
        var a = Matrix<Double>(rows: 5, columns: 4, order: .rowMajor, repeating: 1)
        try a.requireFinite()
        a[3, 2] = .infinity
        #expect(throws: LinearAlgebraError.notFinite(row: 3, column: 2)) { try a.requireFinite() }
        #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 3)) { try a.transposed.requireFinite() }
        try a.rows(0..<3).requireFinite()
        a[3, 2] = .nan
        #expect(throws: LinearAlgebraError.notFinite(row: 3, column: 2)) { _ = try QRFactorization(of: a) }
        #expect(throws: LinearAlgebraError.notFinite(row: 3, column: 2)) { _ = try SingularValues(of: a) }
    }

    @Test func emptyMatricesAreMatricesToo() throws {
        let none = Matrix<Double>(rows: 0, columns: 3)
        #expect(try (none * Matrix(rows: 3, columns: 2)).rows == 0)
        #expect(try (none.transposed * none) == Matrix(rows: 3, columns: 3))
        #expect(none.gram() == Matrix(rows: 3, columns: 3))
        #expect(try Cholesky(of: Matrix<Double>(rows: 0, columns: 0)).solve([Double]()).isEmpty)
        #expect(try SingularValues(of: none).values.isEmpty)
        #expect(try QRFactorization(of: none).rank == 0)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 64, 1_001]) func sumsHaveAStatedOrder(count: Int) {
        var source = RandomMatrices(seed: 5)
        let (a, b) = (source.vector(count), source.vector(count))
        var lanes = [Double](repeating: 0, count: 8)
        var sums = [Double](repeating: 0, count: 8)
        let whole = count / 8 * 8
        for index in 0..<whole {
            lanes[index % 8] += a[index] * b[index]
            sums[index % 8] += a[index]
        }
        func fold(_ l: [Double]) -> Double { ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7])) }
        var (dot, sum) = (fold(lanes), fold(sums))
        for index in whole..<count {
            dot += a[index] * b[index]
            sum += a[index]
        }
        #expect(Vectors.dot(a, b) == dot)
        #expect(Vectors.sum(a) == sum)
    }
}
