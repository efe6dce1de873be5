internal import MarketSimulator
internal import OrderBook

/// Keeps of a market what the measurement of one participant needs: its orders and trades, and the mids.
struct SeatRecorder: MarketSink {
    /// The mids of an instrument, where they changed.
    struct Mids {
        private(set) var time: [Int64] = []
        private(set) var value: [Double] = []

        mutating func add(_ mid: Double, at instant: Int64) {
            if time.last == instant {
                value[value.count - 1] = mid
            } else if value.last != mid {
                time.append(instant)
                value.append(mid)
            }
        }

        /// The mid at an instant; `nan` before the first.
        func value(at instant: Int64) -> Double {
            let place = partition { $0 > instant }
            return place > 0 ? value[place - 1] : .nan
        }

        /// The mid just before an instant.
        func value(before instant: Int64) -> Double { value(at: instant - 1) }

        private func partition(_ isAfter: (Int64) -> Bool) -> Int {
            var (low, high) = (0, time.count)
            while low < high {
                let middle = (low + high) / 2
                if isAfter(time[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }

    /// Bars and the hash of trades.
    var recorder: MarketRecorder
    let participant: Int
    /// By instrument of the market.
    private(set) var mids: [Mids]
    private(set) var arrivals: [ArrivalRecord] = []
    private(set) var trades: [TradeRecord] = []
    /// By instrument of the market: lots traded.
    private(set) var lots: [Int64]
    /// The closes of the days, nanoseconds UTC.
    let closes: [Int64]

    /// A recorder for a participant; −1 for none.
    init(_ configuration: MarketConfiguration, participant: Int, barNanoseconds: Int64) {
        var options = MarketRecorder.Options()
        (options.keepsTrades, options.keepsQuotes) = (false, false)
        options.barNanoseconds = barNanoseconds
        recorder = MarketRecorder(configuration, options)
        self.participant = participant
        mids = configuration.instruments.map { _ in Mids() }
        lots = configuration.instruments.map { _ in 0 }
        closes = (0..<configuration.days).map {
            configuration.openingInstant(day: $0) + Int64(configuration.session.length * 1e9)
        }
    }

    mutating func receive(trades batch: UnsafeBufferPointer<TradeRecord>) {
        recorder.receive(trades: batch)
        for trade in batch {
            lots[Int(trade.instrument)] += trade.lots
            if Int(trade.maker) == participant || Int(trade.taker) == participant { trades.append(trade) }
        }
    }

    mutating func receive(quotes batch: UnsafeBufferPointer<QuoteRecord>) {
        guard participant >= 0 else { return }
        for quote in batch where quote.bid > 0 && quote.ask > 0 {
            mids[Int(quote.instrument)].add(Double(quote.bid + quote.ask) / 2, at: quote.time)
        }
    }

    mutating func receive(arrivals batch: UnsafeBufferPointer<ArrivalRecord>) {
        for arrival in batch where Int(arrival.participant) == participant { arrivals.append(arrival) }
    }

    /// The close of the day of an instant.
    func close(after instant: Int64) -> Int64 { closes.first { $0 >= instant } ?? instant }
}
