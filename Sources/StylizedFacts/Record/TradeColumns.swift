/// The trades of an instrument as columns of one length, in the order in which they happened.
public struct TradeColumns: Sendable, Hashable {
    /// Nanoseconds since the Unix epoch, never falling.
    public var times: [Int64]
    /// Prices, finite and above 0.
    public var prices: [Double]
    /// Sizes, finite and not below 0; empty where they are unknown.
    public var sizes: [Double]
    /// Who was the aggressor: 1 the buyer, −1 the seller, 0 nobody (an auction); `nil` where it is unknown, and is then
    /// inferred by `TradeSigns`.
    public var signs: [Int8]?

    /// Trades.
    public init(times: [Int64], prices: [Double], sizes: [Double], signs: [Int8]? = nil) {
        (self.times, self.prices, self.sizes, self.signs) = (times, prices, sizes, signs)
    }
}
