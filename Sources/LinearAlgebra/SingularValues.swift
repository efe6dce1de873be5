/// `A = U diag(σ) Vᵀ`, thin.
///
/// - Source: LAPACK's GESDD (divide and conquer).
/// - Verified by: `FactorizationTests`: the product is `A`, `U` and `V` are orthonormal.
public struct SingularValues<Element: BLASElement>: Sendable {
    /// Shape `[rows, p]` with `p = min(rows, columns)`; orthonormal columns.
    public let left: Matrix<Element>
    /// The singular values, descending; shape `[p]`.
    public let values: [Element]
    /// `Vᵀ`, shape `[p, columns]`; orthonormal rows.
    public let rightTransposed: Matrix<Element>

    /// - Throws: `LinearAlgebraError.notFinite`, `.noConvergence`.
    public init(of matrix: Matrix<Element>) throws(LinearAlgebraError) {
        try matrix.requireFinite()
        var copy = matrix.packed(.columnMajor)
        let (rows, columns) = (copy.rows, copy.columns)
        let least = min(rows, columns)
        var u = Matrix<Element>(rows: rows, columns: least)
        var vt = Matrix<Element>(rows: least, columns: columns)
        var sigma = [Element](repeating: 0, count: least)
        if least > 0 {
            let info = copy.withMutableElements { address in
                u.withMutableElements { first in
                    vt.withMutableElements { second in
                        Element.gesdd(rows, columns, address, rows, &sigma, first, second)
                    }
                }
            }
            guard info == 0 else { throw .noConvergence(routine: "gesdd", info: info) }
        }
        (left, values, rightTransposed) = (u, sigma, vt)
    }

    /// How many singular values are above `max(rows, columns) ε` of the largest.
    public var rank: Int {
        let tolerance =
            Element(max(left.rows, rightTransposed.columns)) * Element.ulpOfOne * (values.first ?? 0)
        return values.count { $0 > tolerance }
    }

    /// The largest singular value over the smallest; infinite for a singular matrix.
    public var condition: Element {
        guard let first = values.first, let last = values.last else { return 1 }
        return first / last
    }

    /// The solution of least squares that is shortest, with singular values below the tolerance of `rank` left out.
    ///
    /// - Throws: `LinearAlgebraError.shape`.
    public func solve(_ b: [Element]) throws(LinearAlgebraError) -> [Element] {
        var projected = try left.transposed * b
        let rank = rank
        for index in projected.indices { projected[index] = index < rank ? projected[index] / values[index] : 0 }
        return try rightTransposed.transposed * projected
    }
}
