/// How the exchange works: what it takes for its work and how long it takes.
public struct ExchangeTerms: MarketParameters {
    /// How long the exchange is busy with a message, in nanoseconds: those that arrive meanwhile are answered later.
    public var matchingNanoseconds = 0
    /// How long after that its answer to an order leaves the exchange, in nanoseconds.
    public var pipelineNanoseconds = 40_000
    /// The messages that a participant may send in a second; those beyond are refused.
    public var messagesPerSecond = 100_000
    /// What who waited pays for 10,000 lots, in ticks; negative where the exchange pays.
    public var makerFee = 0
    /// What who came pays for 10,000 lots, in ticks.
    public var takerFee = 0
    /// How far from the price at which trading began it may trade, as a share of it; 0 for any distance.
    ///
    /// An order that would trade beyond halts the instrument; the reopening auction gives the next price of reference.
    public var priceBand = 0.0
    /// How long a halt at the bands lasts, in seconds.
    public var bandHalt = 300.0
    /// How long orders are collected after it for the reopening auction, in seconds.
    public var bandAuction = 60.0
    /// What the book does where an order meets one of the same participant.
    public var selfTradePrevention = SelfTradeRule.none

    /// The terms at their defaults: no fees, answers after 40 µs.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .integer(
                "matching_delay", \.matchingNanoseconds, in: 0...1_000_000_000, unit: "ns",
                "How long a message keeps the exchange busy"),
            .integer(
                "pipeline_delay", \.pipelineNanoseconds, in: 0...1_000_000_000, unit: "ns",
                "How long an answer to an order is in the exchange"),
            .integer(
                "messages_per_second", \.messagesPerSecond, in: 1...1_000_000_000, unit: "1/s",
                "Messages that a participant may send in a second"),
            .integer(
                "maker_fee", \.makerFee, in: -1_000_000...1_000_000, unit: "ticks per 10,000 lots",
                "Fee of who waited; negative for a rebate"),
            .integer(
                "taker_fee", \.takerFee, in: -1_000_000...1_000_000, unit: "ticks per 10,000 lots", "Fee of who came"),
            .number(
                "price_band", \.priceBand, in: 0...0.99,
                "Share of the reference price beyond which no trade is; trading halts there; 0 for none"),
            .number("band_halt", \.bandHalt, in: 0...86_400, unit: "seconds", "How long a halt at the bands lasts"),
            .number(
                "band_auction", \.bandAuction, in: 0...86_400, unit: "seconds",
                "How long orders are collected after a halt at the bands"),
            .choice("self_trade_prevention", \.selfTradePrevention, "What happens where a participant meets itself"),
        ]
    }
}
