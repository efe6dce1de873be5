internal import COpenBLAS

extension Float: BLASElement {
    /// CBLAS `sgemm`.
    public static func gemm(
        rowMajor: Bool, transposeA: Bool, transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, alpha: Float, _ a: Address,
        _ strideA: Int, _ b: Address, _ strideB: Int, beta: Float, _ c: Writable, _ strideC: Int
    ) {
        cblas_sgemm(
            rowMajor ? CblasRowMajor : CblasColMajor, transposeA ? CblasTrans : CblasNoTrans,
            transposeB ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k), alpha, a, Int32(strideA), b,
            Int32(strideB), beta, c, Int32(strideC))
    }

    /// CBLAS `sgemv`.
    public static func gemv(
        rowMajor: Bool, transpose: Bool, _ m: Int, _ n: Int, alpha: Float, _ a: Address, _ strideA: Int, _ x: Address,
        beta: Float, _ y: Writable
    ) {
        cblas_sgemv(
            rowMajor ? CblasRowMajor : CblasColMajor, transpose ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), alpha,
            a, Int32(strideA), x, 1, beta, y, 1)
    }

    /// CBLAS `ssyrk`.
    public static func syrk(
        rowMajor: Bool, transpose: Bool, _ n: Int, _ k: Int, alpha: Float, _ a: Address, _ strideA: Int,
        beta: Float, _ c: Writable, _ strideC: Int
    ) {
        cblas_ssyrk(
            rowMajor ? CblasRowMajor : CblasColMajor, CblasLower, transpose ? CblasTrans : CblasNoTrans, Int32(n),
            Int32(k), alpha, a, Int32(strideA), beta, c, Int32(strideC))
    }

    /// CBLAS `strsm`.
    public static func trsm(
        rowMajor: Bool, upper: Bool, transpose: Bool, _ m: Int, _ n: Int, alpha: Float, _ a: Address, _ strideA: Int,
        _ b: Writable, _ strideB: Int
    ) {
        cblas_strsm(
            rowMajor ? CblasRowMajor : CblasColMajor, CblasLeft, upper ? CblasUpper : CblasLower,
            transpose ? CblasTrans : CblasNoTrans, CblasNonUnit, Int32(m), Int32(n), alpha, a, Int32(strideA), b,
            Int32(strideB))
    }

    /// LAPACK `spotrf`.
    public static func potrf(_ n: Int, _ a: Writable, _ stride: Int) -> Int {
        Int(LAPACKE_spotrf_work(columnMajor, lower, Int32(n), a, Int32(stride)))
    }

    /// LAPACK `sgesv`.
    public static func gesv(
        _ n: Int, _ columns: Int, _ a: Writable, _ strideA: Int, _ b: Writable, _ strideB: Int
    ) -> Int {
        var pivots = [Int32](repeating: 0, count: n)
        return Int(
            LAPACKE_sgesv(
                columnMajor, Int32(n), Int32(columns), a, Int32(strideA), &pivots, b, Int32(strideB)))
    }

    /// LAPACK `sgeqp3`.
    public static func geqp3(
        _ m: Int, _ n: Int, _ a: Writable, _ stride: Int, _ pivots: inout [Int32], _ tau: Writable
    ) -> Int {
        Int(LAPACKE_sgeqp3(columnMajor, Int32(m), Int32(n), a, Int32(stride), &pivots, tau))
    }

    /// LAPACK `sormqr`.
    public static func ormqr(
        transpose: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: Address, _ strideA: Int, _ tau: Address, _ c: Writable,
        _ strideC: Int
    ) -> Int {
        Int(
            LAPACKE_sormqr(
                columnMajor, left, transpose ? transposed : plain, Int32(m), Int32(n), Int32(k), a, Int32(strideA),
                tau, c, Int32(strideC)))
    }

    /// LAPACK `sgesdd`.
    public static func gesdd(
        _ m: Int, _ n: Int, _ a: Writable, _ stride: Int, _ values: Writable, _ u: Writable, _ vt: Writable
    ) -> Int {
        Int(
            LAPACKE_sgesdd(
                columnMajor, thin, Int32(m), Int32(n), a, Int32(stride), values, u, Int32(Swift.max(1, m)), vt,
                Int32(Swift.max(1, Swift.min(m, n)))))
    }

    /// LAPACK `ssyevd`.
    public static func syevd(_ n: Int, _ a: Writable, _ stride: Int, _ values: Writable) -> Int {
        Int(LAPACKE_ssyevd(columnMajor, vectors, lower, Int32(n), a, Int32(stride), values))
    }

    /// LAPACK `spocon`.
    public static func pocon(
        _ n: Int, _ a: Address, _ stride: Int, norm: Float, _ reciprocal: inout Float
    ) -> Int {
        Int(LAPACKE_spocon(columnMajor, lower, Int32(n), a, Int32(stride), norm, &reciprocal))
    }
}

extension Float {
    /// Whether all of a run of elements are finite.
    ///
    /// Not generic, so that callers which are get it as machine code of this type.
    public static func areFinite(_ address: Address, count: Int) -> Bool { areFiniteByLanes(address, count: count) }
}
