import Core
public import StylizedFacts
public import TimeSeries

extension MarketRecord {
    /// Real bars: those of the first instrument, and of all where there are several.
    ///
    /// Bars within the day are parted by the sessions of the calendar, where it has any.
    ///
    /// - Precondition: There is a series.
    public init(_ series: [BarSeries]) {
        let bars = BarColumns(series[0])
        self.init(
            name: series[0].instrument.symbol, bars: bars,
            instruments: series.count > 1 ? series.map { BarColumns($0) } : [],
            sessions: bars.width < Timestamp.day ? MarketRecord.sessions(series[0].calendar, bars.starts) : [])
    }

    /// Real trades, real quotes, or both, parted by the sessions of a calendar, where it has any; what lies outside of them is
    /// left out.
    public init(name: String, trades: TickSeries?, quotes: QuoteSeries?, calendar: TradingCalendar) {
        let sessions = MarketRecord.sessions(calendar, (trades?.time ?? []) + (quotes?.time ?? []))
        func kept(_ times: [Int64]) -> [Int] {
            guard !sessions.isEmpty else { return Array(times.indices) }
            var session = 0
            return times.indices.filter { row in
                while session < sessions.count, sessions[session].upperBound <= times[row] { session += 1 }
                return session < sessions.count && sessions[session].lowerBound <= times[row]
            }
        }
        self.init(
            name: name,
            trades: trades.map { series in
                let rows = kept(series.time)
                let hasSizes = rows.allSatisfy { series.size[$0] >= 0 }
                return StylizedFacts.TradeColumns(
                    times: rows.map { series.time[$0] }, prices: rows.map { series.price[$0] },
                    sizes: hasSizes ? rows.map { series.size[$0] } : [])
            },
            quotes: quotes.map { series in
                let rows = kept(series.time)
                return StylizedFacts.QuoteColumns(
                    times: rows.map { series.time[$0] }, bids: rows.map { series.bid[$0] },
                    asks: rows.map { series.ask[$0] })
            }, sessions: sessions)
    }

    /// The sessions of a calendar that hold instants.
    private static func sessions(_ calendar: TradingCalendar, _ times: [Int64]) -> [Range<Int64>] {
        guard let first = times.min(), let last = times.max() else { return [] }
        return calendar.sessions.lazy.map { $0.open.nanoseconds..<$0.close.nanoseconds }.filter {
            $0.upperBound > first && $0.lowerBound <= last
        }
    }
}
