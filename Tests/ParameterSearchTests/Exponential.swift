#if canImport(Glibc)
    import Glibc
#endif

/// e to a power.
func exponential(_ power: Double) -> Double { exp(power) }
