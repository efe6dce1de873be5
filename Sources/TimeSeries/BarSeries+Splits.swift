public import Core

extension BarSeries {
    /// Steps between sessions like those of a split that was neither adjusted for nor stands among the actions.
    ///
    /// - Returns: The start of the first bar after each step, and what it looks like in words.
    /// - Complexity: O(`count`); no logarithm where no step is large.
    public func unexplainedSplits() -> [(start: Timestamp, text: String)] {
        // The smallest split that is looked for is five for four, within 4 %.
        let isCalm = (1..<max(1, count)).allSatisfy { bar in
            let step = open[bar] / close[bar - 1]
            return step > 0.84 && step < 1.19
        }
        guard !isCalm else { return [] }
        let rows = BarRows(
            symbol: instrument.symbol, stampKind: .starts, stamps: start, open: open, high: high, low: low,
            close: close, volume: volume, content: content)
        return SplitSearch.suspects(in: rows).compactMap { suspect in
            let bar = suspect.row
            let isKnown = actions.contains { action in
                action.splitRatio != nil && action.instant.nanoseconds > start[bar - 1]
                    && action.instant.nanoseconds <= start[bar]
            }
            return isKnown ? nil : (Timestamp(nanoseconds: start[bar]), suspect.text)
        }
    }
}
