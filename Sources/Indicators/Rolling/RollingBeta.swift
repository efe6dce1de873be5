/// The beta of the last `period` pairs of values: the slope of the first series on the second.
///
///     beta = Σ(x − mean(x))(y − mean(y)) / Σ(y − mean(y))²
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Where the second series is constant the value is `nan`. Prices are turned into returns first: `beta(change(close), change(SPY.close), 60)`.
/// - Source: pandas, rolling covariance over rolling variance; TA-Lib, BETA on returns.
/// - Verified by: `IndicatorOracleTests` (`roll_beta_60`, `beta_bench_60`).
@frozen
public struct RollingBeta: PairIndicator {
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
        return window.jointSpread / window.secondSpread
    }
}
