/// The exponential moving average, seeded with the mean of the first `period` values.
///
///     ema[t] = ema[t−1] + (x[t] − ema[t−1]) · 2 / (period + 1),   ema[period−1] = mean(x[0] … x[period−1])
///
/// Two bars count as one with the weight of both, `v`, which is the same average in exact arithmetic and halves the wait
/// of each step for the one before:
///
///     ema[t] = ema[t−2] + (p − ema[t−2]) · v,   p = x[t] + (x[t−1] − x[t]) · w·(1 − w)/v
///     w = 2 / (period + 1),   v = w + w·(1 − w)
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. A constant series gives exactly its constant from the second value on. An
///   infinite value never leaves.
/// - Source: TA-Lib, EMA in its default compatibility.
/// - Verified by: `IndicatorOracleTests` (`ema_talib_20`).
@frozen
public struct ExponentialMovingAverage: SeriesIndicator {
    /// How many values seed the average, and what sets its weight.
    public let period: Int
    /// The weight of a new value.
    public let weight: Double
    /// The weight of two values together.
    @usableFromInline let pairWeight: Double
    /// The share of the older of two values in their weight.
    @usableFromInline let olderShare: Double
    @usableFromInline var seen = 0
    /// While the seed is incomplete, its first value.
    @usableFromInline var anchor = 0.0
    /// The average at the last bar, or the one before where `isBetween`; the sum of the seed while that is incomplete.
    @usableFromInline var average = 0.0
    /// Where `isBetween`, the last bar's value.
    @usableFromInline var carried = 0.0
    /// Whether `average` is that of the bar before the last.
    @usableFromInline var isBetween = false

    /// An average with the weight `2 / (period + 1)`; `period` at least 1.
    @inlinable
    public init(period: Int) {
        self.init(period: period, weight: 2 / (Double(period) + 1))
    }

    /// An average with a weight of its own, above 0 and at most 1, seeded with the mean of the first `period` values.
    @inlinable
    public init(period: Int, weight: Double) {
        precondition(period >= 1, "an average needs at least one value")
        precondition(weight > 0 && weight <= 1, "the weight of a value lies above 0 and is at most 1")
        self.period = period
        self.weight = weight
        pairWeight = weight + weight * (1 - weight)
        olderShare = weight * (1 - weight) / (weight + weight * (1 - weight))
    }

    /// Whether the seed is complete and the next value is the first of a pair.
    @inlinable var isEven: Bool { seen == period && !isBetween }

    /// Takes two values that are not `nan`, where `isEven`; gives both averages.
    @inlinable
    @inline(__always)
    mutating func updatePair(_ one: Double, _ two: Double) -> (Double, Double) {
        let between = average + (one - average) * weight
        average += (two + (one - two) * olderShare - average) * pairWeight
        return (between, average)
    }

    /// Takes the next value; gives the average, `nan` before the seed is complete.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        if seen < period { return seed(value) }
        isBetween.toggle()
        if isBetween {
            carried = value
            return average + (value - average) * weight
        }
        average += (value + (carried - value) * olderShare - average) * pairWeight
        return average
    }

    /// Takes a value of the seed: until it is complete, `average` holds the sum of differences from the first value.
    @inlinable
    mutating func seed(_ value: Double) -> Double {
        if seen == 0 { anchor = value }
        average += value - anchor
        seen += 1
        if seen < period { return .nan }
        average = anchor + average / Double(period)
        return average
    }

    /// Writes the whole column, two values at a time.
    @inlinable
    public func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        var indicator = self
        var row = 0
        while row < values.count {
            var end = min(values.count, row + DefinedValues.stretch)
            if indicator.isEven {
                let even = end - (end - row) % 2
                let average = indicator.fillPairs(values, row, even, into: output)
                // A `nan` among the values would have stayed in the average.
                if even > row, !average.isNaN {
                    indicator.average = average
                    row = even
                    continue
                }
            } else {
                end = row + 1
            }
            while row < end {
                output[row] = indicator.update(values[row])
                row += 1
            }
        }
    }

    /// Writes the rows from `start` to before `end`, an even number; gives the last average.
    @inlinable
    func fillPairs(
        _ values: UnsafeBufferPointer<Double>, _ start: Int, _ end: Int,
        into output: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        guard let source = values.baseAddress, let target = output.baseAddress else { return average }
        var indicator = self
        var row = start
        while row < end {
            (target[row], target[row &+ 1]) = indicator.updatePair(source[row], source[row &+ 1])
            row &+= 2
        }
        return indicator.average
    }
}
