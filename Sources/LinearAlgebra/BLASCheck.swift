/// Whether this machine's BLAS computes rightly: some builds of OpenBLAS are wrong on some processors.
///
/// Products (GEMM), Gram matrices (SYRK) and factors (POTRF), in both precisions, are held against plain loops once a
/// process, in less than a millisecond.
public enum BLASCheck {
    private static let outcome: Result<Void, LinearAlgebraError> = {
        do throws(LinearAlgebraError) {
            try verify(Double.self)
            try verify(Float.self)
            return .success(())
        } catch { return .failure(error) }
    }()

    /// Throws where BLAS is wrong; computed at the first call, remembered.
    ///
    /// - Throws: `LinearAlgebraError.wrongLibrary` with the remedy.
    public static func require() throws(LinearAlgebraError) { try outcome.get() }

    /// Sizes that are no multiple of any kernel's block, so that the edges are computed too.
    private static func verify<Element: BLASElement>(_ element: Element.Type) throws(LinearAlgebraError) {
        let (rows, size, columns) = (67, 41, 53)
        var state: UInt64 = 1
        func next() -> Element {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Element(Double(state >> 40) / 16_777_216 - 0.5)
        }
        let a = try Matrix(rows: rows, columns: size, elements: (0..<rows * size).map { _ in next() })
        let b = try Matrix(rows: size, columns: columns, elements: (0..<size * columns).map { _ in next() })
        let tolerance = Double(Element.ulpOfOne) * 100

        func hold(_ routine: String, _ found: Matrix<Element>, _ plain: Matrix<Element>) throws(LinearAlgebraError) {
            var worst = 0.0
            for row in 0..<found.rows {
                for column in 0..<found.columns {
                    let error = abs(Double(found[row, column]) - Double(plain[row, column]))
                    // NaN is the worst of all.
                    if !(error <= worst) { worst = error }
                }
            }
            guard worst <= tolerance else { throw .wrongLibrary(routine: routine, error: worst) }
        }
        try hold("gemm", a * b, plainProduct(a, b))
        var gram = a.gram()
        try hold("syrk", gram, plainProduct(a.transposed, a))
        for index in 0..<size { gram[index, index] += 1 }
        let factor = try Cholesky(of: gram).factor
        try hold("potrf", plainProduct(factor, factor.transposed), gram)
    }

    private static func plainProduct<Element: BLASElement>(_ a: Matrix<Element>, _ b: Matrix<Element>) -> Matrix<
        Element
    > {
        var product = Matrix<Element>(rows: a.rows, columns: b.columns)
        for row in 0..<a.rows {
            for column in 0..<b.columns {
                var total = 0.0
                for index in 0..<a.columns { total += Double(a[row, index]) * Double(b[index, column]) }
                product[row, column] = Element(total)
            }
        }
        return product
    }
}
