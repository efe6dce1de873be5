import Core

/// The keys of `judge`: what the judgement of a sweep asks for.
extension ConfigKeys {
    static let judge: [ConfigKey] = {
        let probability = ConfigKey.Kind.number(.init(minimum: 0, maximum: 1))
        let usual = JudgeConfiguration()
        return [
            ConfigKey("judge", .section, "What backtest judge asks of the chosen trial of a sweep; no part of a run."),
            ConfigKey(
                "judge.dsr", probability, default: usual.deflatedSharpe.shortestText,
                "The least deflated Sharpe ratio: the probability that the true ratio is above what luck shows."),
            ConfigKey(
                "judge.spa", probability, default: usual.superiority.shortestText,
                "The greatest p-value of Hansen's test for superior predictive ability (studentised, consistent)."),
            ConfigKey(
                "judge.pbo", probability, default: usual.overfitting.shortestText,
                "The greatest probability of backtest overfitting."),
        ]
    }()
}
