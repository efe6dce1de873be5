/// Tillson’s T3: a moving average smoothed six times and sharpened again.
///
///     t3 = c1·e6 + c2·e5 + c3·e4 + c4·e3,   e1 = ema(x), ek = ema(ek−1),   c1 = −v³, c2 = 3(v² + v³), c3 = −3(2v² + v + v³), c4 = 1 + 3v + v³ + 3v²
///
/// - Timing: The value at t uses values up to and including t; defined from index `6·(period − 1)`.
/// - Edge cases: A `nan` is passed over. A constant series gives its constant to the last few digits.
/// - Source: Tillson (1998), Stocks & Commodities 16:1; TA-Lib, T3.
/// - Verified by: `IndicatorOracleTests` (`t3_5`).
@frozen
public struct TillsonAverage: SeriesIndicator {
    @usableFromInline var averages: [ExponentialMovingAverage]
    @usableFromInline let weights: SIMD4<Double>

    /// An average over `period` values, at least 1, with a volume factor `v` from 0 (no sharpening) to 1.
    @inlinable
    public init(period: Int = 5, factor: Double = 0.7) {
        averages = [ExponentialMovingAverage](repeating: ExponentialMovingAverage(period: period), count: 6)
        let square = factor * factor
        let cube = square * factor
        weights = SIMD4(
            -cube, 3 * (square + cube), -3 * (2 * square + factor + cube), 1 + 3 * factor + cube + 3 * square)
    }

    /// Takes the next value; gives the average, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        var current = value
        var (third, fourth, fifth) = (0.0, 0.0, 0.0)
        for place in 0..<6 {
            current = averages[place].update(current)
            if place == 2 { third = current }
            if place == 3 { fourth = current }
            if place == 4 { fifth = current }
        }
        return weights[0] * current + weights[1] * fifth + weights[2] * fourth + weights[3] * third
    }
}
