/// Lasso or elastic net at one penalty.
public struct ElasticNetSolution: Sendable, Equatable {
    /// The weight of the penalty.
    public let penalty: Double
    /// The fitted function.
    public let function: LinearFunction
    /// How often the coefficients were visited, those of the active set alone among them.
    public let iterations: Int

    /// How many coefficients are not zero.
    public var active: Int { function.coefficients.count { $0 != 0 } }
}
