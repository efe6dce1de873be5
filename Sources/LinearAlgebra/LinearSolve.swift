extension Matrix {
    /// `X` of `A X = B` for a square `A`, by LU with partial pivoting.
    ///
    /// - Throws: `LinearAlgebraError.shape`, `.notFinite`, `.singular`.
    public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
        guard rows == columns, b.rows == rows else {
            throw .shape(
                operation: "solve", found: "\(rows) × \(columns) by \(b.rows) × \(b.columns)", needed: "n × n by n × m")
        }
        try requireFinite()
        try b.requireFinite()
        var copy = packed(.columnMajor)
        var solution = b.packed(.columnMajor)
        let (size, count) = (rows, b.columns)
        guard size > 0, count > 0 else { return solution }
        let info = copy.withMutableElements { matrix in
            solution.withMutableElements { Element.gesv(size, count, matrix, size, $0, size) }
        }
        guard info == 0 else { throw .singular(column: info - 1) }
        return solution
    }

    /// `x` of `A x = b`.
    ///
    /// - Throws: `LinearAlgebraError.shape`, `.notFinite`, `.singular`.
    public func solve(_ b: [Element]) throws(LinearAlgebraError) -> [Element] {
        try solve(Matrix(rows: b.count, columns: 1, elements: b)).elements(.columnMajor)
    }
}
