/// The correlation of the last `period` pairs of values, from −1 to 1.
///
///     correlation = Σ(x − mean(x))(y − mean(y)) / √(Σ(x − mean(x))² · Σ(y − mean(y))²)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Where one of the series is constant the value is `nan`.
/// - Source: Pearson (1895); pandas, `rolling(period).corr()`; TA-Lib, CORREL.
/// - Verified by: `IndicatorOracleTests` (`roll_corr_60`, `correl_bench_30`).
@frozen
public struct RollingCorrelation: PairIndicator {
    @usableFromInline var window: PairWindow

    /// Over `period` pairs, at least 2.
    @inlinable
    public init(period: Int) {
        precondition(period >= 2, "a window of pairs needs two of them")
        window = PairWindow(length: period)
    }

    /// Takes the next pair; gives the value, `nan` before there are `period` pairs.
    @inlinable
    public mutating func update(_ first: Double, _ second: Double) -> Double {
        if first.isNaN || second.isNaN { return .nan }
        window.update(first, second)
        if !window.isDefined { return .nan }
        let correlation =
            window.jointSpread / (window.firstSpread.squareRoot() * window.secondSpread.squareRoot())
        return correlation.isNaN ? .nan : max(-1, min(1, correlation))
    }
}
