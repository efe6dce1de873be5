/// Wilder's average true range.
///
///     atr = Wilder average of the true range
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems"; seeds as TA-Lib, ATR.
/// - Verified by: `IndicatorOracleTests` (`atr_14`).
@frozen
public struct AverageTrueRange: HighLowCloseIndicator {
    /// How many ranges seed the average, and what sets its weight.
    public let period: Int
    @usableFromInline var range = TrueRange()
    @usableFromInline var average: WilderAverage

    /// An average over `period` ranges, at least 1.
    @inlinable
    public init(period: Int) {
        self.period = period
        average = WilderAverage(period: period)
    }

    /// Takes the next bar; gives the average, `nan` before there are `period` true ranges.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        average.update(range.update(high: high, low: low, close: close))
    }

    /// Writes the whole column, two bars at a time.
    @inlinable
    public func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>]) {
        let (high, low, close, output) = (inputs[0], inputs[1], inputs[2], outputs[0])
        var indicator = self
        var row = 0
        while row < high.count {
            var end = min(high.count, row + DefinedValues.stretch)
            if indicator.average.isEven {
                let even = end - (end - row) % 2
                if even > row, indicator.fillPairs(high, low, close, row, even, into: output) {
                    row = even
                    continue
                }
            } else {
                end = row + 1
            }
            while row < end {
                output[row] = indicator.update(high: high[row], low: low[row], close: close[row])
                row += 1
            }
        }
    }

    /// Writes the rows from `start` to before `end`, an even number; where it meets a `nan`, leaves its state as it was
    /// and gives false.
    @inlinable
    mutating func fillPairs(
        _ high: UnsafeBufferPointer<Double>, _ low: UnsafeBufferPointer<Double>, _ close: UnsafeBufferPointer<Double>,
        _ start: Int, _ end: Int, into output: UnsafeMutableBufferPointer<Double>
    ) -> Bool {
        guard let high = high.baseAddress, let low = low.baseAddress, let close = close.baseAddress,
            let target = output.baseAddress
        else { return false }
        let (weight, keep, keepOlder, olderWeight) =
            (average.weight, average.keep, average.keepOlder, average.olderWeight)
        var (before, smoothed, closes) = (range.previous, average.average, 0.0)
        var row = start
        while row < end {
            let first = TrueRange.range(high: high[row], low: low[row], before: before)
            let between = close[row]
            let second = TrueRange.range(high: high[row &+ 1], low: low[row &+ 1], before: between)
            before = close[row &+ 1]
            closes += between + before
            target[row] = smoothed * keep + first * weight
            smoothed = smoothed * keepOlder + (first * olderWeight + second * weight)
            target[row &+ 1] = smoothed
            row &+= 2
        }
        // A `nan` among highs and lows stays in the average, one among closes in their sum.
        if smoothed.isNaN || closes.isNaN { return false }
        (range.previous, average.average) = (before, smoothed)
        return true
    }
}
