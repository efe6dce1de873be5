/// An instrument of the simulated market.
public struct MarketInstrument: Hashable, Sendable {
    /// The symbol under which its data are written.
    public var symbol: String
    /// The value of a tick in the instrument's currency.
    public var tickSize: Double
    /// The units in a lot.
    public var lotSize: Double
    /// Its fundamental value.
    public var fundamental: FundamentalParameters

    /// An instrument; by default with ticks of a hundredth and lots of one.
    public init(
        symbol: String = "SIM", tickSize: Double = 0.01, lotSize: Double = 1,
        fundamental: FundamentalParameters = FundamentalParameters()
    ) {
        self.symbol = symbol
        self.tickSize = tickSize
        self.lotSize = lotSize
        self.fundamental = fundamental
    }
}
