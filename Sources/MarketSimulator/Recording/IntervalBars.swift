internal import Core
public import TimeSeries

/// Bars of one instrument, made of trades and quotes as they come.
struct IntervalBars: Sendable {
    private let windows: SessionWindows
    /// The sessions of the last trade and of the last quote.
    private var (session, midSession) = (0, 0)
    /// By bar: the start of its interval.
    private var start: [Int64] = []
    private var open: [Int64] = []
    private var high: [Int64] = []
    private var low: [Int64] = []
    private var close: [Int64] = []
    private var volume: [Int64] = []
    /// By interval in which the best prices changed: its start, and the last mid.
    private var midStart: [Int64] = []
    private var mid: [Double] = []

    init(_ windows: SessionWindows) { self.windows = windows }

    mutating func add(_ trade: TradeRecord) {
        let window = windows.start(of: trade.time, session: &session)
        let last = start.count - 1
        if last >= 0, start[last] == window {
            high[last] = max(high[last], trade.price)
            low[last] = min(low[last], trade.price)
            close[last] = trade.price
            volume[last] += trade.lots
        } else {
            start.append(window)
            open.append(trade.price)
            high.append(trade.price)
            low.append(trade.price)
            close.append(trade.price)
            volume.append(trade.lots)
        }
    }

    mutating func add(_ quote: QuoteRecord) {
        guard quote.bid > 0, quote.ask > 0 else { return }
        let window = windows.start(of: quote.time, session: &midSession)
        let value = Double(quote.bid + quote.ask) / 2
        if midStart.last == window {
            mid[mid.count - 1] = value
        } else {
            midStart.append(window)
            mid.append(value)
        }
    }

    /// The mid at the beginning, which nobody knows, and at the end of each interval of a stretch.
    func mids(from begin: Int64, to end: Int64) -> [Double] {
        var session = 0
        let first = windows.start(of: begin, session: &session)
        let last = windows.start(of: max(begin, end - 1), session: &session)
        var values: [Double] = []
        var place = midStart.firstIndex { $0 >= first } ?? midStart.count
        var value = Double.nan
        values.append(value)
        for window in stride(from: first, through: last, by: Int64.Stride(windows.interval)) {
            if place < midStart.count, midStart[place] == window {
                value = mid[place]
                place += 1
            }
            values.append(value)
        }
        return values
    }

    func series(_ configuration: MarketConfiguration, instrument: MarketInstrument) -> BarSeries {
        func prices(_ ticks: [Int64]) -> [Double] { ticks.map { instrument.price(ticks: $0) } }
        var session = 0
        let ends = start.map { windows.end(of: $0, session: &session) }
        return BarSeries(
            instrument: Instrument(
                symbol: instrument.symbol, tickSize: instrument.tickSize, lotSize: instrument.lotSize),
            calendar: configuration.calendar, start: start, end: ends, open: prices(open), high: prices(high),
            low: prices(low), close: prices(close), volume: volume.map { instrument.units(lots: $0) })
    }
}

extension MarketConfiguration {
    /// The sessions of the market's days, auctions included.
    public var calendar: TradingCalendar {
        let sessions = (0..<days).map { day in
            let open = openingInstant(day: day) - Int64(session.openingAuction * 1e9)
            let close = openingInstant(day: day) + Int64((session.length + session.closingAuction) * 1e9) + 1
            return Session(
                date: Timestamp(nanoseconds: openingInstant(day: day)).date, open: Timestamp(nanoseconds: open),
                close: Timestamp(nanoseconds: close))
        }
        return TradingCalendar(name: "simulated", zone: .utc, periodsPerYear: 252, sessions: sessions)
    }
}
