public import Core

/// Noise on prices: each of a bar's prices is displaced at random by a part of the bar's usual range.
///
///     price' = price + level · range · u,    u uniform in −1 … 1
///
/// with range the mean of the true ranges of the last `window` bars, the bar itself included (of those there are, at the
/// beginning), in units after the splits so far. Open, high, low and close are displaced apart; the high is then raised and
/// the low lowered to hold all four. Displacements do not add up from bar to bar: the price is that of the data but for an
/// error of measurement, as quotes of another feed would have it. Prices stay whole ticks where they were, and above zero
/// where they were. Closes alone are displaced as one price; volume, times and corporate actions stay.
///
/// - Source: The randomisation of history data that robustness tests of trading software make: a share of prices is changed
///   by up to a percentage of the average true range, evenly. Wilder (1978) for the true range.
/// - Verified by: `BarNoiseTests`.
public struct BarNoise: Sendable {
    private let panel: Panel
    /// The usual range of each bar, in the units of its prices; `nil` where a series stays as it is.
    private let ranges: [[Price]?]
    private let isOnTicks: [Bool]

    /// Noise on a panel.
    ///
    /// - Parameters:
    ///   - window: Of how many bars the range is the mean, at least 1.
    ///   - kept: Symbols of series that stay as they are, as of those that are no prices.
    public init(_ panel: Panel, window: Int = 14, keeping kept: Set<String> = []) {
        self.panel = panel
        ranges = panel.series.map { kept.contains($0.instrument.symbol) ? nil : $0.usualRanges(window: window) }
        isOnTicks = panel.series.map(\.isOnTicks)
    }

    /// The panel with noise.
    ///
    /// - Parameters:
    ///   - level: The greatest displacement as a part of the usual range; at 0 the panel is the same.
    ///   - share: The share of bars with noise, from 0 to 1.
    ///   - random: The stream of an instrument by its place; each bar takes five draws of it, so that noise on a bar does not
    ///     depend on bars after it, nor on those of other instruments.
    public func panel(level: Double, share: Double = 1, random: (_ instrument: Int) -> RandomStream) -> Panel {
        guard level > 0, share > 0 else { return panel }
        return Panel(
            panel.series.enumerated().map { place, series in
                guard let ranges = ranges[place] else { return series }
                var stream = random(place)
                return series.displaced(
                    by: ranges, level: level, share: share, tick: isOnTicks[place] ? series.instrument.tickSize : 0,
                    &stream)
            })
    }
}

extension BarSeries {
    /// The mean of the true ranges of the last bars, in the units of each bar's own prices.
    ///
    /// - Source: Wilder (1978), "New Concepts in Technical Trading Systems", for the true range; the mean is a plain one.
    func usualRanges(window: Int) -> [Price] {
        let adjusted = adjustedForSplits()
        var ranges = LongArray.room(for: count, of: Price.self)
        var means = LongArray.room(for: count, of: Price.self)
        for bar in 0..<count {
            var range = adjusted.high[bar] - adjusted.low[bar]
            if bar > 0 {
                let before = adjusted.close[bar - 1]
                range = max(range, abs(adjusted.high[bar] - before), abs(adjusted.low[bar] - before))
            }
            ranges.append(range)
            let held = ranges[max(0, bar + 1 - window)...]
            let mean = held.reduce(0, +) / Double(held.count)
            // The mean is in the units after the last split, the prices in those of their day.
            means.append(adjusted.close[bar] == close[bar] ? mean : mean * close[bar] / adjusted.close[bar])
        }
        return means
    }

    fileprivate func displaced(
        by ranges: [Price], level: Double, share: Double, tick: Price, _ random: inout RandomStream
    ) -> BarSeries {
        func column() -> [Price] { LongArray.room(for: count, of: Price.self) }
        var (opens, highs, lows, closes) = (column(), column(), column(), column())
        for bar in 0..<count {
            let isMoved = random.uniform() < share
            func price(_ price: Price) -> Price {
                let draw = 2 * random.uniform() - 1
                guard isMoved else { return price }
                let moved = price + level * ranges[bar] * draw
                // A hundredth of a price is further down than any noise that means something.
                let held = price > 0 ? max(moved, price / 100) : moved
                guard tick > 0 else { return held }
                let rounded = (held / tick).rounded() * tick
                return price > 0 ? max(rounded, tick) : rounded
            }
            let (open, high, low, close) = (
                price(self.open[bar]), price(self.high[bar]), price(self.low[bar]), price(self.close[bar])
            )
            let isClose = content == .closes
            opens.append(isClose ? close : open)
            highs.append(isClose ? close : max(open, high, low, close))
            lows.append(isClose ? close : min(open, high, low, close))
            closes.append(close)
        }
        return BarSeries(
            instrument: instrument, calendar: calendar, content: content, start: start, end: end, open: opens,
            high: highs, low: lows, close: closes, volume: volume, isFilled: isFilled
        ).with(actions)
    }
}
