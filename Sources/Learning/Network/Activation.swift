#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The function that a layer of a network applies to each of its sums.
///
/// - Verified by: `NetworkGradientTests` (slopes against differences), `NetworkOracleTests` (values against PyTorch).
public enum Activation: Sendable, Equatable {
    /// `z`.
    case identity
    /// `max(z, 0)`; its slope at 0 is 0.
    case relu
    /// `z` above 0, else `slope · z`, with `0 ≤ slope < 1`.
    case leakyRelu(slope: Double)
    /// `tanh z`.
    case tanh
    /// `1 / (1 + e^−z)`.
    case sigmoid
    /// `z Φ(z)` with the distribution function of the normal, by `erf`.
    ///
    /// - Source: Hendrycks and Gimpel (2016), "Gaussian Error Linear Units", section 2.
    case gelu
    /// `z / 2 (1 + tanh(√(2/π) (z + 0.044715 z³)))`, the same paper's approximation, within 5e-4 of `gelu`.
    case geluTanh
    /// `z / (1 + e^−z)`.
    case silu

    /// The value at a sum.
    public func value(_ z: Double) -> Double {
        switch self {
        case .identity: z
        case .relu: z < 0 ? 0 : z
        case .leakyRelu(let slope): z > 0 ? z : slope * z
        case .tanh: Activation.hyperbolicTangent(z)
        case .sigmoid: Activation.logistic(z)
        case .gelu: Activation.normalGate(z)
        case .geluTanh: Activation.tanhGate(z)
        case .silu: Activation.logisticGate(z)
        }
    }

    /// The derivative at a sum.
    public func slope(_ z: Double) -> Double {
        switch self {
        case .identity: return 1
        case .relu: return z > 0 ? 1 : 0
        case .leakyRelu(let slope): return z > 0 ? 1 : slope
        case .tanh:
            let value = Activation.hyperbolicTangent(z)
            return 1 - value * value
        case .sigmoid:
            let value = Activation.logistic(z)
            return value * (1 - value)
        case .gelu: return Activation.normalGateSlope(z)
        case .geluTanh: return Activation.tanhGateSlope(z)
        case .silu: return Activation.logisticGateSlope(z)
        }
    }

    /// Whether the slope needs the sum itself: of the others it follows from the value, and the sum is not kept.
    var keepsSum: Bool {
        switch self {
        case .gelu, .geluTanh, .silu: true
        default: false
        }
    }

    /// Whether values are never negative or nearly so, for which starting weights must be wider by √2.
    var isRectifier: Bool {
        switch self {
        case .relu, .leakyRelu, .gelu, .geluTanh, .silu: true
        default: false
        }
    }

    func requireValid() throws(LearningError) {
        guard case .leakyRelu(let slope) = self else { return }
        guard slope >= 0, slope < 1 else {
            throw .parameter(name: "slope of the leaky ReLU", found: "\(slope)", allowed: "0 up to below 1")
        }
    }

    static func hyperbolicTangent(_ z: Double) -> Double {
        #if canImport(Glibc)
            Glibc.tanh(z)
        #else
            Darwin.tanh(z)
        #endif
    }

    static func logistic(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

    static func normalGate(_ z: Double) -> Double { 0.5 * z * (1 + erf(z * 0.5.squareRoot())) }

    static func normalGateSlope(_ z: Double) -> Double {
        // φ(z) = e^(−z²/2) / √(2π)
        0.5 * (1 + erf(z * 0.5.squareRoot())) + z * exp(-0.5 * z * z) * 0.398_942_280_401_432_7
    }

    /// `√(2/π)`.
    private static let gateScale = 0.797_884_560_802_865_4

    static func tanhGate(_ z: Double) -> Double {
        0.5 * z * (1 + hyperbolicTangent(gateScale * (z + 0.044715 * z * z * z)))
    }

    static func tanhGateSlope(_ z: Double) -> Double {
        let gate = hyperbolicTangent(gateScale * (z + 0.044715 * z * z * z))
        return 0.5 * (1 + gate) + 0.5 * z * (1 - gate * gate) * gateScale * (1 + 3 * 0.044715 * z * z)
    }

    static func logisticGate(_ z: Double) -> Double { z * logistic(z) }

    static func logisticGateSlope(_ z: Double) -> Double {
        let gate = logistic(z)
        return gate * (1 + z * (1 - gate))
    }
}
