import Core

extension QuoteSeries {
    /// Whether a row says what became of one side, and nothing of the other, instead of what both sides are.
    ///
    /// So it is where bids and asks both occur and fewer than one row in ten has the two: there an empty side means that it
    /// stands as it stood. In all other series it means that nobody quotes that side.
    public var isOfSides: Bool {
        var (bids, asks, pairs) = (0, 0, 0)
        for row in time.indices {
            let (hasBid, hasAsk) = (!bid[row].isNaN, !ask[row].isNaN)
            if hasBid { bids += 1 }
            if hasAsk { asks += 1 }
            if hasBid && hasAsk { pairs += 1 }
        }
        return bids > 0 && asks > 0 && pairs * 10 < count
    }

    /// The best bid and ask that stand after each row, where a row replaces the side that it quotes.
    ///
    /// A row with both sides stays as it is. Nothing stands over the beginning of a session of a calendar.
    ///
    /// Of a side the last price stands, whichever venue it came from: such rows tell where the best of all venues moved to, and
    /// a venue that is no longer the best has no row that says so.
    ///
    /// - Complexity: O(rows + sessions).
    /// - Verified by: `QuoteSeriesTests`, `QuoteFileTests/sidesOfARealFileStandUntilReplaced`.
    public func standing(by calendar: TradingCalendar) -> QuoteSeries {
        let sessions = calendar.sessions
        var (bids, asks) = (bid, ask)
        var (lastBid, lastAsk) = (Price.nan, Price.nan)
        var session = time.isEmpty ? 0 : calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: time[0]))
        for row in time.indices {
            while session < sessions.count, sessions[session].open.nanoseconds <= time[row] {
                (lastBid, lastAsk) = (.nan, .nan)
                session += 1
            }
            if !bid[row].isNaN { lastBid = bid[row] }
            if !ask[row].isNaN { lastAsk = ask[row] }
            (bids[row], asks[row]) = (lastBid, lastAsk)
        }
        return QuoteSeries(instrument: instrument, time: time, bid: bids, ask: asks)
    }

    /// The rows whose bid is above their ask: no market stands like that, so that they are late or wrong.
    public var crossedRows: [Int] { time.indices.filter { bid[$0] > ask[$0] } }

    /// The series with neither side where bid and ask cross.
    public var withoutCrossedRows: QuoteSeries {
        var (bids, asks) = (bid, ask)
        for row in crossedRows { (bids[row], asks[row]) = (.nan, .nan) }
        return QuoteSeries(instrument: instrument, time: time, bid: bids, ask: asks)
    }
}
