import Portfolios

extension ConfigKeys {
    /// The keys of `portfolio`.
    ///
    /// Keys that only some allocations read have no default text: `PortfolioPlan.filling` gives them theirs where they
    /// are read, so that one given in vain is told from one left out.
    static let portfolio: [ConfigKey] = [
        ConfigKey(
            "portfolio", .section, "Target weights and when they are met, in place of a strategy: fractions of equity."),
        ConfigKey(
            "portfolio.allocation", .choice(AllocationPolicy.allCases.map { .init(stringLiteral: $0.rawValue) }),
            required: true, "The rule of the weights: " + allocations),
        ConfigKey(
            "portfolio.weights", .names(of: "a symbol of the data"),
            "The weights of fixed: { SPY: 0.6, TLT: 0.4 }; what they leave of 1 stays cash."),
        ConfigKey("portfolio.weights.*", .number(.init(minimum: 0, maximum: 1)), "The fraction of equity."),
        ConfigKey(
            "portfolio.instruments", .list(.text, atLeast: 1),
            "The symbols of the portfolio; all of the data where absent. With fixed the weights name them."),
        ConfigKey(
            "portfolio.schedule",
            .either([.choice(RebalanceSchedule.words.map { .init(stringLiteral: $0.word) }), .section]),
            default: "month",
            "When weights are looked at: at the first bar of each day, week, month or quarter, at the last session of a "
                + "month or quarter, once, or { bars: n } for every n-th bar."),
        ConfigKey("portfolio.schedule.bars", .whole(.init(minimum: 1)), required: true, "Every so many bars."),
        ConfigKey(
            "portfolio.band", .number(.init(minimum: 0, maximum: 1)), default: "0",
            "How far a weight may be off, as a fraction of equity, before all are brought to their targets."),
        ConfigKey(
            "portfolio.cash_buffer", .number(.init(minimum: 0, maximum: 0.99)), default: "0",
            "The fraction of equity that stays cash."),
        ConfigKey(
            "portfolio.costs", .choice(PortfolioPlan.CostPlace.allCases.map { .init(stringLiteral: $0.rawValue) }),
            default: "on-top",
            "Whether commission is paid on top of the weights, where cash must suffice, or is part of what a weight allows."
        ),
        ConfigKey(
            "portfolio.lookback", .whole(.init(minimum: 1)),
            "How far inverse-volatility, equal-risk, minimum-variance, mean-variance and momentum look back, from the "
                + "oldest price in use to now; 126 is the default."),
        ConfigKey(
            "portfolio.skip", .whole(.init(minimum: 0)),
            "How much of the newest past they leave out; 0 is the default."),
        ConfigKey(
            "portfolio.lookback_unit",
            .choice(PortfolioPlan.LookbackUnit.allCases.map { .init(stringLiteral: $0.rawValue) }),
            "Whether lookback and skip count bars or days of the calendar; bars is the default."),
        ConfigKey("portfolio.top", .whole(.init(minimum: 1)), "How many instruments momentum holds; 3 is the default."),
        ConfigKey(
            "portfolio.covariance", .choice(CovarianceEstimate.allCases.map { .init(stringLiteral: $0.rawValue) }),
            "The covariance of equal-risk, minimum-variance and mean-variance: the sample's, or shrunk as Ledoit and Wolf "
                + "have it, which is the default."),
        ConfigKey(
            "portfolio.minimum_weight", .number(.init(minimum: 0, maximum: 1)),
            "The least weight under minimum-variance and mean-variance; 0 is the default."),
        ConfigKey(
            "portfolio.maximum_weight", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
            "The greatest weight under minimum-variance and mean-variance; 1 is the default."),
        ConfigKey(
            "portfolio.risk_aversion", .number(.positive),
            "The weight of variance against mean under mean-variance; 1 is the default."),
    ]

    private static let allocations =
        "fixed weights, equal, inverse-volatility, equal-risk contribution, minimum-variance, mean-variance, or the "
        + "strongest by momentum in equal parts."
}
