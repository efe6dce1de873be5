/// The end, the deepest fall and the longest streak of losses of one sequence of trades.
public struct TradePath: Sendable, Hashable {
    /// Wealth at the end in units of the initial; 0 where it was used up.
    public let wealth: Double
    /// The deepest fall below a peak, as a negative fraction.
    public let drawdown: Double
    /// The most losses in a row.
    public let losses: Int

    /// A sequence of trades.
    ///
    /// - Parameters:
    ///   - returns: What each trade makes.
    ///   - order: The places of the trades that are taken.
    ///   - compounded: Whether wealth is multiplied by 1 + return, or has the return added.
    ///   - each: Told the wealth after each trade, up to the one that uses it up.
    public init(_ returns: [Double], order: [Int], compounded: Bool, each: (Double) -> Void = { _ in }) {
        var (wealth, peak, lowest) = (1.0, 1.0, 1.0)
        var (streak, longest) = (0, 0)
        for trade in order {
            let value = returns[trade]
            wealth = compounded ? wealth * (1 + value) : wealth + value
            streak = value < 0 ? streak + 1 : 0
            longest = max(longest, streak)
            guard wealth > 0 else {
                (wealth, lowest) = (0, 0)
                each(0)
                break
            }
            each(wealth)
            peak = max(peak, wealth)
            lowest = min(lowest, wealth / peak)
        }
        (self.wealth, drawdown, losses) = (wealth, lowest - 1, longest)
    }
}
