public import Core

/// Units of an order that changed hands at the exchange.
public struct LiveFill: Hashable, Sendable {
    /// Units, positive.
    public var units: Quantity
    /// The price paid or got.
    public var price: Price
    /// The price that slippage is counted from: for what waited its own, else the mid when it was sent.
    public var reference: Price
    /// Whether the order waited.
    public var isMaker: Bool
    /// The fee of the exchange, in money; negative for a rebate.
    public var fee: Cash

    /// A fill.
    public init(units: Quantity, price: Price, reference: Price, isMaker: Bool, fee: Cash) {
        self.units = units
        self.price = price
        self.reference = reference
        self.isMaker = isMaker
        self.fee = fee
    }
}
