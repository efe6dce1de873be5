public import Core

/// A row of `equity.csv`: the account at the end of a session or bar.
public struct EquityRow: CSVRow, Hashable, Sendable {
    /// When it was marked.
    public var time: Timestamp
    /// Total equity.
    public var equity: Cash
    /// Cash, settled and not; `nan` where not kept, which prints as an empty cell.
    public var cash: Cash
    /// Sum of the sizes of all positions at market; `nan` where not kept.
    public var grossExposure: Cash
    /// Long less short positions at market; `nan` where not kept.
    public var netExposure: Cash
    /// Equity over its highest value so far, less one: zero or negative; `nan`, an empty cell, where equity is zero or below.
    public var drawdown: Double

    /// A row.
    public init(
        time: Timestamp, equity: Cash, cash: Cash, grossExposure: Cash, netExposure: Cash, drawdown: Double
    ) {
        self.time = time
        self.equity = equity
        self.cash = cash
        self.grossExposure = grossExposure
        self.netExposure = netExposure
        self.drawdown = drawdown
    }

    /// The names of the columns.
    public static let columns = ["time", "equity", "cash", "gross_exposure", "net_exposure", "drawdown"]

    /// The row as a line.
    public var csvLine: String {
        var line = CSVLine()
        line.add(time)
        line.add(equity)
        line.add(cash)
        line.add(grossExposure)
        line.add(netExposure)
        line.add(drawdown)
        line.end()
        return line.text
    }
}
