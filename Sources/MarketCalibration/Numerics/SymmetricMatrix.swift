/// A symmetric matrix of a few rows.
///
/// - Verified by: `SymmetricMatrixTests`.
struct SymmetricMatrix: Sendable, Hashable {
    /// Rows, and columns.
    let size: Int
    private var lower: [Double]

    /// A matrix of zeros.
    init(size: Int) {
        self.size = size
        lower = [Double](repeating: 0, count: size * (size + 1) / 2)
    }

    /// An entry, which is also that of the transposed place.
    subscript(_ row: Int, _ column: Int) -> Double {
        get { lower[SymmetricMatrix.place(row, column)] }
        set { lower[SymmetricMatrix.place(row, column)] = newValue }
    }

    private static func place(_ row: Int, _ column: Int) -> Int {
        row >= column ? row * (row + 1) / 2 + column : column * (column + 1) / 2 + row
    }

    /// x'My.
    func product(_ x: [Double], _ y: [Double]) -> Double {
        var sum = 0.0
        for row in 0..<size {
            for column in 0..<size { sum += x[row] * self[row, column] * y[column] }
        }
        return sum
    }

    /// The eigenvalues, ascending, with a unit eigenvector each.
    ///
    /// - Source: the cyclic method of Jacobi, Golub and Van Loan (2013), "Matrix Computations", section 8.5.
    func eigen() -> (values: [Double], vectors: [[Double]]) {
        var matrix = (0..<size).map { row in (0..<size).map { self[row, $0] } }
        var vectors = (0..<size).map { row in (0..<size).map { row == $0 ? 1.0 : 0 } }
        for _ in 0..<60 {
            var off = 0.0
            var all = 0.0
            for row in 0..<size {
                for column in 0..<size {
                    let square = matrix[row][column] * matrix[row][column]
                    all += square
                    if row != column { off += square }
                }
            }
            if !(off > 1e-30 * all) { break }
            for p in 0..<size {
                for q in stride(from: p + 1, to: size, by: 1) where matrix[p][q] != 0 {
                    SymmetricMatrix.rotate(&matrix, &vectors, p, q)
                }
            }
        }
        let order = (0..<size).sorted { (matrix[$0][$0], $0) < (matrix[$1][$1], $1) }
        return (order.map { matrix[$0][$0] }, order.map { place in vectors.map { $0[place] } })
    }

    private static func rotate(_ matrix: inout [[Double]], _ vectors: inout [[Double]], _ p: Int, _ q: Int) {
        let theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
        let tangent = (theta >= 0 ? 1.0 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for k in matrix.indices {
            let (a, b) = (matrix[k][p], matrix[k][q])
            matrix[k][p] = cosine * a - sine * b
            matrix[k][q] = sine * a + cosine * b
        }
        for k in matrix.indices {
            let (a, b) = (matrix[p][k], matrix[q][k])
            matrix[p][k] = cosine * a - sine * b
            matrix[q][k] = sine * a + cosine * b
            let (u, v) = (vectors[k][p], vectors[k][q])
            vectors[k][p] = cosine * u - sine * v
            vectors[k][q] = sine * u + cosine * v
        }
    }

    /// The inverse of a positive definite matrix; `nil` where the least eigenvalue is not above 1e-12 of the greatest.
    func inverse() -> SymmetricMatrix? {
        let (values, vectors) = eigen()
        guard let least = values.first, let greatest = values.last, greatest.isFinite, least > 1e-12 * greatest else {
            return nil
        }
        var inverse = SymmetricMatrix(size: size)
        for row in 0..<size {
            for column in 0...row {
                inverse[row, column] = zip(values, vectors).reduce(0) { $0 + $1.1[row] * $1.1[column] / $1.0 }
            }
        }
        return inverse
    }
}
