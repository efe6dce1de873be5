/// The vortex indicator: upward and downward movement from bar to bar as shares of the true range.
///
///     plus = Σ|high − low[t−1]| / Σtrue range,   minus = Σ|low − high[t−1]| / Σtrue range, over the last period bars
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. Where the window has no range both values are `nan`.
/// - Source: Botes and Siepman (2010), Stocks & Commodities 28:1; ta, VortexIndicator.
/// - Verified by: `IndicatorOracleTests` (`vortex_pos_14`, `vortex_neg_14`).
@frozen
public struct Vortex: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (plus: Double, minus: Double)

    /// Two values a bar.
    @inlinable public static var outputCount: Int { 2 }
    @usableFromInline var range = TrueRange()
    @usableFromInline var high = 0.0
    @usableFromInline var low = 0.0
    @usableFromInline var ups: WindowSum
    @usableFromInline var downs: WindowSum
    @usableFromInline var ranges: WindowSum

    /// Over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 14) {
        ups = WindowSum(length: period)
        downs = ups
        ranges = ups
    }

    /// Takes the next bar; gives both values, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Output {
        if high.isNaN || low.isNaN || close.isNaN { return (.nan, .nan) }
        let trueRange = range.update(high: high, low: low, close: close)
        let (up, down) = (abs(high - self.low), abs(low - self.high))
        (self.high, self.low) = (high, low)
        if trueRange.isNaN { return (.nan, .nan) }
        let total = ranges.update(trueRange)
        return (ups.update(up) / total, downs.update(down) / total)
    }

    /// Takes the values of the next bar: high, low, close; writes plus and minus.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1]) = update(high: inputs[0], low: inputs[1], close: inputs[2])
    }
}
