import Statistics

/// Which figures are kept of each trial of a sweep: the headline figures, and what its objectives name besides.
public struct TrialColumns: Sendable, Hashable {
    /// The names, in the order of files: ids of the metrics catalogue where it has them.
    public let names: [String]

    /// The figures of every trial.
    private static let headline: [(name: String, value: @Sendable (HeadlineFigures) -> Double?)] = [
        ("sharpe", { $0.sharpe }), ("total_return", { $0.totalReturn }), ("cagr", { $0.compoundGrowth }),
        ("volatility", { $0.volatility }), ("sortino", { $0.sortino }), ("max_drawdown", { $0.maximumDrawdown }),
        ("calmar", { $0.calmar }), ("trades", { Double($0.trades) }), ("win_rate", { $0.winRate }),
        ("profit_factor", { $0.profitFactor }), ("final_equity", { $0.finalEquity }), ("costs", { $0.costs }),
        ("traded_notional", { $0.tradedNotional }), ("sessions", { Double($0.sessions) }), ("mean", { $0.mean }),
        ("deviation", { $0.deviation }), ("skewness", { $0.skewness }), ("kurtosis_raw", { $0.kurtosis }),
    ]

    /// The columns of a sweep.
    ///
    /// - Parameter metrics: Ids of the catalogue that are wanted, such as those of its objectives; those that every trial
    ///   has anyway are not repeated.
    public init(and metrics: [String] = []) {
        var names = TrialColumns.headline.map(\.name)
        for metric in metrics where !names.contains(metric) { names.append(metric) }
        self.names = names
    }

    /// The number of figures.
    public var count: Int { names.count }

    /// The metrics that take a whole run; none where the headline figures do.
    public var catalogued: [String] { Array(names.dropFirst(TrialColumns.headline.count)) }

    /// The place of a column; `nil` for one that is not kept.
    public func place(of name: String) -> Int? { names.firstIndex(of: name) }

    /// Appends the headline figures to a row; `nan` for those that there are not.
    static func append(_ figures: HeadlineFigures, to row: inout [Double]) {
        for column in headline { row.append(column.value(figures) ?? .nan) }
    }
}
