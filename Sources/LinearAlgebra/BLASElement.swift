/// `Float` or `Double`: the elements for which BLAS and LAPACK have routines, each by its name there without the
/// letter of the type.
///
/// The routines take addresses and check nothing: `Matrix` and the factorizations are what calls them. BLAS routines
/// follow CBLAS (`rowMajor` says the order of all matrices of the call, a flag whether one is read transposed); LAPACK
/// routines take column-major matrices, overwrite them, and return LAPACK's `info`.
///
/// - Source: Anderson et al. (1999), "LAPACK Users' Guide", 3rd edition; BLAS Technical Forum Standard (2001).
public protocol BLASElement: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
    typealias Address = UnsafePointer<Self>
    typealias Writable = UnsafeMutablePointer<Self>

    /// Whether all of a run of elements are finite.
    static func areFinite(_ address: Address, count: Int) -> Bool
    /// `C ← α op(A) op(B) + β C` with `C` of `m × n` and a shared length `k`.
    static func gemm(
        rowMajor: Bool, transposeA: Bool, transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, alpha: Self, _ a: Address,
        _ strideA: Int, _ b: Address, _ strideB: Int, beta: Self, _ c: Writable, _ strideC: Int)
    /// `y ← α op(A) x + β y` with `A` of `m × n`.
    static func gemv(
        rowMajor: Bool, transpose: Bool, _ m: Int, _ n: Int, alpha: Self, _ a: Address, _ strideA: Int, _ x: Address,
        beta: Self, _ y: Writable)
    /// The lower triangle of `C ← α Aᵀ A + β C` (`transpose`), or of `α A Aᵀ + β C`, with `C` of `n × n`.
    static func syrk(
        rowMajor: Bool, transpose: Bool, _ n: Int, _ k: Int, alpha: Self, _ a: Address, _ strideA: Int, beta: Self,
        _ c: Writable, _ strideC: Int)
    /// `B ← α op(A)⁻¹ B` with a triangular `A` of `m × m` and `B` of `m × n`.
    static func trsm(
        rowMajor: Bool, upper: Bool, transpose: Bool, _ m: Int, _ n: Int, alpha: Self, _ a: Address, _ strideA: Int,
        _ b: Writable, _ strideB: Int)

    /// Cholesky factor, in the lower triangle.
    static func potrf(_ n: Int, _ a: Writable, _ stride: Int) -> Int
    /// Solves `A x = b` by LU with partial pivoting.
    static func gesv(_ n: Int, _ columns: Int, _ a: Writable, _ strideA: Int, _ b: Writable, _ strideB: Int) -> Int
    /// QR with column pivoting; `pivots` begins at one, as LAPACK counts.
    static func geqp3(_ m: Int, _ n: Int, _ a: Writable, _ stride: Int, _ pivots: inout [Int32], _ tau: Writable) -> Int
    /// `C ← Qᵀ C` or `Q C` for the reflectors that `geqp3` left in `a`.
    static func ormqr(
        transpose: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: Address, _ strideA: Int, _ tau: Address, _ c: Writable,
        _ strideC: Int
    ) -> Int
    /// Singular values, descending, with the thin factors `U` (`m × p`) and `Vᵀ` (`p × n`), `p = min(m, n)`.
    static func gesdd(
        _ m: Int, _ n: Int, _ a: Writable, _ stride: Int, _ values: Writable, _ u: Writable, _ vt: Writable
    ) -> Int
    /// Eigenvalues of the symmetric matrix in the lower triangle, ascending; the vectors overwrite `a`, as columns.
    static func syevd(_ n: Int, _ a: Writable, _ stride: Int, _ values: Writable) -> Int
    /// The reciprocal condition number, in the 1-norm, of a matrix of that norm whose Cholesky factor is in `a`.
    static func pocon(_ n: Int, _ a: Address, _ stride: Int, norm: Self, _ reciprocal: inout Self) -> Int
}

extension BLASElement {
    /// Whether all of a run of elements are finite, eight at a time: machine code of the type that inlines it.
    @inline(__always)
    static func areFiniteByLanes(_ address: Address, count: Int) -> Bool {
        // A sum of products with zero is NaN as soon as one element is not finite.
        let bytes = UnsafeRawPointer(address)
        let size = MemoryLayout<Self>.size
        var lanes = SIMD8<Self>(repeating: 0)
        var index = 0
        while index + 8 <= count {
            lanes += bytes.loadUnaligned(fromByteOffset: index * size, as: SIMD8<Self>.self) * 0
            index += 8
        }
        var check = lanes.sum()
        while index < count {
            check += address[index] * 0
            index += 1
        }
        return check == 0
    }
}
