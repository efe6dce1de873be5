/// The keys of `sweep`: which parameters are tried, and how.
extension ConfigKeys {
    static let sweep: [ConfigKey] = [
        ConfigKey("sweep", .section, "Which parameters are tried, and how: backtest sweep."),
        ConfigKey(
            "sweep.method",
            .choice([
                "grid", "random", "sobol", "latin", "tpe", "direct", "crs", "esch", "isres", "mlsl", "halving",
            ]), default: "grid",
            "How points are chosen: all of a grid, or trials many at random, by Sobol's sequence or as a Latin hypercube; or by "
                + "what results say: tpe (a tree-structured Parzen estimator, for words too), NLopt's direct, crs, esch, isres "
                + "and mlsl for numbers, or halving over growing parts of the period."),
        ConfigKey(
            "sweep.trials", .whole(.init(minimum: 1, maximum: 100_000_000)),
            "How many points; needed by all methods but grid. Of halving, how many begin."),
        ConfigKey(
            "sweep.lowest_fraction", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
            "The least part of the period that halving tries points on; 0.1 where absent."),
        ConfigKey(
            "sweep.reduction", .whole(.init(minimum: 2, maximum: 100)),
            "Of how many points halving keeps one for the next part; 3 where absent."),
        ConfigKey(
            "sweep.space", .names(of: "a parameter of the strategy, or any dotted key of the config"),
            "What is varied: space: { fast: [5, 10, 20], slow: { from: 50, to: 200, step: 10 } }. Where absent, every "
                + "parameter that has a range."),
        ConfigKey(
            "sweep.space.*", .either([.list(.anyScalar, atLeast: 1), .section, .text]),
            "Its values: a list, a range, or either as on the command line: 5:50:5."),
        ConfigKey("sweep.space.*.from", .number(.any), required: true, "The least value."),
        ConfigKey("sweep.space.*.to", .number(.any), required: true, "The greatest value."),
        ConfigKey(
            "sweep.space.*.step", .number(.positive),
            "The distance of values; on a logarithmic scale their ratio. Without it whole numbers go by ones, others vary "
                + "freely."),
        ConfigKey(
            "sweep.space.*.scale", .choice(["linear", "log"]), default: "linear",
            "Whether equal differences or equal ratios count alike."),
        ConfigKey(
            "sweep.constraints", .list(.text, atLeast: 1),
            "What every point meets: [\"fast < slow\", \"slow >= 2 * fast + 10\"]."),
        ConfigKey(
            "sweep.objective", .either([.text, .list(.text, atLeast: 1)]), default: "sharpe",
            "The metric that is to be best, or several for a Pareto front; see backtest list metrics."),
        ConfigKey(
            "sweep.trial_seconds", .number(.positive),
            "How long a trial may take before it is given up; as long as it takes where absent."),
    ]
}
