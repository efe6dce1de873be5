/// Which elements of a matrix lie beside each other.
public enum MatrixOrder: Sendable {
    /// Those of a row (C, NumPy's default).
    case rowMajor
    /// Those of a column (Fortran, LAPACK).
    case columnMajor

    /// The other one: the same memory read as the transposed matrix.
    @inlinable
    public var other: MatrixOrder { self == .rowMajor ? .columnMajor : .rowMajor }
}
