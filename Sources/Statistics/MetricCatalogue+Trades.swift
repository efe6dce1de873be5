extension MetricCatalogue {
    private typealias Statistics = @Sendable (Performance) -> TradeStatistics

    /// The metrics of closed trades, once per lot and once per round trip (S61).
    ///
    /// Ids bear the group as a prefix.
    static func trades(
        _ group: MetricGroup, over sample: MetricSample, of noun: String,
        from statistics: @escaping @Sendable (Performance) -> TradeStatistics
    ) -> [MetricDeclaration] {
        openTrades(group, over: sample, of: noun, from: statistics)
            + amounts(group, sample, noun, statistics) + sides(group, sample, noun, statistics)
            + excursions(group, sample, noun, statistics)
    }

    private static func declare(
        _ id: String, _ title: String, _ unit: MetricUnit, _ group: MetricGroup, _ sample: MetricSample, _ noun: String,
        atLeast minimum: Int = 1, _ direction: MetricDirection, _ formula: String, _ source: String = "S61",
        _ undefined: String = "the result is not a finite number", _ statistics: @escaping Statistics,
        _ figure: @escaping @Sendable (TradeStatistics) -> Double?
    ) -> MetricDeclaration {
        MetricDeclaration(
            "\(group.rawValue)_\(id)", title, unit, group, over: sample, atLeast: minimum, better: direction,
            formula: formula, source: source, definition: "per \(noun),after costs", undefined: undefined
        ) { figure(statistics($0)) }
    }

    /// The metrics that are also given with open trades marked at the last price (S42).
    static func openTrades(
        _ group: MetricGroup, over sample: MetricSample, of noun: String,
        from: @escaping @Sendable (Performance) -> TradeStatistics
    ) -> [MetricDeclaration] {
        [
            declare(
                "count", "Number", .count, group, sample, noun, atLeast: 0, .neither, "number of trades", "S61", "",
                from
            ) { Double($0.count) },
            declare(
                "win_rate", "Win rate", .fraction, group, sample, noun, .higher, "share with net profit above 0", "S61",
                "", from
            ) { $0.winRate },
            declare(
                "net_profit", "Net profit", .currency, group, sample, noun, .higher, "Σ net profit", "S61", "", from
            ) { $0.netProfit },
            declare(
                "profit_factor", "Profit factor", .ratio, group, sample, noun, .higher, "Σ wins / |Σ losses|",
                "Schwager (1984)", "there is no losing trade", from
            ) { $0.profitFactor },
            declare(
                "payoff_ratio", "Payoff ratio", .ratio, group, sample, noun, .higher, "mean win / |mean loss|",
                "Tharp (2008)", "there is no winning or no losing trade", from
            ) { $0.payoffRatio },
            declare(
                "expectancy", "Expectancy", .currency, group, sample, noun, .higher, "mean net profit", "Tharp (2008)",
                "", from
            ) { $0.pnl.mean },
            declare(
                "expectancy_return", "Expectancy as a return", .fraction, group, sample, noun, .higher,
                "mean of net profit / notional at entry", "Tharp (2008)", "", from
            ) { $0.returns.mean },
            declare(
                "sqn", "System quality number", .ratio, group, sample, noun, atLeast: 2, .higher,
                "√n · mean / sd of net profit, ddof 1", "Tharp (2008)", "the profits do not vary", from
            ) { $0.systemQuality },
        ]
    }

    private static func amounts(
        _ group: MetricGroup, _ sample: MetricSample, _ noun: String, _ from: @escaping Statistics
    ) -> [MetricDeclaration] {
        let (noWin, noLoss) = ("there is no winning trade", "there is no losing trade")
        return [
            declare(
                "average_win", "Average win", .currency, group, sample, noun, .higher, "mean of net profits above 0",
                "S61", noWin, from
            ) { $0.averageWin },
            declare(
                "average_loss", "Average loss", .currency, group, sample, noun, .higher,
                "mean of net profits below 0", "S61", noLoss, from
            ) { $0.averageLoss },
            declare(
                "largest_win", "Largest win", .currency, group, sample, noun, .higher, "max net profit, above 0", "S61",
                noWin, from
            ) { $0.wins > 0 ? $0.pnl.maximum : nil },
            declare(
                "largest_loss", "Largest loss", .currency, group, sample, noun, .higher, "min net profit, below 0",
                "S61", noLoss, from
            ) { $0.losses > 0 ? $0.pnl.minimum : nil },
            declare(
                "best_return", "Best return", .fraction, group, sample, noun, .higher, "max return on entry", "S61", "",
                from
            ) { $0.returns.maximum },
            declare(
                "worst_return", "Worst return", .fraction, group, sample, noun, .higher, "min return on entry", "S61",
                "", from
            ) { $0.returns.minimum },
            declare(
                "median_profit", "Median profit", .currency, group, sample, noun, .higher, "median net profit", "S61",
                "", from
            ) { $0.medianProfit },
            declare(
                "expectancy_r", "Expectancy in R", .ratio, group, sample, noun, .higher,
                "mean of net profit / initial risk, where a stop was set", "Tharp (2008)",
                "no trade has a known initial risk", from
            ) { $0.riskMultiples.count > 0 ? $0.riskMultiples.mean : nil },
            declare(
                "kelly", "Kelly fraction", .fraction, group, sample, noun, .neither,
                "W − (1 − W) / payoff_ratio, W the win rate", "Kelly (1956)", "there is no winning or no losing trade",
                from
            ) { $0.kelly },
            declare(
                "costs", "Costs", .currency, group, sample, noun, .lower, "Σ costs of entries and exits", "S44", "",
                from
            ) { $0.costs },
            declare(
                "costs_share", "Costs of gross profit", .fraction, group, sample, noun, .lower,
                "Σ costs / Σ profit before costs", "S44", "there is no profit before costs", from
            ) { $0.profitBeforeCosts > 0 ? $0.costs / $0.profitBeforeCosts : nil },
            declare(
                "max_consecutive_wins", "Longest winning streak", .count, group, sample, noun, .higher,
                "most wins in a row by exit", "S61", "", from
            ) { Double($0.longestWinStreak) },
            declare(
                "max_consecutive_losses", "Longest losing streak", .count, group, sample, noun, .lower,
                "most losses in a row by exit", "S61", "", from
            ) { Double($0.longestLossStreak) },
        ]
    }

    private static func sides(
        _ group: MetricGroup, _ sample: MetricSample, _ noun: String, _ from: @escaping Statistics
    ) -> [MetricDeclaration] {
        [(TradeLot.Side.long, "Long"), (TradeLot.Side.short, "Short")].flatMap { side, name in
            let totals: @Sendable (TradeStatistics) -> TradeStatistics.SideTotals = {
                side == .long ? $0.long : $0.short
            }
            return [
                declare(
                    "\(side.rawValue)_count", "\(name) trades", .count, group, sample, noun, atLeast: 0, .neither,
                    "number of \(side.rawValue) trades", "S61", "", from
                ) { Double(totals($0).count) },
                declare(
                    "\(side.rawValue)_win_rate", "Win rate, \(side.rawValue)", .fraction, group, sample, noun, .higher,
                    "share of \(side.rawValue) trades with net profit above 0", "S61",
                    "there is no \(side.rawValue) trade", from
                ) { totals($0).winRate },
                declare(
                    "\(side.rawValue)_net_profit", "Net profit, \(side.rawValue)", .currency, group, sample, noun,
                    .higher, "Σ net profit of \(side.rawValue) trades", "S61", "", from
                ) { totals($0).netProfit },
            ]
        }
    }

    private static func excursions(
        _ group: MetricGroup, _ sample: MetricSample, _ noun: String, _ from: @escaping Statistics
    ) -> [MetricDeclaration] {
        [
            declare(
                "average_mae", "Average adverse excursion", .fraction, group, sample, noun, .higher,
                "mean of the worst move against the position / entry price, over the bars wholly inside the trade and its exit price",
                "Sweeney (1997)", "", from
            ) { $0.averageAdverseExcursion },
            declare(
                "average_mfe", "Average favourable excursion", .fraction, group, sample, noun, .higher,
                "mean of the best move for the position / entry price, over the bars wholly inside the trade and its exit price",
                "Sweeney (1997)", "", from
            ) { $0.averageFavourableExcursion },
            declare(
                "average_bars", "Average holding time, bars", .bars, group, sample, noun, .neither,
                "mean of exit bar − entry bar", "S61", "", from
            ) { $0.averageBars },
            declare(
                "average_days", "Average holding time, days", .days, group, sample, noun, .neither,
                "mean calendar days from entry to exit", "S61", "", from
            ) { $0.averageDays },
            declare(
                "median_bars", "Median holding time, bars", .bars, group, sample, noun, .neither,
                "median of exit bar − entry bar", "S61", "", from
            ) { $0.medianBars },
            declare(
                "longest_bars", "Longest holding time, bars", .bars, group, sample, noun, .neither,
                "max of exit bar − entry bar", "S61", "", from
            ) { $0.holdingBars.max() },
            declare(
                "average_bars_wins", "Average holding time of wins, bars", .bars, group, sample, noun, .neither,
                "mean of exit bar − entry bar of the wins", "S61", "there is no winning trade", from
            ) { $0.averageBars(ofWins: true) },
            declare(
                "average_bars_losses", "Average holding time of losses, bars", .bars, group, sample, noun, .neither,
                "mean of exit bar − entry bar of the losses", "S61", "there is no losing trade", from
            ) { $0.averageBars(ofWins: false) },
        ]
    }
}
