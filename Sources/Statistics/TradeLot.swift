public import Core

/// A closed lot, a row of `trades.csv`: what was bought and sold again first in, first out.
///
/// A round trip (flat to flat) is described by the same fields, see `TradeLot.roundTrips(of:)`.
public struct TradeLot: Sendable, Hashable {
    /// Which way the position faced.
    public enum Side: String, Sendable, Hashable {
        /// Bought first.
        case long
        /// Sold first.
        case short
    }

    /// The instrument's place in the universe.
    public var instrument: InstrumentIndex
    /// The number of the round trip it belongs to, counted per run or per instrument.
    public var roundTrip: Int
    /// Which way the position faced.
    public var side: Side
    /// Units, positive.
    public var quantity: Quantity
    /// The instant of the entry.
    public var entryTime: Timestamp
    /// The price of the entry.
    public var entryPrice: Price
    /// The place of the entry's bar in the run.
    public var entryBar: Int
    /// The instant of the exit, or of the last mark of an open lot.
    public var exitTime: Timestamp
    /// The price of the exit, or of the last mark of an open lot.
    public var exitPrice: Price
    /// The place of the exit's bar in the run.
    public var exitBar: Int
    /// Profit before costs.
    public var grossPnl: Cash
    /// All costs of entry and exit, positive.
    public var costs: Cash
    /// Net profit over the entry's notional, a fraction.
    public var returnOnEntry: Double
    /// The worst excursion against the position while it was held, as a fraction of the entry price, not positive.
    public var maximumAdverseExcursion: Double
    /// The best excursion for the position while it was held, as a fraction of the entry price, not negative.
    public var maximumFavourableExcursion: Double
    /// The cash at risk at the entry (to the stop), positive, where the strategy set one.
    public var initialRisk: Cash?
    /// Why it was closed: `stop`, `target` or `signal`.
    public var exitReason: String

    /// A lot with all its figures.
    ///
    /// - Parameter returnOnEntry: `nil` for net profit over entry price times quantity; futures with a multiplier give
    ///   their own.
    public init(
        instrument: InstrumentIndex = InstrumentIndex(0), roundTrip: Int, side: Side, quantity: Quantity,
        entryTime: Timestamp, entryPrice: Price, entryBar: Int, exitTime: Timestamp, exitPrice: Price, exitBar: Int,
        grossPnl: Cash, costs: Cash, returnOnEntry: Double? = nil, maximumAdverseExcursion: Double = 0,
        maximumFavourableExcursion: Double = 0, initialRisk: Cash? = nil, exitReason: String = ""
    ) {
        self.instrument = instrument
        self.roundTrip = roundTrip
        self.side = side
        self.quantity = quantity
        self.entryTime = entryTime
        self.entryPrice = entryPrice
        self.entryBar = entryBar
        self.exitTime = exitTime
        self.exitPrice = exitPrice
        self.exitBar = exitBar
        self.grossPnl = grossPnl
        self.costs = costs
        self.returnOnEntry = returnOnEntry ?? (grossPnl - costs) / (entryPrice * quantity)
        self.maximumAdverseExcursion = maximumAdverseExcursion
        self.maximumFavourableExcursion = maximumFavourableExcursion
        self.initialRisk = initialRisk
        self.exitReason = exitReason
    }

    /// Profit after costs.
    public var netPnl: Cash { grossPnl - costs }
    /// Bars from the entry's bar to the exit's.
    public var bars: Int { exitBar - entryBar }
    /// Calendar days from entry to exit.
    public var days: Double { Double(exitTime - entryTime) / Double(Timestamp.day) }
    /// Whether it made money after costs: a lot that made exactly nothing is neither a win nor a loss.
    public var isWin: Bool { netPnl > 0 }
    /// Whether it lost money after costs.
    public var isLoss: Bool { netPnl < 0 }
}
