public import Core

/// What can be traded under one symbol, and in what steps.
public struct Instrument: Hashable, Sendable {
    /// The name under which the data know it: `AAPL`.
    public var symbol: String
    /// The smallest price step, in the instrument's currency; 0 where prices are continuous.
    public var tickSize: Price
    /// The smallest quantity step; 0 where any fraction can be traded, 1 for whole shares.
    public var lotSize: Quantity
    /// The smallest value of an order; 0 for none.
    public var minimumNotional: Cash
    /// Value of one unit per point of price: 1 for shares, 50 for the E-mini S&P future.
    public var multiplier: Double
    /// What it says of its own margin.
    public var margin = MarginTerms()
    /// How it is paid for.
    public var kind = InstrumentKind.security
    /// ISO 4217 code of the price's currency.
    public var currency: String
    /// Whether orders are taken; else its bars are signals only, such as daily bars beside those that are traded.
    public var isTradable: Bool

    /// An instrument; by default a share in dollars with whole lots and continuous prices.
    public init(
        symbol: String, tickSize: Price = 0, lotSize: Quantity = 1, minimumNotional: Cash = 0, multiplier: Double = 1,
        currency: String = "USD", isTradable: Bool = true
    ) {
        self.symbol = symbol
        self.tickSize = tickSize
        self.lotSize = lotSize
        self.minimumNotional = minimumNotional
        self.multiplier = multiplier
        self.currency = currency
        self.isTradable = isTradable
    }
}
