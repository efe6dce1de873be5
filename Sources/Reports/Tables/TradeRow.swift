public import Core

/// A row of `trades.csv`: a closed lot, matched first in, first out (S61).
public struct TradeRow: CSVRow, Hashable, Sendable {
    /// The number of its round trip, flat to flat, from 1.
    public var roundTrip: Int
    /// The instrument's symbol.
    public var instrument: String
    /// Long or short.
    public var side: TradeSide
    /// Units, positive.
    public var quantity: Quantity
    /// When it was entered.
    public var entryTime: Timestamp
    /// The price of the entry fill.
    public var entryPrice: Price
    /// When it was left.
    public var exitTime: Timestamp
    /// The price of the exit fill.
    public var exitPrice: Price
    /// Gain before costs.
    public var grossPnl: Cash
    /// Costs of both fills that belong to this lot, positive.
    public var costs: Cash
    /// Gain after costs.
    public var netPnl: Cash
    /// Gain after costs over the value at entry, as a fraction.
    public var tradeReturn: Double
    /// Bars held.
    public var bars: Int
    /// The furthest the price went against the position, over the entry price: zero or negative; `nan` if unknown.
    public var maximumAdverseExcursion: Double
    /// The furthest the price went with the position, over the entry price: zero or positive; `nan` if unknown.
    public var maximumFavourableExcursion: Double
    /// Why it was entered.
    public var entryReason: String
    /// Why it was left.
    public var exitReason: String

    /// A closed lot.
    public init(
        roundTrip: Int, instrument: String, side: TradeSide, quantity: Quantity, entryTime: Timestamp,
        entryPrice: Price, exitTime: Timestamp, exitPrice: Price, grossPnl: Cash, costs: Cash, netPnl: Cash,
        tradeReturn: Double, bars: Int, maximumAdverseExcursion: Double, maximumFavourableExcursion: Double,
        entryReason: String = "", exitReason: String = ""
    ) {
        self.roundTrip = roundTrip
        self.instrument = instrument
        self.side = side
        self.quantity = quantity
        self.entryTime = entryTime
        self.entryPrice = entryPrice
        self.exitTime = exitTime
        self.exitPrice = exitPrice
        self.grossPnl = grossPnl
        self.costs = costs
        self.netPnl = netPnl
        self.tradeReturn = tradeReturn
        self.bars = bars
        self.maximumAdverseExcursion = maximumAdverseExcursion
        self.maximumFavourableExcursion = maximumFavourableExcursion
        self.entryReason = entryReason
        self.exitReason = exitReason
    }

    /// The names of the columns.
    public static let columns = [
        "round_trip", "instrument", "side", "quantity", "entry_time", "entry_price", "exit_time", "exit_price",
        "gross_pnl", "costs", "net_pnl", "return", "bars", "mae", "mfe", "entry_reason", "exit_reason",
    ]

    /// The row as a line.
    public var csvLine: String {
        var line = CSVLine()
        line.add(roundTrip)
        line.add(instrument)
        line.add(side.rawValue)
        line.add(quantity)
        line.add(entryTime)
        line.add(entryPrice)
        line.add(exitTime)
        line.add(exitPrice)
        line.add(grossPnl)
        line.add(costs)
        line.add(netPnl)
        line.add(tradeReturn)
        line.add(bars)
        line.add(maximumAdverseExcursion)
        line.add(maximumFavourableExcursion)
        line.add(entryReason)
        line.add(exitReason)
        line.end()
        return line.text
    }
}
