extension Activation {
    /// The names under which activations are stored; a leaky ReLU's slope is stored beside it.
    private static let names: [(String, Activation)] = [
        ("identity", .identity), ("relu", .relu), ("tanh", .tanh), ("sigmoid", .sigmoid), ("gelu", .gelu),
        ("gelu_tanh", .geluTanh), ("silu", .silu),
    ]

    /// The name under which it is stored, and the slope of a leaky ReLU, else 0.
    var storedName: (name: String, slope: Double) {
        if case .leakyRelu(let slope) = self { return ("leaky_relu", slope) }
        return (Activation.names.first { $0.1 == self }?.0 ?? "", 0)
    }

    /// The activation of a name; `nil` where there is none.
    init?(storedName: String, slope: Double) {
        let found =
            storedName == "leaky_relu"
            ? .leakyRelu(slope: slope) : Activation.names.first { $0.0 == storedName }?.1
        guard let found else { return nil }
        self = found
    }
}
