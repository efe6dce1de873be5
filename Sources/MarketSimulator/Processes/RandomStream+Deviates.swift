internal import Core
internal import Glibc

extension RandomStream {
    /// A number of the exponential distribution with mean 1, by inversion: one draw.
    @inline(__always)
    mutating func exponential() -> Double {
        -log(1 - uniform())
    }

    /// A number of the standard normal distribution: two draws.
    ///
    /// - Source: Box and Muller (1958), "A Note on the Generation of Random Normal Deviates", eq. 1.
    @inline(__always)
    mutating func normal() -> Double {
        let radius = (2 * exponential()).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }

    /// Whether a chance of `probability` came true: one draw.
    @inline(__always)
    mutating func chance(_ probability: Double) -> Bool { uniform() < probability }
}
