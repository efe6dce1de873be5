/// What large weights cost beside the loss: `l1 Σ |w| + l2 / 2 Σ w²`, added to the gradient as `l1 sign(w) + l2 w`.
///
/// The losses that are reported do not hold it; clipping is done before it is added.
public struct WeightPenalty: Sendable, Equatable {
    /// The cost of the sum of magnitudes.
    public var l1: Double
    /// The cost of half the sum of squares.
    public var l2: Double
    /// Whether biases, gains and shifts are penalised (and decay with AdamW) too.
    public var includesBiases: Bool

    /// A penalty; none by default.
    public init(l1: Double = 0, l2: Double = 0, includesBiases: Bool = false) {
        self.l1 = l1
        self.l2 = l2
        self.includesBiases = includesBiases
    }

    func requireValid() throws(LearningError) {
        for (name, value) in [("L1", l1), ("L2", l2)] where !(value >= 0 && value.isFinite) {
            throw .parameter(name: "\(name) penalty", found: "\(value)", allowed: "0 and more")
        }
    }
}
