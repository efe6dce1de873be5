/// The end, the deepest fall and the longest streak of losses of one sequence of trades.
struct TradePath: Sendable {
    let wealth: Double
    let drawdown: Double
    let losses: Int

    init(_ returns: [Double], order: [Int], compounded: Bool) {
        var (wealth, peak, lowest) = (1.0, 1.0, 1.0)
        var (streak, longest) = (0, 0)
        for trade in order {
            let value = returns[trade]
            wealth = compounded ? wealth * (1 + value) : wealth + value
            streak = value < 0 ? streak + 1 : 0
            longest = max(longest, streak)
            guard wealth > 0 else {
                (wealth, lowest) = (0, 0)
                break
            }
            peak = max(peak, wealth)
            lowest = min(lowest, wealth / peak)
        }
        (self.wealth, drawdown, losses) = (wealth, lowest - 1, longest)
    }
}
