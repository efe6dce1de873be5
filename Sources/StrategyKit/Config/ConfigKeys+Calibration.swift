import Core

/// The keys of `calibration`: what is fitted to real data.
extension ConfigKeys {
    static let calibration: [ConfigKey] = {
        let usual = CalibrationConfiguration()
        return [
            ConfigKey(
                "calibration", .section,
                "What of the market backtest simulate calibrate fits to real data, and how; no part of a market or a run."
            ),
            ConfigKey(
                "calibration.parameters", .list(.section, atLeast: 1),
                "The parameters that are free; --free says it too."),
            ConfigKey(
                "calibration.parameters.path", .text, required: true,
                "activity.NAME, exchange.NAME, fundamental.NAME, GROUP.NAME or GROUP.count; see backtest simulate calibrate "
                    + "CONFIG --list. A distribution is changed by a factor on its scale."),
            ConfigKey(
                "calibration.parameters.from", .number(.any),
                "Where it is searched from; the least value that it can have where absent."),
            ConfigKey(
                "calibration.parameters.to", .number(.any),
                "Where it is searched to; the greatest value that it can have where absent."),
            ConfigKey(
                "calibration.moments", .list(.text, atLeast: 1),
                "The moments that are matched; all that the data give where absent."),
            ConfigKey(
                "calibration.held_out", .number(.init(minimum: 0.01, maximum: 0.99)),
                default: usual.heldOut.shortestText,
                "The share of the days, the last ones, that judge the fit; none does of fewer than three days."),
            ConfigKey(
                "calibration.days", .whole(.init(minimum: 1, maximum: 10_000)),
                "Days of a simulated market; as many as are matched where absent."),
            ConfigKey(
                "calibration.replications", .whole(.init(minimum: 1, maximum: 10_000)),
                default: String(usual.replications),
                "Markets simulated for each point, with the same seeds at all points."),
            ConfigKey(
                "calibration.budget", .whole(.init(minimum: 1, maximum: 10_000_000)), default: String(usual.budget),
                "Points that the search may evaluate."),
            ConfigKey(
                "calibration.restarts", .whole(.init(minimum: 0, maximum: 1_000)), default: String(usual.restarts),
                "How often the search may begin anew, from a random point, where it has converged."),
            ConfigKey(
                "calibration.seed", .whole(.init(minimum: 0, maximum: 9_007_199_254_740_992)),
                "Seed of markets, resamples and the search; that of the market where absent."),
        ]
    }()
}
