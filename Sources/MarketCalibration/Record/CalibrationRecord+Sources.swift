internal import Core
public import StylizedFacts
public import TimeSeries

extension CalibrationRecord {
    /// The days of real bars of at most a minute.
    ///
    /// A day is a date of the calendar's sessions where the calendar has some in the time of the bars, else a date of UTC. Minutes
    /// without bars carry the last close.
    ///
    /// - Throws: `widerThanAMinute` for longer bars.
    public init(_ bars: BarSeries) throws(CalibrationError) {
        let width = zip(bars.start, bars.end).map { $1 - $0 }.min() ?? Timestamp.minute
        guard width <= Timestamp.minute else { throw .widerThanAMinute(nanoseconds: width) }
        let first = bars.start.first ?? 0
        let last = bars.start.last ?? 0
        let sessions = bars.calendar.sessions.map { $0.open.nanoseconds..<$0.close.nanoseconds }.filter {
            $0.upperBound > first && $0.lowerBound <= last
        }
        var grids = CalibrationRecord.grids(sessions, times: [bars.start])
        var day = 0
        let hasVolume = bars.volumeKnowledge == .known
        for place in bars.start.indices {
            let time = bars.start[place]
            guard CalibrationRecord.seek(time, &day, grids) else { continue }
            grids[day].addBar(time: time, close: bars.close[place], volume: hasVolume ? bars.volume[place] : .nan)
        }
        self.init(
            days: grids.compactMap { $0.day(of: .trade, hasVolume: hasVolume, hasTrades: false, hasQuotes: false) },
            price: .trade)
    }

    /// The days of real ticks: trades, quotes or both; of bars of at most a minute where there are neither.
    ///
    /// Returns are of mids where there are quotes of both sides. Sides of trades are as reported, or inferred by
    /// `TradeSigns`. A day is a session of the record, or a date of UTC where it names none.
    ///
    /// - Throws: What is wrong with the record, or `widerThanAMinute`.
    public init(_ record: MarketRecord) throws(CalibrationError) {
        do { try record.check() } catch { throw .record(error) }
        let trades = record.trades ?? TradeColumns(times: [], prices: [], sizes: [])
        let quotes = record.quotes ?? QuoteColumns(times: [], bids: [], asks: [])
        let (hasTrades, hasQuotes) = (!trades.times.isEmpty, quotes.hasMid)
        let bars = hasTrades || !quotes.times.isEmpty ? nil : record.bars
        if let bars, bars.width > Timestamp.minute { throw .widerThanAMinute(nanoseconds: bars.width) }
        var grids = CalibrationRecord.grids(
            record.sessions, times: [trades.times, quotes.times, bars?.starts ?? []])
        var day = 0
        if hasTrades {
            let signs = TradeSigns(of: trades, quotes: hasQuotes ? quotes : nil).values
            for place in trades.times.indices where CalibrationRecord.seek(trades.times[place], &day, grids) {
                grids[day].addTrade(
                    time: trades.times[place], price: trades.prices[place],
                    size: trades.sizes.isEmpty ? 0 : trades.sizes[place], sign: signs[place])
            }
        }
        day = 0
        for place in quotes.times.indices where CalibrationRecord.seek(quotes.times[place], &day, grids) {
            grids[day].addQuote(time: quotes.times[place], bid: quotes.bids[place], ask: quotes.asks[place])
        }
        day = 0
        if let bars {
            for place in bars.starts.indices where CalibrationRecord.seek(bars.starts[place], &day, grids) {
                grids[day].addBar(
                    time: bars.starts[place], close: bars.closes[place],
                    volume: bars.volumes.isEmpty ? .nan : bars.volumes[place])
            }
        }
        let hasVolume = hasTrades ? !trades.sizes.isEmpty : bars?.volumes.isEmpty == false
        let price: Price = hasQuotes ? .mid : .trade
        self.init(
            days: grids.compactMap {
                $0.day(of: price, hasVolume: hasVolume, hasTrades: hasTrades, hasQuotes: hasQuotes)
            }, price: price)
    }

    /// Empty days: of sessions, or of the dates of UTC that times fall on.
    private static func grids(_ sessions: [Range<Int64>], times: [[Int64]]) -> [MinuteGrid] {
        guard sessions.isEmpty else { return sessions.map { MinuteGrid($0) } }
        var dates: Set<Int64> = []
        for column in times {
            var last = Int64.min
            for time in column {
                let date = floorDivide(time, Timestamp.day)
                if date != last { dates.insert(date) }
                last = date
            }
        }
        return dates.sorted().map { MinuteGrid($0 * Timestamp.day..<($0 + 1) * Timestamp.day) }
    }

    /// Moves on to the day of a time; false where it is in none.
    private static func seek(_ time: Int64, _ day: inout Int, _ grids: [MinuteGrid]) -> Bool {
        while day < grids.count, time >= grids[day].range.upperBound { day += 1 }
        return day < grids.count && time >= grids[day].range.lowerBound
    }
}
