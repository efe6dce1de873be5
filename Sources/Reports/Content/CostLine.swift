public import Core

/// What one kind of cost took in all.
public struct CostLine: Hashable, Sendable {
    /// The kind: `Commission`, `Slippage`, `Half-spread`.
    public var label: String
    /// The amount, positive where it was paid.
    public var amount: Cash

    /// A kind of cost and its amount.
    public init(label: String, amount: Cash) {
        self.label = label
        self.amount = amount
    }
}
