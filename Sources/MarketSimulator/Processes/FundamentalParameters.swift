/// The value that value traders believe in: an Ornstein–Uhlenbeck process with jumps, in ticks.
///
///     dr = κ (r̄ − r) dt + σ dW + J dN
///
/// - Source: the sparse mean-reverting oracle of ABIDES, Byrd, Hybinette and Balch (2019), arXiv 1904.12066, section 4;
///   the defaults are those of its reference configuration (κ 1.67e-16/ns, σ 5e-5/√ns, jumps 2.78e-18/ns of ±1,000 with
///   variance 50,000).
public struct FundamentalParameters: MarketParameters {
    /// The level that it returns to, in ticks.
    public var mean = 100_000.0
    /// κ: how fast it returns, per second.
    public var reversion = 1.67e-7
    /// σ: its deviation over a second, in ticks.
    public var volatility = 1.5811388
    /// Expected jumps per second.
    public var jumpRate = 2.78e-9
    /// The mean size of a jump in ticks; up and down are equally likely.
    public var jumpMean = 1_000.0
    /// The standard deviation of a jump's size in ticks.
    public var jumpDeviation = 223.6068
    /// The deviation of its move over a night, in ticks.
    public var overnightDeviation = 0.0
    /// The share of its moves that all instruments have in common, as a correlation from -1 to 1.
    public var commonLoading = 0.0
    /// The power of the market's activity that its variance grows with: 0 for a steady variance, 1 for news that come as
    /// the market is busy.
    public var activityExponent = 0.0
    /// How often it moves, in seconds.
    public var interval = 1.0

    /// The parameters at their defaults.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .number("mean", \.mean, in: 1...1e9, unit: "ticks", "Level that the fundamental value returns to"),
            .number("reversion", \.reversion, in: 0...1e3, unit: "1/s", "How fast it returns"),
            .number("volatility", \.volatility, in: 0...1e6, unit: "ticks/√s", "Deviation over a second"),
            .number("jump_rate", \.jumpRate, in: 0...10, unit: "1/s", "Expected jumps per second"),
            .number("jump_mean", \.jumpMean, in: 0...1e8, unit: "ticks", "Mean size of a jump, up or down"),
            .number("jump_deviation", \.jumpDeviation, in: 0...1e8, unit: "ticks", "Deviation of a jump's size"),
            .number("overnight_deviation", \.overnightDeviation, in: 0...1e8, unit: "ticks", "Deviation over a night"),
            .number("common_loading", \.commonLoading, in: -1...1, "Correlation with what moves all instruments"),
            .number(
                "activity_exponent", \.activityExponent, in: 0...4, "Power of activity that its variance grows with"),
            .number("interval", \.interval, in: 1e-4...60, unit: "seconds", "How often it moves"),
        ]
    }
}
