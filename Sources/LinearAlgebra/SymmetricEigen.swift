/// `A = V diag(λ) Vᵀ` of a symmetric matrix.
///
/// - Source: LAPACK's SYEVD (divide and conquer).
/// - Verified by: `FactorizationTests`.
public struct SymmetricEigen<Element: BLASElement>: Sendable {
    /// The eigenvalues, ascending; shape `[n]`.
    public let values: [Element]
    /// The eigenvectors as columns, in that order; shape `[n, n]`.
    public let vectors: Matrix<Element>

    /// Of the matrix whose lower triangle is read.
    ///
    /// - Throws: `LinearAlgebraError.shape` where it is not square, `.notFinite`, `.noConvergence`.
    public init(of matrix: Matrix<Element>) throws(LinearAlgebraError) {
        guard matrix.rows == matrix.columns else {
            throw .shape(
                operation: "eigenvalues", found: "\(matrix.rows) × \(matrix.columns)",
                needed: "as many rows as columns")
        }
        try matrix.requireFinite()
        var copy = matrix.packed(.columnMajor)
        let size = copy.rows
        var lambda = [Element](repeating: 0, count: size)
        if size > 0 {
            let info = copy.withMutableElements { Element.syevd(size, $0, size, &lambda) }
            guard info == 0 else { throw .noConvergence(routine: "syevd", info: info) }
        }
        (values, vectors) = (lambda, copy)
    }
}
