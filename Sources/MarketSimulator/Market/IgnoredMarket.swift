/// A sink that takes no notice.
public struct IgnoredMarket: MarketSink {
    /// A sink that takes no notice.
    public init() {}
    /// Does nothing.
    public mutating func receive(trades: UnsafeBufferPointer<TradeRecord>) {}
    /// Does nothing.
    public mutating func receive(quotes: UnsafeBufferPointer<QuoteRecord>) {}
}
