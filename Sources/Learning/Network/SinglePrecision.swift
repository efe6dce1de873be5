/// Functions of activations in single precision without branches, calls or tables, so that the compiler computes several
/// at a time.
///
/// NaN gives NaN; no argument overflows.
///
/// - Verified by: `SinglePrecisionTests`, against the C library in double precision.
enum SinglePrecision {
    /// The parts of `e^x = (1 + rest) · scale`, with `x` cut to `−87 … 88` and a power of two as scale.
    ///
    /// - Source: Moshier (1992), "Cephes Mathematical Library", `expf`: the polynomial on `±ln 2 / 2`.
    @inline(__always)
    private static func parts(_ x: Float) -> (rest: Float, scale: Float) {
        let low: Float = x < -87 ? -87 : x
        let cut: Float = low > 88 ? 88 : low
        // Adding 1.5 · 2²³ rounds to a whole number, and leaves it in the lowest bits.
        let shifted = cut * 1.442_695_04 + 12_582_912
        let whole = shifted - 12_582_912
        let r = cut - whole * 0.693_359_375 + whole * 2.121_944_4e-4
        var y: Float = 1.987_569_15e-4
        y = y * r + 1.398_199_950_7e-3
        y = y * r + 8.333_451_907_3e-3
        y = y * r + 4.166_579_589_4e-2
        y = y * r + 1.666_666_545_9e-1
        y = y * r + 5.000_000_120_1e-1
        return (y * r * r + r, Float(bitPattern: (shifted.bitPattern &<< 23) &+ 0x3f80_0000))
    }

    /// `e^x`, relative error below 2e-7 for `−87 ≤ x ≤ 88`.
    @inline(__always)
    static func exponential(_ x: Float) -> Float {
        let (rest, scale) = parts(x)
        return (rest + 1) * scale
    }

    /// `tanh x`, relative error below 4e-7.
    @inline(__always)
    static func hyperbolicTangent(_ x: Float) -> Float {
        // e^2x − 1 keeps its digits near zero.
        let (rest, scale) = parts(2 * x)
        let less = rest * scale + (scale - 1)
        return less / (less + 2)
    }

    /// `1 / (1 + e^−x)`, relative error below 4e-7 for `x ≥ −87`.
    @inline(__always)
    static func logistic(_ x: Float) -> Float { 1 / (1 + exponential(-x)) }

    /// `erf(|z| / √2)` and `e^(−z²/2)`, absolute error of the first below 3e-7.
    ///
    /// - Source: Abramowitz and Stegun (1964), "Handbook of Mathematical Functions", 7.1.26.
    @inline(__always)
    private static func errorFunction(_ z: Float) -> (value: Float, bell: Float) {
        let u = z.magnitude * 0.707_106_78
        let t = 1 / (1 + 0.327_591_1 * u)
        var y: Float = 1.061_405_429
        y = y * t - 1.453_152_027
        y = y * t + 1.421_413_741
        y = y * t - 0.284_496_736
        y = y * t + 0.254_829_592
        let bell = exponential(-0.5 * z * z)
        return (1 - y * t * bell, bell)
    }

    /// `z Φ(z)`, absolute error below 1e-6 for `|z| ≤ 6`.
    @inline(__always)
    static func normalGate(_ z: Float) -> Float { 0.5 * (z + z.magnitude * errorFunction(z).value) }

    @inline(__always)
    static func normalGateSlope(_ z: Float) -> Float {
        let (value, bell) = errorFunction(z)
        let sign: Float = z < 0 ? -1 : 1
        return 0.5 * (1 + sign * value) + z * bell * 0.398_942_28
    }

    @inline(__always)
    static func tanhGate(_ z: Float) -> Float {
        0.5 * z * (1 + hyperbolicTangent(0.797_884_56 * (z + 0.044715 * z * z * z)))
    }

    @inline(__always)
    static func tanhGateSlope(_ z: Float) -> Float {
        let gate = hyperbolicTangent(0.797_884_56 * (z + 0.044715 * z * z * z))
        return 0.5 * (1 + gate) + 0.5 * z * (1 - gate * gate) * 0.797_884_56 * (1 + 3 * 0.044715 * z * z)
    }

    @inline(__always)
    static func logisticGate(_ z: Float) -> Float { z * logistic(z) }

    @inline(__always)
    static func logisticGateSlope(_ z: Float) -> Float {
        let gate = logistic(z)
        return gate * (1 + z * (1 - gate))
    }
}
