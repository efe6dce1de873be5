/// What the judgement of a sweep asks of the chosen trial.
public struct JudgeConfiguration: Hashable, Sendable {
    /// The least deflated Sharpe ratio, a probability.
    public var deflatedSharpe = 0.95
    /// The greatest p-value of the test for superior predictive ability.
    public var superiority = 0.05
    /// The greatest probability of backtest overfitting.
    public var overfitting = 0.25

    /// The thresholds that hold where a config gives none.
    public init() {}

    /// The section `judge` of a config; what it leaves out is as it is without it.
    init(_ root: ConfigValue) {
        guard let judge = root["judge"] else { return }
        deflatedSharpe = judge["dsr"]?.number ?? deflatedSharpe
        superiority = judge["spa"]?.number ?? superiority
        overfitting = judge["pbo"]?.number ?? overfitting
    }
}
