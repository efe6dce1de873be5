internal import COpenBLAS

// LAPACK's letters, as LAPACKE takes them.
let columnMajor = Int32(LAPACK_COL_MAJOR)
let lower = letter("L")
let left = letter("L")
let plain = letter("N")
let transposed = letter("T")
let thin = letter("S")
let vectors = letter("V")

private func letter(_ character: Unicode.Scalar) -> CChar { CChar(UInt8(ascii: character)) }
