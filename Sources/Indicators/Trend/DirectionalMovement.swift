/// Wilder’s directional movement: the indicators +DI and −DI, the index DX, its average ADX and the rating ADXR.
///
///     up = high − high[t−1], down = low[t−1] − low;  +DM = up if up > down and up > 0, −DM = down if down > up and down > 0
///     +DI = 100 · W(+DM) / W(true range),  −DI = 100 · W(−DM) / W(true range),  W[t] = W[t−1] − W[t−1]/period + x[t]
///     DX = 100 · |+DI − −DI| / (+DI + −DI),  ADX = Wilder average of DX,  ADXR = (ADX[t] + ADX[t−period+1]) / 2
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period` for +DI, −DI and DX, `2·period − 1` for ADX, `3·period − 2` for ADXR.
/// - Edge cases: A bar with a `nan` is passed over. W starts with the sum of the first `period − 1` movements. While no bar has had a range the indicators are `nan`; while neither side moved DX is `nan` and ADX keeps its value.
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems"; seeds as TA-Lib, PLUS_DI, DX, ADX, ADXR.
/// - Verified by: `IndicatorOracleTests` (`plus_di_14`, `minus_di_14`, `dx_14`, `adx_14`, `adxr_14`).
@frozen
public struct DirectionalMovement: HighLowCloseIndicator {
    /// A figure of the directional movement.
    @frozen
    public enum Figure: Sendable {
        /// +DI, the share of upward movement in the range.
        case plus
        /// −DI, the share of downward movement in the range.
        case minus
        /// DX, how one-sided the movement is.
        case index
        /// ADX, the average of DX.
        case average
        /// ADXR, the mean of ADX and what it was.
        case rating
    }

    /// How many bars set the smoothing.
    public let period: Int
    /// Which figure it gives.
    public let figure: Figure
    @usableFromInline var range = TrueRange()
    @usableFromInline var high = 0.0
    @usableFromInline var low = 0.0
    @usableFromInline var moves = 0
    @usableFromInline var plus = 0.0
    @usableFromInline var minus = 0.0
    @usableFromInline var ranges = 0.0
    @usableFromInline var average: DirectionalAverage
    @usableFromInline var earlier: ValueRing

    /// A figure over `period` bars, at least 2.
    @inlinable
    public init(period: Int = 14, figure: Figure = .average) {
        precondition(period >= 2, "directional movement needs at least two bars")
        self.period = period
        self.figure = figure
        average = DirectionalAverage(period: period)
        earlier = ValueRing(length: period - 1)
    }

    /// Takes the next bar; gives the figure, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        if high.isNaN || low.isNaN || close.isNaN { return .nan }
        let trueRange = range.update(high: high, low: low, close: close)
        let (up, down) = (high - self.high, self.low - low)
        (self.high, self.low) = (high, low)
        if trueRange.isNaN { return .nan }
        moves += 1
        if moves >= period {
            plus -= plus / Double(period)
            minus -= minus / Double(period)
            ranges -= ranges / Double(period)
        }
        if up > down && up > 0 { plus += up }
        if down > up && down > 0 { minus += down }
        ranges += trueRange
        return moves < period ? .nan : value()
    }

    /// The figure after a bar from which on the indicators are defined.
    @inlinable
    mutating func value() -> Double {
        let (plusShare, minusShare) = (100 * (plus / ranges), 100 * (minus / ranges))
        switch figure {
        case .plus: return plusShare
        case .minus: return minusShare
        case .index, .average, .rating: break
        }
        let index = 100 * (abs(plusShare - minusShare) / (plusShare + minusShare))
        if figure == .index { return index }
        let smoothed = average.update(index)
        if figure == .average || smoothed.isNaN { return smoothed }
        return (smoothed + earlier.exchange(smoothed)) / 2
    }
}
