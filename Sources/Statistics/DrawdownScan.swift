internal import Core

/// One pass over wealth for all that concerns drawdowns, the initial capital being the first peak.
///
/// - Complexity: O(n); 24 bytes per drawdown are kept.
/// - Verified by: `DrawdownTests`, and the oracle files `statistics/drawdowns_*.csv`.
public struct DrawdownScan: Sendable {
    /// A drawdown by the places of its bars.
    struct Stretch: Sendable {
        var peak: Int32
        var trough: Int32
        /// The place of the recovery, or the number of bars while there is none.
        var end: Int32
        var depth: Double
    }

    /// The drawdowns in order of time.
    let stretches: [Stretch]
    /// The number of bars.
    public let barCount: Int
    /// The deepest fall as a negative fraction; 0 where wealth never fell below its peak.
    public let maximum: Double
    /// `Σ depth` over all bars, each against the peak before it: not positive.
    let sumOfDepths: Double
    /// `Σ depth²` over all bars.
    let sumOfSquares: Double
    /// The number of bars below a peak.
    public let barsUnderWater: Int
    /// The fall in which the run ends, 0 at a peak.
    public let current: Double
    /// The highest wealth, the initial capital included.
    public let peak: Double
    /// The lowest wealth.
    public let lowest: Double

    /// Scans wealth.
    ///
    /// - Parameters:
    ///   - wealth: Positive values at the bars, shape `[n]`.
    ///   - initial: The capital before the first bar.
    public init(wealth: [Double], initial: Double) {
        var found: [Stretch] = []
        var (top, topIndex) = (initial, -1)
        var (inverse, low, lowIndex) = (1 / initial, initial, -1)
        var (sum, squares, under, lowest) = (0.0, 0.0, 0, initial)
        var depth = 0.0
        for (index, value) in wealth.enumerated() {
            if value >= top {
                if lowIndex >= 0 {
                    found.append(
                        Stretch(
                            peak: Int32(topIndex), trough: Int32(lowIndex), end: Int32(index), depth: low / top - 1))
                    lowIndex = -1
                }
                (top, topIndex, low) = (value, index, value)
                inverse = 1 / value
                depth = 0
            } else {
                if value < low { (low, lowIndex) = (value, index) }
                depth = value * inverse - 1
                sum += depth
                squares += depth * depth
                under += 1
                lowest = value < lowest ? value : lowest
            }
        }
        if lowIndex >= 0 {
            found.append(
                Stretch(
                    peak: Int32(topIndex), trough: Int32(lowIndex), end: Int32(wealth.count), depth: low / top - 1))
        }
        stretches = found
        barCount = wealth.count
        maximum = found.reduce(0) { Swift.min($0, $1.depth) }
        (sumOfDepths, sumOfSquares, barsUnderWater, current, peak) = (sum, squares, under, depth, top)
        self.lowest = lowest
    }

    /// The number of drawdowns.
    public var count: Int { stretches.count }

    /// The mean depth of the drawdowns, negative, or `nil` where there is none.
    public var averageDepth: Double? {
        stretches.isEmpty ? nil : Reductions.sum(stretches.map(\.depth)) / Double(stretches.count)
    }

    /// `Σ depth²` over the drawdowns.
    var sumOfSquaredDepths: Double { Reductions.sum(stretches.map { $0.depth * $0.depth }) }

    /// The most bars from a peak to its recovery, or to the last bar.
    public var longestBars: Int {
        stretches.reduce(0) { Swift.max($0, bars($1)) }
    }

    private func bars(_ stretch: Stretch) -> Int {
        Swift.min(Int(stretch.end), barCount - 1) - Int(stretch.peak)
    }

    /// The deepest drawdowns, the deepest first, equals in order of time.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - times: The instant of each bar, in nanoseconds UTC.
    ///   - start: The instant of the initial capital.
    public func worst(_ limit: Int, times: [Int64], start: Int64) -> [Drawdown] {
        guard limit > 0 else { return [] }
        var order: [Int] = []
        for index in stretches.indices {
            let depth = stretches[index].depth
            if order.count == limit, let last = order.last, depth >= stretches[last].depth { continue }
            let place = order.firstIndex { depth < stretches[$0].depth } ?? order.count
            order.insert(index, at: place)
            if order.count > limit { order.removeLast() }
        }
        return order.map { drawdown(stretches[$0], times: times, start: start) }
    }

    /// The longest calendar time from a peak to its recovery or the last bar, in days; 0 where there is no drawdown.
    public func longestDays(times: [Int64], start: Int64) -> Double {
        var longest: Int64 = 0
        for stretch in stretches {
            let from = stretch.peak < 0 ? start : times[Int(stretch.peak)]
            longest = Swift.max(longest, times[Swift.min(Int(stretch.end), barCount - 1)] - from)
        }
        return Double(longest) / Double(Timestamp.day)
    }

    private func drawdown(_ stretch: Stretch, times: [Int64], start: Int64) -> Drawdown {
        let peak = Int(stretch.peak)
        let (trough, end) = (Int(stretch.trough), Int(stretch.end))
        let recovered = end < barCount
        let from = peak < 0 ? start : times[peak]
        let last = times[Swift.min(end, barCount - 1)]
        return Drawdown(
            peak: Timestamp(nanoseconds: from), start: Timestamp(nanoseconds: times[peak + 1]),
            trough: Timestamp(nanoseconds: times[trough]),
            recovery: recovered ? Timestamp(nanoseconds: times[end]) : nil, depth: stretch.depth, bars: bars(stretch),
            days: Double(last - from) / Double(Timestamp.day), barsToTrough: trough - peak, peakIndex: peak,
            troughIndex: trough, recoveryIndex: recovered ? end : nil)
    }
}
