/// The keys of `strategy.model`: what is learnt from what, when, and what is done with the predictions.
extension ConfigKeys {
    static let model: [ConfigKey] =
        [
            ConfigKey(
                "strategy.model", .section,
                "A model that is fitted on windows of features, again and again as time goes on, and what is done with its "
                    + "predictions."),
            ConfigKey(
                "strategy.model.kind", .text, required: true, "What learns, by name; see backtest list models."),
            ConfigKey(
                "strategy.model.parameters", .names(of: "a parameter of the model's kind"),
                "Values of the kind's parameters."),
            ConfigKey("strategy.model.parameters.*", parameterValue, "The value of the parameter."),
            ConfigKey(
                "strategy.model.on", .list(.text, atLeast: 1),
                "The symbols that are learnt from, predicted and traded; all that take orders where absent."),
            ConfigKey(
                "strategy.model.features", .names(of: "the name of a feature"), required: true,
                "What a prediction is made from, each an expression of the rules language: r1: close / close[1] - 1."),
            ConfigKey("strategy.model.features.*", .section, shorthand: "value", "One feature."),
            ConfigKey("strategy.model.features.*.value", .rule(.number), required: true, "Its value at a bar's end."),
            ConfigKey(
                "strategy.model.features.*.across",
                .choice(CrossSection.allCases.map { .init(stringLiteral: $0.rawValue) }),
                "How it is seen beside the other instruments whose bars end at the same instant: rank, from -1 to 1; "
                    + "score, in standard deviations from their mean; or difference from their mean."),
            ConfigKey(
                "strategy.model.window", .whole(.init(minimum: 1, maximum: 10_000)), default: "1",
                "How many bars of features a prediction sees."),
            ConfigKey(
                "strategy.model.transforms", .list(.section, atLeast: 0), default: "[standardise]", shorthand: "kind",
                "What features go through before the model, in order, each fitted on the training samples (S68)."),
            ConfigKey(
                "strategy.model.transforms.kind",
                .choice(["standardise", "robust", "winsorise", "rank", "normal", "pca", "select"]), required: true,
                "standardise: mean 0, deviation 1; robust: median and quartiles; winsorise: cut off the tails; rank or "
                    + "normal: by quantiles; pca: principal components; select: the features most correlated with the label."
            ),
            ConfigKey(
                "strategy.model.transforms.count", .whole(.init(minimum: 1)),
                "How many components or features are kept, for pca and select."),
            ConfigKey(
                "strategy.model.transforms.tail", .number(.init(minimum: 0, maximum: 0.49)),
                "The fraction that winsorise cuts off at each end; 0.01 is the default."),
            ConfigKey("strategy.model.label", .section, default: "{}", "What is predicted."),
            ConfigKey(
                "strategy.model.label.kind",
                .choice(LabelPlan.Kind.allCases.map { .init(stringLiteral: $0.rawValue) }), default: "return",
                "return or log-return over the horizon; sign of the return; scaled-return, in units of width; "
                    + "triple-barrier: which of gain, loss and horizon comes first, 1, -1 or 0; barrier-return: what was "
                    + "gained by then."),
            ConfigKey(
                "strategy.model.label.horizon", .whole(.init(minimum: 1, maximum: 100_000)), default: "1",
                "Bars from entry to exit, at most so many with barriers."),
            ConfigKey(
                "strategy.model.label.prices", .choice(["next-open", "close"]), default: "next-open",
                "From the open after the decision to an open, at prices that can be traded; or from close to close, which "
                    + "earns the gap after the decision (S66)."),
            ConfigKey(
                "strategy.model.label.dead_band", .number(.notNegative),
                "A sign is 0 for returns within it; without one returns of 0 have no sign."),
            ConfigKey(
                "strategy.model.label.width", .rule(.number),
                "The unit of scaled returns and barriers, as a fraction of price, an expression; the deviation of the last "
                    + "20 returns where absent."),
            ConfigKey(
                "strategy.model.label.gain", .number(.positive), "The gain barrier in widths; none where absent."),
            ConfigKey(
                "strategy.model.label.loss", .number(.positive), "The loss barrier in widths; none where absent."),
            ConfigKey(
                "strategy.model.label.touch", .choice(["close", "high-low"]),
                "What touches barriers: closes, the default, after which an exit fills; or highs and lows, as orders that "
                    + "rest at the barriers. A bar that holds both is then a loss."),
            ConfigKey(
                "strategy.model.label.side", .rule(.number),
                "The side that a first rule takes: above 0 to buy, below 0 to sell, 0 for none. The label is then whether "
                    + "following it earns more than label.cost, 1 or 0 (meta-labels)."),
            ConfigKey(
                "strategy.model.label.cost", .number(.notNegative), "What a round trip costs, as a fraction, for side."),
            ConfigKey(
                "strategy.model.label.across",
                .choice(CrossSection.allCases.map { .init(stringLiteral: $0.rawValue) }),
                "How the label is seen beside those of the other instruments at the same instant, which is what the policy "
                    + "rank trades: difference from their mean; rank, from -1 to 1; or score, in standard deviations."),
            ConfigKey(
                "strategy.model.weights", .choice(["equal", "uniqueness", "return"]), default: "equal",
                "How much samples count: equally; by how little their labels overlap; or by the return that is theirs alone."
            ),
            ConfigKey(
                "strategy.model.select", .section,
                "Values of parameters among which each training chooses, by testing them on the end of its own period."),
            ConfigKey(
                "strategy.model.select.parameters", .names(of: "a parameter of the model's kind"), required: true,
                "The values to try: depth: [2, 4]. All combinations are."),
            ConfigKey(
                "strategy.model.select.parameters.*",
                .list(parameterValue, atLeast: 1), "The values of the parameter."),
            ConfigKey(
                "strategy.model.select.folds", .whole(.init(minimum: 1, maximum: 1_000)), default: "3",
                "How many parts at the end of the training period are tested one after the other."),
            ConfigKey(
                "strategy.model.select.metric", .choice(["ic", "rank-ic", "mse"]), default: "ic",
                "What the best has the most of: information coefficient, rank information coefficient, or the least of: "
                    + "mean squared error."),
            ConfigKey("strategy.model.retrain", .section, default: "{}", "When the model is fitted anew (S67)."),
            ConfigKey(
                "strategy.model.retrain.every", .whole(.init(minimum: 1)), default: "21",
                "After so many instants at which bars end."),
            ConfigKey(
                "strategy.model.retrain.window", .whole(.init(minimum: 2)),
                "The newest so many instants are learnt from (rolling); all where absent (expanding)."),
            ConfigKey(
                "strategy.model.retrain.first", .whole(.init(minimum: 2)),
                "How many instants must have passed before the first training; retrain.window, or else 250, where absent."
            ),
        ] + validation + policy

