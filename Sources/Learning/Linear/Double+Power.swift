#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension Double {
    /// `base` to the power `exponent`.
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
