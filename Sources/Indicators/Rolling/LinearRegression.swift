/// The least-squares line of the last `period` values on time, as one of its figures.
///
///     slope = Σ(k − k̄)(x[k] − x̄) / Σ(k − k̄)²,   k = 0 … period−1, the newest last
///     value = x̄ + slope · (period − 1) / 2
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. A constant window has the slope 0 exactly.
/// - Source: TA-Lib, LINEARREG and its kin.
/// - Verified by: `IndicatorOracleTests` (`linearreg_14`, `linearreg_slope_14`, `linearreg_intercept_14`, `tsf_14`).
@frozen
public struct LinearRegression: SeriesIndicator {
    /// A figure of the line.
    @frozen
    public enum Figure: Sendable {
        /// The line at the newest bar.
        case value
        /// Its rise per bar.
        case slope
        /// The line at the oldest bar of the window.
        case intercept
        /// The line one bar after the newest.
        case forecast
    }

    /// How many values a window has.
    public let period: Int
    /// Which figure it gives.
    public let figure: Figure
    @usableFromInline var window: TrendWindow

    /// A line through the last `period` values, at least 2.
    @inlinable
    public init(period: Int, figure: Figure = .value) {
        precondition(period >= 2, "a line needs two values")
        self.period = period
        self.figure = figure
        window = TrendWindow(length: period)
    }

    /// The figure from anchored sums.
    @inlinable
    @inline(__always)
    func figure(_ sum: Double, _ aged: Double, anchor: Double) -> Double {
        let slope = TrendWindow.slope(sum, aged, half: window.half, inverseSpread: window.inverseSpread)
        switch figure {
        case .slope: return slope
        case .value: return anchor + (sum * window.inverse + slope * window.half)
        case .intercept: return anchor + (sum * window.inverse - slope * window.half)
        case .forecast: return anchor + (sum * window.inverse + slope * (window.half + 1))
        }
    }

    /// Takes the next value; gives the figure, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        if !window.isDefined { return .nan }
        return figure(window.sum, window.aged, anchor: window.anchor)
    }

    /// Writes the whole column.
    @inlinable
    public func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        DefinedValues.fill(values, into: output) { values, output in
            for row in 0..<min(period - 1, values.count) { output[row] = .nan }
            guard let target = output.baseAddress else { return true }
            return BlockTrends.forEachWindow(values, period) { row, anchor, sum, aged in
                target[row] = figure(sum, aged, anchor: anchor)
            }
        }
    }
}