    /// A value of a parameter, or a list of them.
    static let parameterValue = ConfigKey.Kind.either([.anyScalar, .list(.anyScalar, atLeast: 0)])

    private static let validation: [ConfigKey] = [
        ConfigKey(
            "strategy.model.validation", .section, default: "{}",
            "How backtest train tests the model; runs always walk forward."),
        ConfigKey(
            "strategy.model.validation.kind", .choice(["walk-forward", "k-fold", "combinatorial"]),
            default: "walk-forward",
            "As retrain says; or purged folds with an embargo; or all choices of folds, with their paths."),
        ConfigKey(
            "strategy.model.validation.folds", .whole(.init(minimum: 2, maximum: 1_000)),
            "How many folds; 5 for k-fold and 6 for combinatorial where absent."),
        ConfigKey(
            "strategy.model.validation.test_folds", .whole(.init(minimum: 1)),
            "How many of them are tested at a time, for combinatorial; 2 where absent."),
        ConfigKey(
            "strategy.model.validation.embargo", .number(.init(minimum: 0, maximum: 0.5)),
            "The fraction of all instants that is left out after a tested fold; 0.01 where absent."),
    ]

    private static let policy: [ConfigKey] = [
        ConfigKey(
            "strategy.model.policy", .section, default: "{}", "What is done with the predictions."),
        ConfigKey(
            "strategy.model.policy.kind",
            .choice(PolicyPlan.Kind.allCases.map { .init(stringLiteral: $0.rawValue) }), default: "thresholds",
            "thresholds: buy, sell or hold; proportional: weights in proportion; rank: the best against the worst; kelly: "
                + "weights by expected return over variance."),
        ConfigKey(
            "strategy.model.policy.side", .choice(["long", "short", "both"]), default: "long",
            "Which positions may be taken."),
        ConfigKey(
            "strategy.model.policy.buy", .number(.any),
            "A prediction above it opens a long position; 0, or 0.5 for probabilities, where absent."),
        ConfigKey(
            "strategy.model.policy.sell", .number(.any),
            "A prediction below it opens a short position; 0, or 0.5, where absent."),
        ConfigKey(
            "strategy.model.policy.exit_long", .number(.any),
            "A prediction below it closes a long position; between it and buy nothing is done. 0, or 0.5, where absent."
        ),
        ConfigKey(
            "strategy.model.policy.exit_short", .number(.any),
            "A prediction above it closes a short position; 0, or 0.5, where absent."),
        ConfigKey(
            "strategy.model.policy.weight", .number(.init(minimum: 0, maximum: 100, isAboveMinimum: true)),
            "The fraction of equity of a position under thresholds, and of each side under rank; 1 by the number of "
                + "instruments, and 0.5, where absent."),
        ConfigKey(
            "strategy.model.policy.units", .number(.positive),
            "How many shares, contracts or coins a position under thresholds has, in place of weight."),
        ConfigKey(
            "strategy.model.policy.scale", .number(.positive),
            "The weight for a prediction one above the centre, under proportional; required there."),
        ConfigKey(
            "strategy.model.policy.fraction", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
            "The part of the full Kelly weight that is taken; 0.5 where absent."),
        ConfigKey(
            "strategy.model.policy.lookback", .whole(.init(minimum: 2)),
            "Over how many bars kelly takes the variance of returns; 63 where absent."),
        ConfigKey(
            "strategy.model.policy.cap", .number(.init(minimum: 0, maximum: 100, isAboveMinimum: true)),
            "The greatest weight of an instrument under proportional and kelly; 1 by the number of instruments where absent."
        ),
        ConfigKey(
            "strategy.model.policy.top", .whole(.init(minimum: 1)),
            "How many instruments rank holds on each side, at most all, or half with both sides; a fifth of them where "
                + "absent. Each has the weight of the side by this number, however many have a bar: the rest is not "
                + "invested. Those with a bar are ranked, at most half of them on each side of both; what is held of "
                + "others keeps its place."),
        ConfigKey(
            "strategy.model.policy.every", .whole(.init(minimum: 1)),
            "Positions are looked at after so many instants; 1, or the horizon under rank, where absent."),
        ConfigKey(
            "strategy.model.policy.band", .number(.init(minimum: 0, maximum: 1)),
            "How far a weight may be off before it is met, under proportional, rank and kelly; 0.01 where absent."),
    ]
}
