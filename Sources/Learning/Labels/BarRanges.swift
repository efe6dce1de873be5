/// Where bars opened and how far they went: what decides when barriers are touched inside of bars.
public struct BarRanges: Sendable, Equatable {
    /// Prices at which bars open.
    public var opens: [Double]
    /// The highest prices.
    public var highs: [Double]
    /// The lowest prices.
    public var lows: [Double]

    /// Ranges, one for each row.
    public init(opens: [Double], highs: [Double], lows: [Double]) {
        self.opens = opens
        self.highs = highs
        self.lows = lows
    }

    /// - Throws: `LearningError.shape` where there is not one of each for each row.
    func check(count: Int) throws(LearningError) {
        guard opens.count == count, highs.count == count, lows.count == count else {
            throw .shape(
                found: "\(opens.count) opens, \(highs.count) highs and \(lows.count) lows",
                needed: "one of each for each of \(count) rows")
        }
    }

    /// What a position meets in a bar: a gain, a loss, or neither.
    ///
    /// An open beyond a barrier decides, as it comes first; where the range holds both, the loss does.
    ///
    /// - Parameters:
    ///   - upper: The barrier above; infinite for none.
    ///   - lower: The barrier below.
    ///   - rising: Whether a gain is a rise.
    /// - Returns: 1 for the gain, −1 for the loss, with the price of the exit: the barrier, or an open beyond it; `nil` for
    ///   neither.
    func touch(_ row: Int, upper: Double, lower: Double, rising: Bool) -> (touched: Int, exit: Double)? {
        let open = opens[row]
        if open >= upper { return (rising ? 1 : -1, open) }
        if open <= lower { return (rising ? -1 : 1, open) }
        let (isAbove, isBelow) = (highs[row] >= upper, lows[row] <= lower)
        if rising ? isBelow : isAbove { return (-1, rising ? lower : upper) }
        if rising ? isAbove : isBelow { return (1, rising ? upper : lower) }
        return nil
    }
}
