/// The best prices of an instrument as a participant knows them.
@frozen
public struct MarketQuote: Hashable, Sendable {
    /// The instrument's place in the configuration.
    public var instrument: Int
    /// The best bid in ticks; 0 where there is none.
    public var bid: Int64 = 0
    /// Displayed lots there.
    public var bidLots: Int64 = 0
    /// The best ask in ticks; 0 where there is none.
    public var ask: Int64 = 0
    /// Displayed lots there.
    public var askLots: Int64 = 0
    /// The price of the last trade in ticks; before the first, the price at which the market began.
    public var lastPrice: Int64 = 0
    /// Lots traded since the day began.
    public var dayLots: Int64 = 0
}
