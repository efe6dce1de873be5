public import Core

/// Units bought and sold again, or sold and bought back: one first-in-first-out lot, or the part of one that an exit
/// closed (S61).
public struct Trade: Hashable, Sendable {
    /// The number of the round trip, from flat to flat, that the lot belongs to; from 1, over all instruments.
    public var roundTrip: Int
    /// The instrument.
    public var instrument: InstrumentIndex
    /// Buy for a long trade, sell for a short one.
    public var side: Side
    /// Units, positive.
    public var quantity: Quantity
    /// When it was opened.
    public var entryTime: Timestamp
    /// The price paid or got at the entry.
    public var entryPrice: Price
    /// When it was closed, or the last bar's end for one still open.
    public var exitTime: Timestamp
    /// The price got or paid at the exit, or the last close for one still open.
    public var exitPrice: Price
    /// What the price change brought, before commission.
    public var grossPnl: Cash
    /// Commission of entry and exit, in proportion to the units.
    public var costs: Cash
    /// Gross P&L less costs.
    public var netPnl: Cash
    /// Net P&L as a fraction of the entry's value.
    public var returnFraction: Double
    /// The place of the instrument's bar in which it was opened.
    public var entryBar: Int
    /// Bars of the instrument from entry to exit.
    public var bars: Int
    /// The worst unrealised result as a fraction of the entry price, at most 0, over the bars wholly inside the trade and
    /// its exit price.
    public var maximumAdverseExcursion: Double
    /// The best unrealised result as a fraction of the entry price, at least 0, over the same.
    public var maximumFavourableExcursion: Double
    /// Why it was opened.
    public var entryReason: String
    /// Why it was closed; empty for one still open.
    public var exitReason: String
    /// Whether it is still open at the end (S42).
    public var isOpen: Bool
}

extension Trade {
    /// Gives it another gross P&L at the same costs.
    mutating func setGross(_ gross: Cash, entryValue: Cash) {
        (grossPnl, netPnl) = (gross, gross - costs)
        returnFraction = netPnl / entryValue
    }
}
