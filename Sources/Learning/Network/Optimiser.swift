/// How parameters follow their gradient `g`, with the learning rate `η`.
///
/// - Verified by: `NetworkOracleTests`, each against PyTorch over 200 steps.
public enum Optimiser: Sendable, Equatable {
    /// `w ← w − η g`.
    case gradientDescent
    /// `v ← μ v + g`, `w ← w − η v`.
    case momentum(Double = 0.9)
    /// `v ← μ v + g`, `w ← w − η (g + μ v)`.
    ///
    /// - Source: Sutskever et al. (2013), "On the importance of initialization and momentum in deep learning", in the
    ///   form that takes the gradient at `w`.
    case nesterov(Double = 0.9)
    /// `s ← α s + (1 − α) g²`, `w ← w − η g / (√s + ε)`.
    ///
    /// - Source: Tieleman and Hinton (2012), lecture 6.5.
    case rmsprop(decay: Double = 0.99, epsilon: Double = 1e-8)
    /// `s ← s + g²`, `w ← w − η g / (√s + ε)`.
    ///
    /// - Source: Duchi, Hazan and Singer (2011), "Adaptive Subgradient Methods".
    case adagrad(epsilon: Double = 1e-10)
    /// `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`,
    /// `w ← w − η m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)`.
    ///
    /// - Source: Kingma and Ba (2015), "Adam", algorithm 1.
    case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
    /// Adam after `w ← (1 − η λ) w`, for the parameters that `WeightPenalty` names.
    ///
    /// - Source: Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization".
    case adamW(decay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)

    /// The decay of weights that is part of the step.
    var weightDecay: Double {
        if case .adamW(let decay, _, _, _) = self { decay } else { 0 }
    }

    func requireValid() throws(LearningError) {
        func share(_ name: String, _ value: Double) throws(LearningError) {
            guard value >= 0, value < 1 else {
                throw .parameter(name: name, found: "\(value)", allowed: "0 up to below 1")
            }
        }
        func positive(_ name: String, _ value: Double) throws(LearningError) {
            guard value > 0, value.isFinite else {
                throw .parameter(name: name, found: "\(value)", allowed: "positive numbers")
            }
        }
        switch self {
        case .gradientDescent: break
        case .momentum(let factor), .nesterov(let factor): try share("momentum", factor)
        case .rmsprop(let decay, let epsilon):
            try share("decay of RMSprop", decay)
            try positive("epsilon of RMSprop", epsilon)
        case .adagrad(let epsilon): try positive("epsilon of Adagrad", epsilon)
        case .adam(let beta1, let beta2, let epsilon), .adamW(_, let beta1, let beta2, let epsilon):
            try share("beta1 of Adam", beta1)
            try share("beta2 of Adam", beta2)
            try positive("epsilon of Adam", epsilon)
        }
        guard weightDecay >= 0, weightDecay.isFinite else {
            throw .parameter(name: "decay of AdamW", found: "\(weightDecay)", allowed: "0 and more")
        }
    }
}
