/// Where the close lies in the bar, from −1 at the low to 1 at the high; 0 for a bar without range.
@usableFromInline
enum MoneyFlowMultiplier {
    /// The multiplier of a bar.
    @inlinable
    static func of(high: Double, low: Double, close: Double) -> Double {
        let range = high - low
        return range == 0 ? 0 : ((close - low) - (high - close)) / range
    }
}
