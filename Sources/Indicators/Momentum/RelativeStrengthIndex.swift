/// Wilder's relative strength index, from 0 to 100.
///
///     rsi = 100 · g / (g + l),   g, l = Wilder averages of rises and of falls from value to value
///
/// Every second pair of averages is computed from that two values before, as in `WilderAverage`.
///
/// - Timing: The value at t uses values up to and including t; defined from index `period`.
/// - Edge cases: A `nan` is passed over. While the series has never changed there is neither rise nor fall and the index
///   is `nan` (TA-Lib prints 0 there, which reads as oversold).
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems"; seeds as TA-Lib, RSI.
/// - Verified by: `IndicatorOracleTests` (`rsi_14`, `rsi_2`).
@frozen
public struct RelativeStrengthIndex: SeriesIndicator {
    /// How many changes seed the averages, and what sets their weight.
    public let period: Int
    /// The averages' constants; its own average is not used.
    @usableFromInline let wilder: WilderAverage
    @usableFromInline var seen = -1
    @usableFromInline var previous = 0.0
    /// The averages at the last bar, or the one before where `isBetween`; sums while the seed is incomplete.
    @usableFromInline var rises = 0.0
    @usableFromInline var falls = 0.0
    /// Where `isBetween`, what the last change adds to the averages of the next bar.
    @usableFromInline var carriedRise = 0.0
    @usableFromInline var carriedFall = 0.0
    /// Whether the averages are those of the bar before the last.
    @usableFromInline var isBetween = false

    /// An index over `period` changes, at least 1.
    @inlinable
    public init(period: Int) {
        self.period = period
        wilder = WilderAverage(period: period)
    }

    /// Takes the next value; gives the index, `nan` before there are `period` changes.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        let change = value - previous
        previous = value
        if seen < period { return seed(change) }
        let (rise, fall) = RelativeStrengthIndex.sides(change)
        isBetween.toggle()
        if isBetween {
            (carriedRise, carriedFall) = (rise * wilder.olderWeight, fall * wilder.olderWeight)
            return RelativeStrengthIndex.index(
                rises * wilder.keep + rise * wilder.weight, falls * wilder.keep + fall * wilder.weight)
        }
        rises = rises * wilder.keepOlder + (carriedRise + rise * wilder.weight)
        falls = falls * wilder.keepOlder + (carriedFall + fall * wilder.weight)
        return RelativeStrengthIndex.index(rises, falls)
    }

    /// Takes a change of the seed; the first value has none.
    @inlinable
    mutating func seed(_ change: Double) -> Double {
        seen += 1
        if seen == 0 { return .nan }
        let (rise, fall) = RelativeStrengthIndex.sides(change)
        rises += rise
        falls += fall
        if seen < period { return .nan }
        rises *= wilder.weight
        falls *= wilder.weight
        return RelativeStrengthIndex.index(rises, falls)
    }

    /// A change as a rise and a fall, one of them 0, without a branch; `nan` stays in both.
    @inlinable
    @inline(__always)
    static func sides(_ change: Double) -> (rise: Double, fall: Double) {
        let size = abs(change)
        return ((size + change) * 0.5, (size - change) * 0.5)
    }

    /// The index of two averages.
    @inlinable
    @inline(__always)
    static func index(_ rises: Double, _ falls: Double) -> Double { 100 * rises / (rises + falls) }

    /// Writes the whole column, two values at a time.
    @inlinable
    public func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        var indicator = self
        var row = 0
        while row < values.count {
            var end = min(values.count, row + DefinedValues.stretch)
            if indicator.seen == period && !indicator.isBetween {
                let even = end - (end - row) % 2
                if even > row, indicator.fillPairs(values, row, even, into: output) {
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

    /// Writes the rows from `start` to before `end`, an even number; where it meets a `nan`, leaves its state as it was
    /// and gives false.
    @inlinable
    mutating func fillPairs(
        _ values: UnsafeBufferPointer<Double>, _ start: Int, _ end: Int,
        into output: UnsafeMutableBufferPointer<Double>
    ) -> Bool {
        guard let source = values.baseAddress, let target = output.baseAddress else { return false }
        let (weight, keep) = (wilder.weight, wilder.keep)
        let (keepOlder, olderWeight) = (wilder.keepOlder, wilder.olderWeight)
        var (before, rises, falls) = (previous, self.rises, self.falls)
        var row = start
        while row < end {
            let one = RelativeStrengthIndex.sides(source[row] - before)
            let two = RelativeStrengthIndex.sides(source[row &+ 1] - source[row])
            before = source[row &+ 1]
            target[row] = RelativeStrengthIndex.index(
                rises * keep + one.rise * weight, falls * keep + one.fall * weight)
            rises = rises * keepOlder + (one.rise * olderWeight + two.rise * weight)
            falls = falls * keepOlder + (one.fall * olderWeight + two.fall * weight)
            target[row &+ 1] = RelativeStrengthIndex.index(rises, falls)
            row &+= 2
        }
        // A `nan` would have stayed in the averages.
        if rises.isNaN || falls.isNaN { return false }
        (previous, self.rises, self.falls) = (before, rises, falls)
        return true
    }
}
