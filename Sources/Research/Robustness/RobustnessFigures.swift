import Core
public import Statistics

/// The headline figures of a robustness run.
public struct RobustnessFigures: Sendable, Hashable {
    /// Equity at the end over the money at the start, less one; of a ruined run, too.
    public var totalReturn: Double
    /// Growth a year; `nil` of a ruined run, and where a run has no time.
    public var compoundGrowth: Double?
    /// The annual Sharpe ratio of the session returns; `nil` where there are none that vary.
    public var sharpe: Double?
    /// The deepest fall, a negative fraction; −1 of a ruined run.
    public var maximumDrawdown: Double
    /// The number of closed lots; `nil` where it cannot be told.
    public var trades: Int?
    /// Whether equity fell to zero or below (S43).
    public var isRuined: Bool

    /// Figures.
    public init(
        totalReturn: Double, compoundGrowth: Double? = nil, sharpe: Double? = nil, maximumDrawdown: Double,
        trades: Int? = nil, isRuined: Bool = false
    ) {
        self.totalReturn = totalReturn
        self.compoundGrowth = compoundGrowth
        self.sharpe = sharpe
        self.maximumDrawdown = maximumDrawdown
        self.trades = trades
        self.isRuined = isRuined
    }

    /// The figures of a trial.
    ///
    /// - Parameter cash: The money at the start.
    public init(_ headline: HeadlineFigures, cash: Double) {
        let isRuined = headline.totalReturn == nil
        self.init(
            totalReturn: headline.totalReturn ?? headline.finalEquity / cash - 1,
            compoundGrowth: headline.compoundGrowth, sharpe: headline.sharpe,
            maximumDrawdown: isRuined ? -1 : headline.maximumDrawdown ?? 0, trades: headline.trades, isRuined: isRuined)
    }

    /// Whether it ended with less money than it began with.
    public var isLoss: Bool { totalReturn < 0 }
}

/// One of the figures that robustness runs are told apart by.
public enum RobustnessFigure: String, CaseIterable, Sendable {
    /// Growth over the run.
    case totalReturn = "total_return"
    /// Growth a year.
    case compoundGrowth = "cagr"
    /// The annual Sharpe ratio.
    case sharpe
    /// The deepest fall.
    case maximumDrawdown = "max_drawdown"
    /// The number of closed lots.
    case trades

    /// What it is called.
    public var title: String {
        switch self {
        case .totalReturn: "Total return"
        case .compoundGrowth: "CAGR"
        case .sharpe: "Sharpe ratio"
        case .maximumDrawdown: "Maximum drawdown"
        case .trades: "Trades"
        }
    }

    /// Its value in some figures; `nil` where they do not have it.
    public func value(in figures: RobustnessFigures) -> Double? {
        let value: Double? =
            switch self {
            case .totalReturn: figures.totalReturn
            case .compoundGrowth: figures.compoundGrowth
            case .sharpe: figures.sharpe
            case .maximumDrawdown: figures.maximumDrawdown
            case .trades: figures.trades.map { Double($0) }
            }
        return value.flatMap { $0.isFinite ? $0 : nil }
    }
}
