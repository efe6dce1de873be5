/// The best prices after they changed.
@frozen
public struct QuoteRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The best bid in ticks; 0 where there is none.
    public var bid: Int64
    /// Displayed lots there.
    public var bidLots: Int64
    /// The best ask in ticks; 0 where there is none.
    public var ask: Int64
    /// Displayed lots there.
    public var askLots: Int64
    /// The instrument's place in the configuration.
    public var instrument: Int32
}
