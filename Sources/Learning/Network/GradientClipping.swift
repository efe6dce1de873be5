/// A bound for gradients, so that one batch can not throw the weights far away.
public enum GradientClipping: Sendable, Equatable {
    /// No bound.
    case none
    /// The whole gradient is scaled down to this Euclidean norm: by `limit / (norm + 1e-6)` where that is below 1.
    ///
    /// - Source: Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural networks"; the
    ///   1e-6 is PyTorch's.
    case norm(Double)
    /// Each element is cut to `−limit … limit`.
    case value(Double)

    func requireValid() throws(LearningError) {
        switch self {
        case .none: break
        case .norm(let limit), .value(let limit):
            guard limit > 0, limit.isFinite else {
                throw .parameter(name: "limit of gradients", found: "\(limit)", allowed: "positive numbers")
            }
        }
    }
}
