public import Core

/// The sessions of a panel, from which other histories are put together: whole sessions in another order, as often as
/// wished.
///
/// A history has the sessions of the panel by date, and each gets the bars of a drawn one. Bars are rebuilt from their
/// relation to the close before the drawn session,
///
///     price = last · p / before
///
/// with p the price in the data, `before` the close before the drawn session there, and `last` the last close of the history
/// so far, so that gaps over night, ranges and the order of prices inside a bar stay as they were. Series with prices at or
/// below zero are moved by differences instead. Volume stays with its bar. All instruments get the same drawn session, so
/// that what they do together stays together, but each only while it is listed: between its own first and last session.
///
/// The shape of sessions: a series that never has more than one bar in a session keeps the times of its own bars, and has
/// no bar where either the place or the drawn session has none. In a series with more bars these come as long after the
/// session's open as they did in the drawn one; what would end after the close, as in the place of a half-day, is left out.
///
/// Prices are in the units after the last split. Dividends go with their session, as a share of the close before; a
/// delisting stays at its date, at the price that it had in proportion to the last close. Finer bars are left out.
///
/// - Verified by: `SessionPoolTests`.
public struct SessionPool: Sendable {
    /// A session of the panel.
    public struct Place: Hashable, Sendable {
        /// Its date.
        public var date: CivilDate
        /// Its open.
        public var open: Timestamp
        /// Its close.
        public var close: Timestamp
        /// The last instant at which a bar of it ends.
        public var last: Timestamp

        /// A session.
        public init(date: CivilDate, open: Timestamp, close: Timestamp, last: Timestamp) {
            (self.date, self.open, self.close, self.last) = (date, open, close, last)
        }
    }

    /// The sessions, in order.
    public let places: [Place]
    /// The places of the sessions that can be drawn: those in which all instruments are listed; empty where there is none.
    public let drawable: Range<Int>
    let stocks: [SessionStock]

    /// The sessions of a panel.
    ///
    /// - Parameter places: The sessions, by ascending last instant; every bar ends at or before the last of one.
    public init(_ panel: Panel, places: [Place]) {
        self.places = places
        stocks = panel.series.map { SessionStock($0.adjustedForSplits(), places: places) }
        let first = stocks.map(\.listed.lowerBound).max() ?? 0
        drawable = first..<max(first, stocks.map(\.listed.upperBound).min() ?? 0)
    }

    /// The symbol of an instrument that has bars in fewer than half of its sessions, such as weekly bars beside daily ones;
    /// `nil` where there is none.
    ///
    /// Its bars are not those of a session, so that drawn sessions would tear it apart.
    public var sparseSymbol: String? {
        stocks.first { stock in
            stock.listed.count { !stock.bars(in: $0).isEmpty } * 2 < stock.listed.count
        }?.series.instrument.symbol
    }

    /// The history in which each session has the bars of a drawn one.
    ///
    /// - Parameter drawn: For each of `places` the place of the session that it gets, in `drawable`.
    /// - Complexity: O(bars).
    public func history(of drawn: [Int]) -> Panel {
        invariant(
            drawn.count == places.count && drawn.allSatisfy(drawable.contains),
            "\(drawn.count) sessions are drawn for \(places.count), or some that cannot be drawn")
        return Panel(stocks.map { $0.history(of: drawn, places: places) })
    }
}
