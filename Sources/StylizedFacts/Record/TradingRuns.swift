/// The stretches of time within which a market traded without a break.
struct TradingRuns: Sendable {
    /// Half-open ranges of nanoseconds since the Unix epoch, rising.
    let ranges: [Range<Int64>]
    /// Whether the record named its sessions.
    let isDeclared: Bool

    /// The sessions of a record, or the stretches between silences of its trades and quotes.
    init(of record: MarketRecord, longestSilence: Int64) {
        guard record.sessions.isEmpty else {
            (ranges, isDeclared) = (record.sessions, true)
            return
        }
        let (trades, quotes) = (record.trades?.times ?? [], record.quotes?.times ?? [])
        var ranges: [Range<Int64>] = []
        var (trade, quote) = (0, 0)
        var start: Int64?
        var last: Int64 = 0
        while trade < trades.count || quote < quotes.count {
            let time: Int64
            if quote == quotes.count || (trade < trades.count && trades[trade] <= quotes[quote]) {
                time = trades[trade]
                trade += 1
            } else {
                time = quotes[quote]
                quote += 1
            }
            if let first = start, time - last > longestSilence {
                ranges.append(first..<(last + 1))
                start = time
            }
            if start == nil { start = time }
            last = time
        }
        if let start { ranges.append(start..<(last + 1)) }
        (self.ranges, isDeclared) = (ranges, false)
    }

    /// The places of rising times that lie in each run.
    func places(of times: [Int64]) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var place = 0
        for range in ranges {
            while place < times.count, times[place] < range.lowerBound { place += 1 }
            let first = place
            while place < times.count, times[place] < range.upperBound { place += 1 }
            places.append(first..<place)
        }
        return places
    }
}
