import Glibc

/// `exp`, for tests that import nothing else that has it.
func exponential(_ value: Double) -> Double { exp(value) }

/// `log`, likewise.
func logarithm(_ value: Double) -> Double { log(value) }
