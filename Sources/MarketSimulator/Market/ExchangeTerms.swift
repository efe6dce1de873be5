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
            .choice("self_trade_prevention", \.selfTradePrevention, "What happens where a participant meets itself"),
        ]
    }
}
