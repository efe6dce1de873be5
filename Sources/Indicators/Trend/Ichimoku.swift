/// The lines of Ichimoku Kinko Hyo that do not look ahead.
///
///     middle(n) = (highest(high, n) + lowest(low, n)) / 2
///     conversion = middle(short),   base = middle(medium)
///     span_a = (conversion + base) / 2 and span_b = middle(long), both as computed displacement bars ago
///
/// - Timing: The value at t uses bars up to and including t; defined from index `short − 1` for conversion, `medium − 1` for base, `medium + displacement − 1` for span_a, `long + displacement − 1` for span_b.
/// - Edge cases: A bar with a `nan` is passed over. The lagging span of the charts is the close drawn into the past; it would look ahead and is left out.
/// - Source: Hosoda (1969), "Ichimoku Kinko Hyo"; ta, IchimokuIndicator; pandas-ta-classic, ichimoku.
/// - Verified by: `IndicatorOracleTests` (`ichimoku_conversion`, `ichimoku_base`, `ichimoku_a`, `ptc_isa_9`, `ptc_isb_26`).
@frozen
public struct Ichimoku: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (conversion: Double, base: Double, spanA: Double, spanB: Double)

    /// Four values a bar.
    @inlinable public static var outputCount: Int { 4 }
    @usableFromInline var highs: [HighestValue]
    @usableFromInline var lows: [LowestValue]
    @usableFromInline var pastA: ValueRing?
    @usableFromInline var pastB: ValueRing?

    /// With the periods of the lines, and the number of bars by which charts draw the spans forward: with 26 the spans
    /// are the cloud that a chart shows at this bar (some charts draw it 25 bars forward), with 0 those computed from it.
    @inlinable
    public init(short: Int = 9, medium: Int = 26, long: Int = 52, displacement: Int = 26) {
        precondition(displacement >= 0, "spans are not drawn into the past")
        highs = [short, medium, long].map { HighestValue(period: $0) }
        lows = [short, medium, long].map { LowestValue(period: $0) }
        pastA = displacement > 0 ? ValueRing(length: displacement) : nil
        pastB = pastA
    }

    /// Takes the next bar; gives the four lines, each `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double) -> Output {
        if high.isNaN || low.isNaN { return (.nan, .nan, .nan, .nan) }
        let conversion = (highs[0].update(high) + lows[0].update(low)) / 2
        let base = (highs[1].update(high) + lows[1].update(low)) / 2
        let spanB = (highs[2].update(high) + lows[2].update(low)) / 2
        let spanA = (conversion + base) / 2
        return (conversion, base, pastA?.exchange(spanA) ?? spanA, pastB?.exchange(spanB) ?? spanB)
    }

    /// Takes the values of the next bar: high, low; writes conversion, base, span A and span B.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1], outputs[2], outputs[3]) = update(high: inputs[0], low: inputs[1])
    }
}
