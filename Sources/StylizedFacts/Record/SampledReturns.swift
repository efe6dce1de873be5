internal import Core
internal import Glibc

/// Log returns over equal intervals, within sessions only.
struct SampledReturns: Sendable {
    /// What the prices are.
    enum Source: String, Sendable {
        /// The middle of the best quotes.
        case mid
        /// The price of the last trade.
        case lastTrade
        /// The closes of bars.
        case closes

        /// In words.
        var label: String {
            switch self {
            case .mid: "mid"
            case .lastTrade: "last-trade"
            case .closes: "bar-close"
            }
        }
    }

    /// Log returns, run after run.
    var values: [Double] = []
    /// The volume traded in the interval of each return; empty where it is unknown.
    var volumes: [Double] = []
    /// Stretches of consecutive returns; the return before a run's first never belongs to the same session.
    var runs: [Range<Int>] = []
    /// The session of each run, in nanoseconds since the Unix epoch.
    var sessions: [Range<Int64>] = []
    /// The length of an interval in nanoseconds.
    var interval: Int64
    /// What the prices are.
    var source: Source

    /// No returns.
    init(interval: Int64, source: Source) { (self.interval, self.source) = (interval, source) }

    /// Returns of mids, or of last trades where both sides were never quoted, at whole multiples of the interval.
    ///
    /// A price is the last one at or before its instant, in the same run; volume counts to the instant that ends its
    /// interval. Instants before the first price of a run have no return.
    ///
    /// - Complexity: O(trades + quotes + intervals).
    init(of record: MarketRecord, runs sessions: TradingRuns, interval: Int64, withVolumes: Bool) {
        let mids = record.quotes.flatMap { $0.hasMid ? $0 : nil }
        self.init(interval: interval, source: mids == nil ? .lastTrade : .mid)
        let trades = record.trades ?? TradeColumns(times: [], prices: [], sizes: [])
        let times = mids?.times ?? trades.times
        let hasVolumes = withVolumes && !trades.sizes.isEmpty
        var (event, trade) = (0, 0)
        times.withUnsafeBufferPointer { times in
            for session in sessions.ranges {
                let first = values.count
                var price = Double.nan
                var last = Double.nan
                var volume = 0.0
                while event < times.count, times[event] < session.lowerBound { event += 1 }
                while trade < trades.times.count, trades.times[trade] < session.lowerBound { trade += 1 }
                var instant = -floorDivide(-session.lowerBound, interval) * interval
                while instant < session.upperBound {
                    while event < times.count, times[event] <= instant {
                        if let mids {
                            let mid = (mids.bids[event] + mids.asks[event]) / 2
                            if mid > 0 { price = mid }
                        } else {
                            price = trades.prices[event]
                        }
                        event += 1
                    }
                    if hasVolumes {
                        while trade < trades.times.count, trades.times[trade] <= instant {
                            volume += trades.sizes[trade]
                            trade += 1
                        }
                    }
                    if last > 0 {
                        values.append(price == last ? 0 : log(price / last))
                        if hasVolumes { volumes.append(volume) }
                    }
                    last = price
                    volume = 0
                    instant += interval
                }
                close(first, in: session)
            }
        }
    }

    /// Returns between closes of bars.
    ///
    /// Silent intervals within a run carry the last close: their return is 0, their volume too. Bars of half a day and
    /// more follow each other over nights and holidays, in one run.
    ///
    /// - Complexity: O(bars + silent intervals).
    init(of bars: BarColumns, sessions: [Range<Int64>], longestSilence: Int64) {
        self.init(interval: bars.width, source: .closes)
        let isDaily = bars.width >= SampledReturns.halfDay
        let hasVolumes = !bars.volumes.isEmpty
        var first = 0
        var start = bars.starts.first ?? 0
        var session = 0
        for place in stride(from: 1, to: bars.starts.count, by: 1) {
            let step = bars.starts[place] - bars.starts[place - 1]
            let silence = step - bars.width
            while session < sessions.count, sessions[session].upperBound <= bars.starts[place - 1] { session += 1 }
            let crosses =
                session < sessions.count
                ? bars.starts[place] >= sessions[session].upperBound : silence > longestSilence
            if !isDaily, crosses {
                close(first, in: start..<bars.starts[place - 1] + bars.width)
                first = values.count
                start = bars.starts[place]
                continue
            }
            if !isDaily {
                for _ in stride(from: bars.width, to: step, by: Int64.Stride(bars.width)) {
                    values.append(0)
                    if hasVolumes { volumes.append(0) }
                }
            }
            values.append(log(bars.closes[place] / bars.closes[place - 1]))
            if hasVolumes { volumes.append(bars.volumes[place]) }
        }
        close(first, in: start..<(bars.starts.last ?? start) + bars.width)
    }

    /// Ends the run of the returns from one on, where there are any.
    private mutating func close(_ first: Int, in session: Range<Int64>) {
        guard values.count > first else { return }
        runs.append(first..<values.count)
        sessions.append(session)
    }

    /// Bars as wide as this follow each other from session to session.
    static let halfDay = Timestamp.day / 2

    /// Sums of `scale` consecutive returns that do not overlap and lie within one run, and their runs.
    func sums(of scale: Int) -> [Double] {
        guard scale > 1 else { return values }
        var sums: [Double] = []
        sums.reserveCapacity(values.count / scale)
        for run in runs {
            for start in stride(from: run.lowerBound, through: run.upperBound - scale, by: scale) {
                var sum = 0.0
                for place in start..<(start + scale) { sum += values[place] }
                sums.append(sum)
            }
        }
        return sums
    }

    /// An interval in words: `1 min`, `10 s`, `1 day`.
    var intervalLabel: String { SampledReturns.label(interval) }

    /// A span of time in words.
    static func label(_ nanoseconds: Int64) -> String {
        for (unit, name) in [
            (Timestamp.day, "day"), (Timestamp.hour, "h"), (Timestamp.minute, "min"), (Timestamp.second, "s"),
            (1_000_000, "ms"),
        ] where nanoseconds % unit == 0 {
            let count = nanoseconds / unit
            return "\(count) \(name)\(name == "day" && count != 1 ? "s" : "")"
        }
        return "\(nanoseconds) ns"
    }
}
