/// `A P = Q R` with column pivoting, which shows the rank.
///
/// - Source: Golub and Van Loan (2013), "Matrix Computations", 4th edition, section 5.4.2; LAPACK's GEQP3.
/// - Verified by: `FactorizationTests`: `Q R = A P`, `QᵀQ = 1`, ranks of matrices made of few columns.
public struct QRFactorization<Element: BLASElement>: Sendable {
    let reflectors: Matrix<Element>
    let scales: [Element]
    /// Column `pivots[j]` of `A` stands in place `j`.
    public let pivots: [Int]
    /// How many columns are independent: those whose diagonal of `R` is above `max(rows, columns) ε` of the first.
    public let rank: Int

    /// Factorizes a matrix of any shape.
    ///
    /// - Throws: `LinearAlgebraError.notFinite`.
    /// - Complexity: O(`rows columns²`).
    public init(of matrix: Matrix<Element>) throws(LinearAlgebraError) {
        try matrix.requireFinite()
        var copy = matrix.packed(.columnMajor)
        let (rows, columns) = (copy.rows, copy.columns)
        let least = min(rows, columns)
        var places = [Int32](repeating: 0, count: columns)
        var tau = [Element](repeating: 0, count: max(1, least))
        if least > 0 {
            let info = copy.withMutableElements { Element.geqp3(rows, columns, $0, rows, &places, &tau) }
            guard info == 0 else { throw .noConvergence(routine: "geqp3", info: info) }
        }
        reflectors = copy
        scales = tau
        pivots = least > 0 ? places.map { Int($0) - 1 } : Array(0..<columns)
        let tolerance = Element(max(rows, columns)) * Element.ulpOfOne * (least > 0 ? abs(copy[0, 0]) : 0)
        rank = (0..<least).count { abs(copy[$0, $0]) > tolerance }
    }

    /// `R`: upper triangular, shape `[min(rows, columns), columns]`.
    public var r: Matrix<Element> {
        var result = Matrix<Element>(rows: min(reflectors.rows, reflectors.columns), columns: reflectors.columns)
        for column in 0..<result.columns {
            for row in 0...column where row < result.rows { result[row, column] = reflectors[row, column] }
        }
        return result
    }

    /// `Q`: orthonormal columns, shape `[rows, min(rows, columns)]`.
    ///
    /// - Throws: Nothing that the shape does not already exclude.
    public func q() throws(LinearAlgebraError) -> Matrix<Element> {
        var result = Matrix<Element>(rows: reflectors.rows, columns: min(reflectors.rows, reflectors.columns))
        for index in 0..<result.columns { result[index, index] = 1 }
        try apply(transpose: false, to: &result)
        return result
    }

    /// `C ← Qᵀ C` or `Q C`, with the whole square `Q`.
    func apply(transpose: Bool, to c: inout Matrix<Element>) throws(LinearAlgebraError) {
        let (rows, columns, stride) = (c.rows, c.columns, c.stride)
        let count = min(reflectors.rows, reflectors.columns)
        guard count > 0, columns > 0 else { return }
        let info = reflectors.withElements { address in
            scales.withUnsafeBufferPointer { tau in
                c.withMutableElements { target in
                    tau.baseAddress.map {
                        Element.ormqr(
                            transpose: transpose, rows, columns, count, address, rows, $0, target, stride)
                    } ?? 0
                }
            }
        }
        guard info == 0 else { throw .noConvergence(routine: "ormqr", info: info) }
    }

    /// The least squares solution with zero for the columns that depend on others.
    ///
    /// - Parameter b: Shape `[rows]`.
    /// - Returns: Shape `[columns]`.
    /// - Throws: `LinearAlgebraError.shape`.
    public func solve(_ b: [Element]) throws(LinearAlgebraError) -> [Element] {
        guard b.count == reflectors.rows else {
            throw .shape(
                operation: "least squares", found: "\(b.count) values",
                needed: "one for each of \(reflectors.rows) rows")
        }
        var right = try Matrix(rows: b.count, columns: 1, elements: b)
        try apply(transpose: true, to: &right)
        var top = right.rows(0..<rank).packed(.columnMajor)
        try reflectors.rows(0..<rank).columns(0..<rank).solveTriangle(upper: true, &top)
        var solution = [Element](repeating: 0, count: reflectors.columns)
        for index in 0..<rank { solution[pivots[index]] = top[index, 0] }
        return solution
    }
}
