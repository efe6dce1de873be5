internal import Core
internal import MarketSimulator
internal import OrderBook

/// Takes what a simulated market does straight into minutes, without keeping trades and quotes.
struct MinuteSink: MarketSink {
    private var grids: [MinuteGrid]
    private var tradeDay = 0
    private var quoteDay = 0
    private let instrument: MarketInstrument

    /// A sink for the first instrument of a market.
    init(_ configuration: MarketConfiguration) {
        instrument = configuration.instruments[0]
        grids = (0..<configuration.days).map { day in
            let open = configuration.openingInstant(day: day)
            return MinuteGrid(open..<(open + max(1, Int64(configuration.session.length * 1e9))))
        }
    }

    mutating func receive(trades batch: UnsafeBufferPointer<TradeRecord>) {
        for trade in batch where trade.instrument == 0 && seek(trade.time, &tradeDay) {
            grids[tradeDay].addTrade(
                time: trade.time, price: Double(trade.price), size: instrument.units(lots: trade.lots),
                sign: trade.isAuction ? nil : trade.aggressor == .buy ? 1 : -1)
        }
    }

    mutating func receive(quotes batch: UnsafeBufferPointer<QuoteRecord>) {
        for quote in batch where quote.instrument == 0 && seek(quote.time, &quoteDay) {
            grids[quoteDay].addQuote(time: quote.time, bid: Double(quote.bid), ask: Double(quote.ask))
        }
    }

    private func seek(_ time: Int64, _ day: inout Int) -> Bool {
        while day < grids.count, time >= grids[day].range.upperBound { day += 1 }
        return day < grids.count && time >= grids[day].range.lowerBound
    }

    /// What was made.
    func record(_ price: CalibrationRecord.Price) -> CalibrationRecord {
        CalibrationRecord(
            days: grids.compactMap { $0.day(of: price, hasVolume: true, hasTrades: true, hasQuotes: true) },
            price: price)
    }
}
