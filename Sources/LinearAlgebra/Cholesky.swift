#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// `A = L Lᵀ` of a symmetric positive definite matrix.
///
/// - Verified by: `FactorizationTests`: `L Lᵀ = A` within `n ε ‖A‖` over random matrices, solutions against plain
///   elimination, updates and downdates against factors made anew.
public struct Cholesky<Element: BLASElement>: Sendable {
    /// `L`: lower triangular, zero above the diagonal.
    public internal(set) var factor: Matrix<Element>

    /// The largest of the columns' sums of magnitudes of `A`.
    let norm: Element

    /// Factorizes `matrix`, of which the lower triangle is read.
    ///
    /// - Throws: `LinearAlgebraError.shape` where it is not square, `.notFinite`, `.notPositiveDefinite`.
    /// - Complexity: O(`n³ / 3`), LAPACK's POTRF.
    public init(of matrix: Matrix<Element>) throws(LinearAlgebraError) {
        guard matrix.rows == matrix.columns else {
            throw .shape(
                operation: "Cholesky", found: "\(matrix.rows) × \(matrix.columns)", needed: "as many rows as columns")
        }
        try matrix.requireFinite()
        var copy = matrix.packed(.columnMajor)
        let size = copy.rows
        norm =
            (0..<size).map { column in
                (0..<size).reduce(Element.zero) { $0 + abs($1 >= column ? copy[$1, column] : copy[column, $1]) }
            }.max() ?? 0
        guard size > 0 else {
            factor = copy
            return
        }
        let info = copy.withMutableElements { Element.potrf(size, $0, size) }
        guard info == 0 else { throw .notPositiveDefinite(row: info - 1) }
        for column in 0..<size {
            for row in 0..<column { copy[row, column] = 0 }
        }
        factor = copy
    }

    /// How many rows `A` has.
    public var size: Int { factor.rows }

    /// `x` of `A x = b`.
    ///
    /// - Throws: `LinearAlgebraError.shape`.
    public func solve(_ b: [Element]) throws(LinearAlgebraError) -> [Element] {
        let right = try Matrix(rows: b.count, columns: 1, elements: b)
        return try solve(right).elements(.columnMajor)
    }

    /// `X` of `A X = B`.
    ///
    /// - Throws: `LinearAlgebraError.shape`.
    public func solve(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
        var solution = b.packed(.columnMajor)
        try factor.solveTriangle(upper: false, &solution)
        try factor.transposed.solveTriangle(upper: true, &solution)
        return solution
    }

    /// `A⁻¹`, symmetric to the bit.
    ///
    /// - Throws: Nothing that the shape does not already exclude.
    public func inverse() throws(LinearAlgebraError) -> Matrix<Element> {
        var inverse = Matrix<Element>.identity(size)
        try factor.solveTriangle(upper: false, &inverse)
        return inverse.gram()
    }

    /// The reciprocal condition number of `A` in the 1-norm: near the rounding error, solutions mean nothing.
    public var reciprocalCondition: Element {
        guard size > 0 else { return 1 }
        var result: Element = 0
        let (norm, size) = (norm, size)
        _ = factor.withElements { Element.pocon(size, $0, size, norm: norm, &result) }
        return result
    }
}

extension Cholesky {
    /// The factor of `A + v vᵀ`, by plane rotations.
    ///
    /// - Throws: `LinearAlgebraError.shape`, `.notFinite`.
    /// - Complexity: O(`n²`).
    /// - Source: Golub and Van Loan (2013), "Matrix Computations", 4th edition, section 6.5.4.
    public mutating func update(_ vector: [Element]) throws(LinearAlgebraError) {
        try rotate(vector, sign: 1)
    }

    /// The factor of `A − v vᵀ`, by hyperbolic rotations; unchanged where it throws.
    ///
    /// - Throws: `LinearAlgebraError.shape`, `.notFinite`; `.notPositiveDefinite` where nothing is left.
    /// - Complexity: O(`n²`).
    public mutating func downdate(_ vector: [Element]) throws(LinearAlgebraError) {
        let before = factor
        do throws(LinearAlgebraError) { try rotate(vector, sign: -1) } catch {
            factor = before
            throw error
        }
    }

    private mutating func rotate(_ vector: [Element], sign: Element) throws(LinearAlgebraError) {
        let size = size
        guard vector.count == size else {
            throw .shape(operation: "Cholesky update", found: "\(vector.count) elements", needed: "\(size)")
        }
        if let place = vector.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: place, column: 0) }
        var rest = vector
        for column in 0..<size {
            let diagonal = factor[column, column]
            let square = diagonal * diagonal + sign * rest[column] * rest[column]
            guard square > 0 else { throw .notPositiveDefinite(row: column) }
            let length = square.squareRoot()
            let (cosine, sine) = (length / diagonal, rest[column] / diagonal)
            factor[column, column] = length
            for row in column + 1..<max(size, column + 1) {
                let element = (factor[row, column] + sign * sine * rest[row]) / cosine
                rest[row] = cosine * rest[row] - sine * element
                factor[row, column] = element
            }
        }
    }
}

extension Cholesky where Element == Double {
    /// `log |A|`.
    public var logDeterminant: Double { factor.diagonal.reduce(0) { $0 + 2 * log($1) } }
}
