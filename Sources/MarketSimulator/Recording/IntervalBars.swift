internal import Core
public import TimeSeries

/// Bars of one instrument, made of trades and quotes as they come.
struct IntervalBars: Sendable {
    let interval: Int64
    /// By bar: the number of its interval since the epoch.
    private var number: [Int64] = []
    private var open: [Int64] = []
    private var high: [Int64] = []
    private var low: [Int64] = []
    private var close: [Int64] = []
    private var volume: [Int64] = []
    /// By interval in which the best prices changed: its number, and the last mid.
    private var midNumber: [Int64] = []
    private var mid: [Double] = []

    init(interval: Int64) { self.interval = interval }

    mutating func add(_ trade: TradeRecord) {
        let window = floorDivide(trade.time, interval)
        let last = number.count - 1
        if last >= 0, number[last] == window {
            high[last] = max(high[last], trade.price)
            low[last] = min(low[last], trade.price)
            close[last] = trade.price
            volume[last] += trade.lots
        } else {
            number.append(window)
            open.append(trade.price)
            high.append(trade.price)
            low.append(trade.price)
            close.append(trade.price)
            volume.append(trade.lots)
        }
    }

    mutating func add(_ quote: QuoteRecord) {
        guard quote.bid > 0, quote.ask > 0 else { return }
        let window = floorDivide(quote.time, interval)
        let value = Double(quote.bid + quote.ask) / 2
        if midNumber.last == window {
            mid[mid.count - 1] = value
        } else {
            midNumber.append(window)
            mid.append(value)
        }
    }

    /// The mid at the beginning, which nobody knows, and at the end of each interval of a stretch.
    func mids(from begin: Int64, to end: Int64) -> [Double] {
        let first = floorDivide(begin, interval)
        let last = floorDivide(end - 1, interval)
        var values: [Double] = []
        var place = midNumber.firstIndex { $0 >= first } ?? midNumber.count
        var value = Double.nan
        values.append(value)
        for window in first...max(first, last) {
            if place < midNumber.count, midNumber[place] == window {
                value = mid[place]
                place += 1
            }
            values.append(value)
        }
        return values
    }

    func series(_ configuration: MarketConfiguration, instrument: MarketInstrument) -> BarSeries {
        func prices(_ ticks: [Int64]) -> [Double] { ticks.map { instrument.price(ticks: $0) } }
        return BarSeries(
            instrument: Instrument(
                symbol: instrument.symbol, tickSize: instrument.tickSize, lotSize: instrument.lotSize),
            calendar: configuration.calendar, start: number.map { $0 * interval },
            end: number.map { ($0 + 1) * interval }, open: prices(open), high: prices(high), low: prices(low),
            close: prices(close), volume: volume.map { instrument.units(lots: $0) })
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
