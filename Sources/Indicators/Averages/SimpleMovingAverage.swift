/// The mean of the last `period` values.
///
///     sma[t] = (x[t] + x[t−1] + … + x[t−period+1]) / period
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. A constant window gives exactly its constant. An infinite value leaves after at
///   most two windows. No error stays from values that have left the window.
/// - Source: TA-Lib, SMA; pandas, `rolling(period).mean()`.
/// - Verified by: `IndicatorOracleTests`, `NoDriftTests`.
@frozen
public struct SimpleMovingAverage: SeriesIndicator {
    /// How many values a window has.
    public let period: Int
    @usableFromInline var window: AnchoredWindow

    /// A mean of the last `period` values, at least 1.
    @inlinable
    public init(period: Int) {
        self.period = period
        window = AnchoredWindow(length: period, needsSquares: false)
    }

    /// Takes the next value; gives the mean of the last `period`, `nan` before there are so many.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        return window.isDefined ? window.mean : .nan
    }

    /// Writes the whole column.
    @inlinable
    public func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        DefinedValues.fill(values, into: output) { values, output in
            for row in 0..<min(period - 1, values.count) { output[row] = .nan }
            guard let target = output.baseAddress else { return true }
            return BlockSums.writeMeans(of: values, period, to: target)
        }
    }
}
