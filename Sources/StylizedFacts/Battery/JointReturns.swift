internal import Glibc

/// Returns of several instruments over the same intervals.
///
/// Where an instrument is silent it keeps its last price; intervals in which none traded are left out.
struct JointReturns: Sendable {
    /// By instrument.
    private(set) var values: [[Double]]
    /// Stretches without a break.
    private(set) var runs: [Range<Int>] = []

    /// Returns between the bars of instruments, each of the same width.
    init(_ instruments: [BarColumns], longestSilence: Int64) {
        values = [[Double]](repeating: [], count: instruments.count)
        var next = [Int](repeating: 0, count: instruments.count)
        var prices = [Double](repeating: .nan, count: instruments.count)
        var last: Int64?
        var first = 0
        while true {
            var time = Int64.max
            for (place, bars) in instruments.enumerated() where next[place] < bars.starts.count {
                time = min(time, bars.starts[next[place]])
            }
            guard time < Int64.max else { break }
            if let last, time - last - instruments[0].width > longestSilence,
                instruments[0].width < SampledReturns.halfDay
            {
                if values[0].count > first { runs.append(first..<values[0].count) }
                first = values[0].count
                // A price of the last session is none of this one.
                prices = prices.map { _ in .nan }
            }
            last = time
            let before = prices
            for (place, bars) in instruments.enumerated()
            where next[place] < bars.starts.count && bars.starts[next[place]] == time {
                prices[place] = bars.closes[next[place]]
                next[place] += 1
            }
            guard before.allSatisfy({ $0 > 0 }) else { continue }
            for place in instruments.indices { values[place].append(log(prices[place] / before[place])) }
        }
        if values[0].count > first { runs.append(first..<values[0].count) }
    }
}
