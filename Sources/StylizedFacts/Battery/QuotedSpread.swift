/// Spreads of quotes weighted by the time they stood, within sessions.
struct QuotedSpread: Sendable {
    /// By cell of equal time: time, time without a two-sided quote, spread times time.
    private(set) var cells: [[Double]]
    /// Time by spread, in steps of `step`; the last one holds all above.
    private(set) var weights: [Double]
    /// The step of `weights`: one tick, or a hundredth of a basis point.
    let step: Double
    /// Whether spreads are in ticks; else in basis points of the mid.
    let isTicks: Bool
    /// Cells of time.
    private static let mostCells = 4_096

    /// The spreads of quotes; `nil` without time.
    init?(_ quotes: QuoteColumns, runs: TradingRuns, tickSize: Double?) {
        let total = runs.ranges.reduce(Int64(0)) { $0 + ($1.upperBound - $1.lowerBound) }
        guard total > 0, !quotes.times.isEmpty else { return nil }
        isTicks = tickSize != nil
        step = tickSize == nil ? 0.01 : 1
        weights = [Double](repeating: 0, count: tickSize == nil ? 100_001 : 10_001)
        let width = max(1, (total + Int64(QuotedSpread.mostCells) - 1) / Int64(QuotedSpread.mostCells))
        cells = [[Double]](repeating: [Double](repeating: 0, count: Int((total + width - 1) / width)), count: 3)
        var elapsed: Int64 = 0
        var place = 0
        for session in runs.ranges {
            while place < quotes.times.count, quotes.times[place] < session.lowerBound { place += 1 }
            var time = session.lowerBound
            var spread = Double.nan
            while time < session.upperBound {
                let next =
                    place < quotes.times.count ? min(quotes.times[place], session.upperBound) : session.upperBound
                add(spread, from: elapsed, for: next - time, width: width)
                elapsed += next - time
                time = next
                guard time < session.upperBound else { break }
                let (bid, ask) = (quotes.bids[place], quotes.asks[place])
                let difference = ask - bid
                spread = difference >= 0 ? difference / (tickSize ?? (bid + ask) / 20_000) : .nan
                place += 1
            }
        }
    }

    /// Adds a spread, or NaN for none, that stood for some time.
    private mutating func add(_ spread: Double, from start: Int64, for duration: Int64, width: Int64) {
        guard duration > 0 else { return }
        if !spread.isNaN {
            let bin = min(weights.count - 1, Int(min(1e9, (spread / step).rounded())))
            weights[bin] += Double(duration)
        }
        var (time, end) = (start, start + duration)
        end = min(end, Int64(cells[0].count) * width)
        while time < end {
            let cell = Int(time / width)
            let next = min(end, Int64(cell + 1) * width)
            let span = Double(next - time)
            cells[0][cell] += span
            if spread.isNaN { cells[1][cell] += span } else { cells[2][cell] += span * spread }
            time = next
        }
    }

    /// The spread below which a share of the quoted time lies.
    func quantile(_ share: Double) -> Double {
        let total = weights.reduce(0, +)
        var sum = 0.0
        for (bin, weight) in weights.enumerated() where weight > 0 {
            sum += weight
            if sum >= share * total { return Double(bin) * step }
        }
        return .nan
    }
}
