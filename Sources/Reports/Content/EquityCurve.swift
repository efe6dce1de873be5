public import Core

/// Equity and exposure at the end of each bar of the run, as columns of equal length.
///
/// Any number of rows: the report thins them itself.
public struct EquityCurve: Sendable {
    /// Equity before the first bar, the first peak (S60).
    public var initialEquity: Cash
    /// Ends of bars, nanoseconds UTC, strictly ascending.
    public var time: [Int64]
    /// Total equity.
    public var equity: [Cash]
    /// Cash, settled and not.
    public var cash: [Cash]
    /// Sum of the sizes of all positions at market; empty where not kept.
    public var grossExposure: [Cash]
    /// Long less short positions at market; empty where not kept.
    public var netExposure: [Cash]
    /// Equity of the benchmark from the same initial capital; empty without one, `nan` where it is not known.
    public var benchmark: [Cash]
    /// Equity over its highest value so far, less one: zero or negative, computed here from the other columns.
    public let drawdown: [Double]

    /// A curve.
    ///
    /// - Precondition: the columns that are not empty are of equal length.
    public init(
        initialEquity: Cash, time: [Int64], equity: [Cash], cash: [Cash] = [], grossExposure: [Cash] = [],
        netExposure: [Cash] = [], benchmark: [Cash] = []
    ) {
        let lengths = [equity.count, cash.count, grossExposure.count, netExposure.count, benchmark.count]
        invariant(
            equity.count == time.count && lengths.allSatisfy { $0 == 0 || $0 == time.count },
            "the columns of an equity curve differ in length")
        self.initialEquity = initialEquity
        self.time = time
        self.equity = equity
        self.cash = cash
        self.grossExposure = grossExposure
        self.netExposure = netExposure
        self.benchmark = benchmark
        drawdown = EquityCurve.drawdown(of: equity, from: initialEquity)
    }

    /// The number of bars.
    public var count: Int { time.count }

    /// The row of `equity.csv` at a place.
    public func row(_ index: Int) -> EquityRow {
        EquityRow(
            time: Timestamp(nanoseconds: time[index]), equity: equity[index], cash: cash.isEmpty ? .nan : cash[index],
            grossExposure: grossExposure.isEmpty ? .nan : grossExposure[index],
            netExposure: netExposure.isEmpty ? .nan : netExposure[index], drawdown: drawdown[index])
    }

    /// The drawdown at each mark, the initial capital counting as the first peak (S60).
    ///
    ///     drawdown[i] = equity[i] / max(initial, equity[0 ... i]) − 1
    ///
    /// - Edge cases: `nan` where equity is `nan`, zero or below (S43); a peak at or below zero gives `nan`.
    static func drawdown(of equity: [Cash], from initial: Cash) -> [Double] {
        var peak = initial
        return LongArray.map(equity) { value in
            if value > peak { peak = value }
            return peak > 0 && value > 0 ? value / peak - 1 : .nan
        }
    }
}
