/// On which bars an expression is evaluated.
struct RuleClock: Hashable, Sendable {
    /// Another instrument's symbol; `nil` for the traded instrument.
    var symbol: String?
    /// A higher timeframe; `nil` for the bars of the data.
    var timeframe: RuleTimeframe?

    /// The bars of the traded instrument.
    static let own = RuleClock()
}
