/// What a market left behind, simulated or real: the facts are measured on whatever part of it there is.
///
/// Where there are quotes of both sides, returns are of mid prices; else of last trades; else of the closes of bars.
public struct MarketRecord: Sendable {
    /// What the market is called.
    public var name: String
    /// Trades; `nil` for none.
    public var trades: TradeColumns?
    /// Best quotes; `nil` for none.
    public var quotes: QuoteColumns?
    /// Snapshots of the book, by time.
    public var depth: [DepthSnapshot]
    /// Meta-orders, by start.
    public var metaOrders: [MetaOrder]
    /// Bars, read where there are neither trades nor quotes; `nil` for none.
    public var bars: BarColumns?
    /// Bars of all instruments of a market of several, for the facts about their correlation; empty for one.
    public var instruments: [BarColumns]
    /// When the market was open, half-open ranges of nanoseconds since the Unix epoch, rising, apart.
    ///
    /// Empty where it is unknown: then sessions end where nothing happens for longer than
    /// `StylizedFactsBattery.Options.longestSilence`. No return, product or duration crosses a session's end.
    public var sessions: [Range<Int64>]
    /// The smallest step of prices; `nil` where it is unknown, and then distances are not given in ticks.
    public var tickSize: Double?

    /// A record of nothing but a name, to be filled.
    public init(
        name: String, trades: TradeColumns? = nil, quotes: QuoteColumns? = nil, depth: [DepthSnapshot] = [],
        metaOrders: [MetaOrder] = [], bars: BarColumns? = nil, instruments: [BarColumns] = [],
        sessions: [Range<Int64>] = [], tickSize: Double? = nil
    ) {
        (self.name, self.trades, self.quotes, self.depth) = (name, trades, quotes, depth)
        (self.metaOrders, self.bars, self.instruments) = (metaOrders, bars, instruments)
        (self.sessions, self.tickSize) = (sessions, tickSize)
    }
}
