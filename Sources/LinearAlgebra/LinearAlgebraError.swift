/// What linear algebra can not do.
public enum LinearAlgebraError: Error, Equatable, CustomStringConvertible {
    /// The shapes do not go together: the operation, what was found, and what it needs.
    case shape(operation: String, found: String, needed: String)
    /// An element is NaN or infinite.
    case notFinite(row: Int, column: Int)
    /// The matrix is singular: the column at which the elimination found nothing to divide by.
    case singular(column: Int)
    /// The symmetric matrix is not positive definite: the row at which its Cholesky factor would be of a negative
    /// number or zero.
    case notPositiveDefinite(row: Int)
    /// An iteration inside LAPACK did not end.
    case noConvergence(routine: String, info: Int)
    /// The BLAS of this machine computes wrongly: the routine, and by how much.
    case wrongLibrary(routine: String, error: Double)

    /// What was found, what is needed, and the remedy.
    public var description: String {
        switch self {
        case .shape(let operation, let found, let needed):
            "\(operation): found \(found); it needs \(needed)"
        case .notFinite(let row, let column):
            "the element in row \(row), column \(column) is not a finite number; leave out or fill such rows"
        case .singular(let column):
            "the matrix is singular: column \(column) depends on those before it; leave it out, or penalise (ridge)"
        case .notPositiveDefinite(let row):
            "the matrix is not positive definite: row \(row) depends on those before it; leave it out, or add to the "
                + "diagonal (ridge)"
        case .noConvergence(let routine, let info):
            "LAPACK's \(routine) did not converge (info \(info)); are the columns of very different size?"
        case .wrongLibrary(let routine, let error):
            "the BLAS library of this machine computes \(routine) wrongly (error \(error)): set OPENBLAS_CORETYPE, for "
                + "example to Haswell, or install another libopenblas"
        }
    }
}
