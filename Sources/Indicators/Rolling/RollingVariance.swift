/// The variance of the last `period` values, with a divisor of `period − ddof`.
///
///     variance = Σ(x − mean)² / (period − ddof)
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. A constant window gives exactly 0; a divisor of 0 gives `nan`.
/// - Source: pandas, `rolling(period).var(ddof)`; with ddof 0 TA-Lib, VAR.
/// - Verified by: `IndicatorOracleTests` (`var_20`, `roll_std_20`).
@frozen
public struct RollingVariance: SeriesIndicator {
    /// How many values a window has.
    public let period: Int
    /// What is taken off `period` in the divisor: 1 for a sample, 0 for a population.
    public let ddof: Int
    /// One over the divisor.
    @usableFromInline let inverseDivisor: Double
    @usableFromInline var window: AnchoredWindow

    /// A variance of the last `period` values, at least 1.
    @inlinable
    public init(period: Int, ddof: Int = 1) {
        self.period = period
        self.ddof = ddof
        inverseDivisor = 1 / Double(period - ddof)
        window = AnchoredWindow(length: period)
    }

    /// Takes the next value; gives the variance, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        if !window.isDefined || period <= ddof { return .nan }
        return window.squares * inverseDivisor
    }

    /// Writes the whole column.
    @inlinable
    public func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        DefinedValues.fill(values, into: output) { values, output in
            let inverse = window.inverse
            let undefined = period <= ddof ? values.count : min(period - 1, values.count)
            for row in 0..<undefined { output[row] = .nan }
            guard let target = output.baseAddress, period > ddof else { return true }
            return BlockMoments.forEachWindow(values, period) { row, _, sum1, sum2 in
                target[row] = AnchoredWindow.squares(sum1, sum2, inverse: inverse) * inverseDivisor
            }
        }
    }
}
