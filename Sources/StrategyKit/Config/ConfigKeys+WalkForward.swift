/// The keys of `walk_forward`: on what parameters are chosen again and again, and what they then trade.
extension ConfigKeys {
    static let walkForward: [ConfigKey] = [
        ConfigKey(
            "walk_forward", .section,
            "Windows in which parameters are chosen, as sweep says, and then trade what follows: backtest walk-forward."
        ),
        ConfigKey(
            "walk_forward.train", .period, required: true,
            "How long parameters are chosen on: 3y, 6mo, 26w or 90d of the calendar, 250 sessions, or a number of "
                + "instants at which bars end, as retrain counts them."),
        ConfigKey(
            "walk_forward.test", .period, required: true,
            "How long what was chosen trades; then the windows roll on by as much. The last may be shorter: at least half."
        ),
        ConfigKey(
            "walk_forward.anchored", .flag, default: "false",
            "Whether every training window begins with the data and grows, instead of rolling on."),
    ]
}
