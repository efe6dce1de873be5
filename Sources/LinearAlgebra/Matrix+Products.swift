extension Matrix {
    /// `C ← α A B + β C`.
    ///
    /// No operand is copied, whatever its order; with `β = 0` nothing of `C` is read.
    ///
    /// - Parameters:
    ///   - a: Shape `[m, k]`.
    ///   - b: Shape `[k, n]`.
    ///   - c: Shape `[m, n]`; must share no array with `a` or `b`, or it is copied first.
    /// - Throws: `LinearAlgebraError.shape`.
    /// - Complexity: O(`m n k`), BLAS level 3 (GEMM).
    @inlinable
    public static func multiply(
        _ a: borrowing Matrix, _ b: borrowing Matrix, into c: inout Matrix, alpha: Element = 1, beta: Element = 0
    ) throws(LinearAlgebraError) {
        guard a.columns == b.rows, a.rows == c.rows, b.columns == c.columns else {
            throw .shape(
                operation: "product",
                found: "\(a.rows) × \(a.columns) by \(b.rows) × \(b.columns) into \(c.rows) × \(c.columns)",
                needed: "m × k by k × n into m × n")
        }
        let (order, stride, length) = (c.order, max(1, c.stride), a.columns)
        let (m, n) = (c.rows, c.columns)
        guard m > 0, n > 0 else { return }
        let (transposeA, strideA) = (a.order != order, max(1, a.stride))
        let (transposeB, strideB) = (b.order != order, max(1, b.stride))
        a.withElements { first in
            b.withElements { second in
                c.withMutableElements { target in
                    Element.gemm(
                        rowMajor: order == .rowMajor, transposeA: transposeA, transposeB: transposeB, m, n, length,
                        alpha: alpha, first, strideA, second, strideB, beta: beta, target, stride)
                }
            }
        }
    }

    /// `A B`.
    ///
    /// - Throws: `LinearAlgebraError.shape`.
    @inlinable
    public static func * (a: Matrix, b: Matrix) throws(LinearAlgebraError) -> Matrix {
        var product = Matrix(rows: a.rows, columns: b.columns, order: a.order)
        try multiply(a, b, into: &product)
        return product
    }

    /// `y ← α A x + β y`, for vectors as arrays.
    ///
    /// - Parameters:
    ///   - a: Shape `[m, n]`.
    ///   - x: Shape `[n]`.
    ///   - y: Shape `[m]`.
    /// - Throws: `LinearAlgebraError.shape`.
    /// - Complexity: O(`m n`), BLAS level 2 (GEMV).
    @inlinable
    public static func multiply(
        _ a: borrowing Matrix, _ x: [Element], into y: inout [Element], alpha: Element = 1, beta: Element = 0
    ) throws(LinearAlgebraError) {
        guard a.columns == x.count, a.rows == y.count else {
            throw .shape(
                operation: "product", found: "\(a.rows) × \(a.columns) by \(x.count) into \(y.count)",
                needed: "m × n by n into m")
        }
        guard !y.isEmpty else { return }
        let (rowMajor, rows, columns, stride) = (a.order == .rowMajor, a.rows, a.columns, max(1, a.stride))
        a.withElements { matrix in
            x.withUnsafeBufferPointer { input in
                y.withUnsafeMutableBufferPointer { output in
                    guard let target = output.baseAddress else { return }
                    Element.gemv(
                        rowMajor: rowMajor, transpose: false, rows, columns, alpha: alpha, matrix, stride,
                        input.baseAddress ?? UnsafePointer(Matrix.none), beta: beta, target)
                }
            }
        }
    }

    /// `A x`.
    ///
    /// - Throws: `LinearAlgebraError.shape`.
    @inlinable
    public static func * (a: Matrix, x: [Element]) throws(LinearAlgebraError) -> [Element] {
        var product = [Element](repeating: 0, count: a.rows)
        try multiply(a, x, into: &product)
        return product
    }

    /// `Aᵀ A`, both triangles filled.
    ///
    /// - Returns: Shape `[columns, columns]`, symmetric to the bit.
    /// - Complexity: O(`rows columns²`), BLAS level 3 (SYRK), half the work of a product.
    @inlinable
    public func gram() -> Matrix {
        var product = Matrix(rows: columns, columns: columns)
        let (rowMajor, stride, size, length) = (order == .rowMajor, max(1, stride), columns, rows)
        guard size > 0, length > 0 else { return product }
        withElements { source in
            product.withMutableElements { target in
                // The lower triangle by columns is the upper one by rows: the mirrored copy below fills the rest.
                Element.syrk(
                    rowMajor: rowMajor, transpose: true, size, length, alpha: 1, source, stride, beta: 0, target, size)
            }
        }
        product.mirror(lowerOfRows: rowMajor)
        return product
    }

    /// Copies the filled triangle to the other side.
    @inlinable
    mutating func mirror(lowerOfRows: Bool) {
        for row in 0..<rows {
            for column in 0..<row {
                if lowerOfRows { self[row, column] = self[column, row] } else { self[column, row] = self[row, column] }
            }
        }
    }

    /// `B ← T⁻¹ B` for the triangle `T` of this square matrix; the other triangle is not read.
    ///
    /// - Parameters:
    ///   - upper: Whether `T` is the upper triangle.
    ///   - b: Shape `[rows, n]`, replaced by the solution; of either order.
    /// - Throws: `LinearAlgebraError.shape`; `.singular` where the diagonal of `T` holds a zero.
    public func solveTriangle(upper: Bool, _ b: inout Matrix) throws(LinearAlgebraError) {
        guard rows == columns, b.rows == rows else {
            throw .shape(
                operation: "triangular solve", found: "\(rows) × \(columns) by \(b.rows) × \(b.columns)",
                needed: "n × n by n × m")
        }
        if let column = diagonal.firstIndex(of: 0) { throw .singular(column: column) }
        guard rows > 0, b.columns > 0 else { return }
        let (order, size, count) = (b.order, rows, b.columns)
        let (stride, strideB, transpose) = (max(1, stride), max(1, b.stride), self.order != b.order)
        withElements { triangle in
            b.withMutableElements { right in
                // Read in the other order, the upper triangle stands below.
                Element.trsm(
                    rowMajor: order == .rowMajor, upper: upper != transpose, transpose: transpose, size, count,
                    alpha: 1, triangle, stride, right, strideB)
            }
        }
    }
}
