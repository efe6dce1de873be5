/// The highest of the last `period` values, the newest included.
///
/// Each window is the end of one block and the beginning of the next; the extremes of both are at hand (van Herk 1992,
/// Gil and Werman 1993), so a value costs a constant time on average.
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over.
/// - Verified by: `IndicatorOracleTests` (`donchian_upper_20` of TA-Lib's MAX).
@frozen
public struct HighestValue: SeriesIndicator {
    /// How many values a window has.
    public let period: Int
    /// The block that is being filled, then the extreme of the block before from each place on.
    @usableFromInline var storage: [Double]
    @usableFromInline var filled = 0
    @usableFromInline var beginning = -Double.infinity
    @usableFromInline var hasEnds = false

    /// The highest of the last `period` values, at least 1.
    @inlinable
    public init(period: Int) {
        precondition(period >= 1, "a window holds at least one value")
        self.period = period
        storage = [Double](repeating: 0, count: 2 * period)
    }

    /// The higher of two values, the second where they are equal.
    @inlinable
    @inline(__always)
    static func pick(_ first: Double, _ second: Double) -> Double { first > second ? first : second }

    /// Takes the next value; gives the highest of the last `period`, `nan` before there are so many.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        storage[filled] = value
        beginning = HighestValue.pick(beginning, value)
        filled += 1
        if filled < period { return hasEnds ? HighestValue.pick(storage[period + filled], beginning) : .nan }
        let whole = beginning
        var end = -Double.infinity
        var place = period - 1
        while place > 0 {
            end = HighestValue.pick(end, storage[place])
            storage[period + place] = end
            place -= 1
        }
        filled = 0
        beginning = -.infinity
        hasEnds = true
        return whole
    }

    /// Writes the whole column.
    @inlinable
    public func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        DefinedValues.fill(values, into: output) { values, output in
            BlockExtremes.fill(values, period, -.infinity, into: output) { HighestValue.pick($0, $1) }
        }
    }
}
