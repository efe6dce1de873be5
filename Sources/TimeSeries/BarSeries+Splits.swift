public import Core
import Glibc

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

    /// Splits among the actions over which the price goes on as if no unit had become several, as it does where prices
    /// are adjusted already.
    ///
    /// They are those whose step is nearer to none than to that of the split; ratios from 0.8 to 1.25 are left out, since
    /// news may hide them.
    ///
    /// - Complexity: O(splits · log `count`).
    public func unshownSplits() -> [UnshownSplit] {
        var splits: [Int: UnshownSplit] = [:]
        for action in actions {
            guard let ratio = action.splitRatio else { continue }
            let bar = firstIndex(startingAtOrAfter: action.instant)
            guard bar > 0, bar < count else { continue }
            let one = UnshownSplit(date: action.date, ratio: 1, before: close[bar - 1], after: open[bar])
            splits[bar, default: one].ratio *= ratio
        }
        return splits.sorted { $0.key < $1.key }.map(\.value).filter { split in
            let step = split.after / split.before
            guard split.ratio < 0.8 || split.ratio > 1.25, step > 0 else { return false }
            return abs(log(step)) < abs(log(step * split.ratio))
        }
    }
}

/// A split that is told of and does not show in the prices.
public struct UnshownSplit: Hashable, Sendable {
    /// The session in which it takes effect.
    public var date: CivilDate
    /// New units for an old one.
    public var ratio: Double
    /// The last close before it.
    public var before: Price
    /// The first open after it.
    public var after: Price
}
