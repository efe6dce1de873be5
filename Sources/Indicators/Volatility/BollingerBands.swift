/// Bollinger bands: the moving average and bands at a multiple of the standard deviation around it.
///
///     middle = mean(x),   upper, lower = middle ± multiplier · √(Σ(x − middle)² / period)
///
/// The standard deviation is that of the population (divisor `period`, ddof 0), as Bollinger and TA-Lib have it; the
/// rolling `stddev` has the divisor `period − 1`.
///
/// - Timing: The values at t use values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. In a constant window all three are exactly the constant.
/// - Source: Bollinger (2001), "Bollinger on Bollinger Bands"; TA-Lib, BBANDS.
/// - Verified by: `IndicatorOracleTests` (`bb_upper`, `bb_middle`, `bb_lower`).
@frozen
public struct BollingerBands: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (upper: Double, middle: Double, lower: Double)

    /// Three values a bar.
    @inlinable public static var outputCount: Int { 3 }
    /// How many values a window has.
    public let period: Int
    /// How many standard deviations the bands lie from the middle.
    public let multiplier: Double
    @usableFromInline var window: AnchoredWindow

    /// Bands over `period` values, at least 1.
    @inlinable
    public init(period: Int = 20, multiplier: Double = 2) {
        self.period = period
        self.multiplier = multiplier
        window = AnchoredWindow(length: period)
    }

    /// Takes the next value; gives the bands, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Output {
        if value.isNaN { return (.nan, .nan, .nan) }
        window.update(value)
        if !window.isDefined { return (.nan, .nan, .nan) }
        let width = multiplier * (window.squares * window.inverse).squareRoot()
        return (window.mean + width, window.mean, window.mean - width)
    }

    /// Takes the next value of the series; writes upper, middle and lower.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1], outputs[2]) = update(inputs[0])
    }

    /// Writes the three columns.
    @inlinable
    public func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>]) {
        DefinedValues.fill(inputs[0], into: outputs) { values, outputs in
            let inverse = window.inverse
            for output in outputs {
                for row in 0..<min(period - 1, values.count) { output[row] = .nan }
            }
            guard let uppers = outputs[0].baseAddress, let middles = outputs[1].baseAddress,
                let lowers = outputs[2].baseAddress
            else { return true }
            return BlockMoments.forEachWindow(values, period) { row, anchor, sum1, sum2 in
                let middle = AnchoredWindow.mean(sum1, anchor: anchor, inverse: inverse)
                let squares = AnchoredWindow.squares(sum1, sum2, inverse: inverse)
                let width = multiplier * (squares * inverse).squareRoot()
                uppers[row] = middle + width
                middles[row] = middle
                lowers[row] = middle - width
            }
        }
    }
}
