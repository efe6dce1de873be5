import Core

/// The keys of `robustness`: what robustness runs vary.
extension ConfigKeys {
    static let robustness: [ConfigKey] = {
        let usual = RobustnessConfiguration()
        func list(_ values: [Double]) -> String { "[\(values.map(\.shortestText).joined(separator: ", "))]" }
        func list(_ values: [Int]) -> String { "[\(values.map { String($0) }.joined(separator: ", "))]" }
        let share = ConfigKey.Kind.number(.init(minimum: 0, maximum: 1))
        return [
            ConfigKey("robustness", .section, "What backtest robustness varies, and by how much; no part of a run."),
            ConfigKey(
                "robustness.kinds",
                .list(.choice(["trades", "bars", "noise", "delays", "costs", "periods", "instruments"]), atLeast: 1),
                "What is varied; all that apply where absent."),
            ConfigKey(
                "robustness.runs", .whole(.init(minimum: 1, maximum: 1_000_000)), default: String(usual.runs),
                "How many runs each group of drawn ones has."),
            ConfigKey(
                "robustness.seed", .whole(.init(minimum: 0, maximum: 9_007_199_254_740_992)),
                "Seed of the draws; that of the study where absent."),
            ConfigKey(
                "robustness.most_losses", share,
                "A threshold: the greatest share of a group's runs that may lose money; else the status is 6."),
            ConfigKey(
                "robustness.most_drawdown", share,
                "A threshold: how deep, as a fraction, the drawdown of one drawn run in twenty may be; else the status is 6."
            ),
            ConfigKey(
                "robustness.least_break_even", .number(.notNegative),
                "A threshold: the least multiple of all costs at which nothing is gained any more; else the status is 6."
            ),
            ConfigKey("robustness.trades", .section, "Trades in another order, and drawn again."),
            ConfigKey(
                "robustness.trades.compounded", .flag, default: "\(usual.compoundsTrades)",
                "Whether what a trade makes is a share of the account, or an amount of money."),
            ConfigKey(
                "robustness.trades.block", .whole(.init(minimum: 1)), default: String(usual.tradeBlock),
                "How many trades in a row are drawn together: more than 1 keeps streaks."),
            ConfigKey(
                "robustness.bars", .section, "Histories of whole sessions drawn in blocks (stationary bootstrap)."),
            ConfigKey(
                "robustness.bars.block", .number(.init(minimum: 1, maximum: 1e6)),
                "The mean number of sessions drawn in a row; the automatic one of Politis and White where absent."),
            ConfigKey("robustness.noise", .section, "Noise on prices."),
            ConfigKey(
                "robustness.noise.levels", .list(.number(.init(minimum: 0, maximum: 10)), atLeast: 1),
                default: list(usual.noiseLevels),
                "By how much a price is displaced at most, as parts of the mean true range: 0.1 is a tenth of it."),
            ConfigKey(
                "robustness.noise.window", .whole(.init(minimum: 1, maximum: 10_000)),
                default: String(usual.noiseWindow),
                "Of how many bars the true range is the mean."),
            ConfigKey(
                "robustness.noise.share", share, default: usual.noiseShare.shortestText, "The share of bars with noise."
            ),
            ConfigKey("robustness.delays", .section, "Orders that arrive late."),
            ConfigKey(
                "robustness.delays.bars", .list(.whole(.init(minimum: 0, maximum: 1_000)), atLeast: 0),
                default: list(usual.delayBars), "By how many bars of their instrument all orders are late, a run each."),
            ConfigKey(
                "robustness.delays.weights", .list(.number(.notNegative), atLeast: 0),
                default: list(usual.delayWeights),
                "How often an order is 0, 1, 2 … bars late, in proportion; drawn for each order of each run."),
            ConfigKey(
                "robustness.delays.latency", .list(.duration, atLeast: 1),
                "The longest of latencies that are drawn for each order, from nothing on, in place of broker.latency; none "
                    + "where absent."),
            ConfigKey(
                "robustness.costs", .section, "Costs times a factor: commission, slippage, spread and borrowing."),
            ConfigKey(
                "robustness.costs.factors", .list(.number(.init(minimum: 0, maximum: 1_000)), atLeast: 1),
                default: list(usual.costFactors), "Factors of all costs, a run each."),
            ConfigKey(
                "robustness.costs.range", .list(.number(.init(minimum: 0, maximum: 1_000)), atLeast: 2),
                default: list(usual.costRange),
                "The least and the greatest factor of drawn costs: commission and slippage have one each, their ratios equally "
                    + "likely."),
            ConfigKey("robustness.periods", .section, "Parts of the period, and the period without its best sessions."),
            ConfigKey(
                "robustness.periods.parts", .whole(.init(minimum: 1, maximum: 1_000)), default: String(usual.parts),
                "In how many parts of equally many sessions the period is cut; calendar years come besides."),
            ConfigKey(
                "robustness.periods.best_sessions", .list(.whole(.init(minimum: 1, maximum: 100_000)), atLeast: 0),
                default: list(usual.bestSessions), "Without how many of its best sessions the result is computed."),
        ]
    }()
}

extension ConfigValidator {
    /// Checks what no single key of `robustness` can say.
    mutating func checkRobustness(_ root: ConfigValue) {
        if let range = root["robustness.costs.range"] {
            let ends = range.elements.compactMap(\.number)
            if ends.count != 2 || ends[0] > ends[1] || ends[0] <= 0 {
                report(range.place, "'robustness.costs.range' is [least, greatest], both above 0")
            }
        }
        if let weights = root["robustness.delays.weights"], !weights.elements.isEmpty,
            weights.elements.compactMap(\.number).reduce(0, +) <= 0
        {
            report(weights.place, "'robustness.delays.weights' needs a weight above 0")
        }
    }
}
