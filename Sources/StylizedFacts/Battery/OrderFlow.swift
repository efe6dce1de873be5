internal import Core

/// Trades of a record within its sessions, with their signs and arrivals.
struct OrderFlow: Sendable {
    /// The trades.
    let trades: TradeColumns
    /// The trades of each session.
    let places: [Range<Int>]
    /// Who was the aggressor.
    let signs: TradeSigns
    /// Signs of orders: consecutive trades of one sign and time stamp once, unsigned ones left out.
    let orders: SignBits
    /// The orders of each session.
    let orderRuns: [Range<Int>]
    /// Seconds between arrivals: trades of different time stamps, within sessions.
    let durations: [Double]
    /// Trades with the time stamp of the one before them.
    let ties: Int

    /// The flow; `nil` without trades.
    init?(_ record: MarketRecord, runs: TradingRuns) {
        guard let trades = record.trades, !trades.times.isEmpty else { return nil }
        self.trades = trades
        let places = runs.places(of: trades.times)
        self.places = places
        let signs = TradeSigns(of: trades, quotes: record.quotes)
        self.signs = signs
        var orders = SignBits()
        var orderRuns: [Range<Int>] = []
        var durations: [Double] = []
        durations.reserveCapacity(trades.times.count)
        var ties = 0
        trades.times.withUnsafeBufferPointer { times in
            signs.values.withUnsafeBufferPointer { values in
                for run in places {
                    let first = orders.count
                    var last: Int8 = 0
                    var before = Int64.min
                    for place in run {
                        let (time, sign) = (times[place], values[place])
                        let isNew = time != before
                        if place > run.lowerBound {
                            if isNew {
                                durations.append(Double(time - before) / Double(Timestamp.second))
                            } else {
                                ties += 1
                            }
                        }
                        if sign != 0, isNew || sign != last { orders.append(sign) }
                        last = sign
                        before = time
                    }
                    if orders.count > first { orderRuns.append(first..<orders.count) }
                }
            }
        }
        (self.orders, self.orderRuns, self.durations, self.ties) = (orders, orderRuns, durations, ties)
    }
}
