import Core
import TimeSeries

extension FinerBars {
    /// Another future: what ended by the cut stays, and each altered bar gets finer ones that cover it, at the times of
    /// those that lay inside it.
    ///
    /// So what is looked at is how orders meet finer bars, and not only how they meet bars that none cover. A bar that has
    /// begun at the cut keeps the finer ones that have ended.
    ///
    /// - Parameter bars: The altered bars, the first of which may have begun.
    func altered(_ cut: Int64, _ bars: [Bar], _ random: inout RandomStream) -> FinerBars {
        let known = (0..<count).prefix { end[$0] <= cut }.count
        var future: [Bar] = []
        for bar in bars {
            let inside = places(from: max(cut, bar.start.nanoseconds), to: bar.end.nanoseconds)
            guard !inside.isEmpty else { continue }
            // One of them reaches the high, another or the same the low.
            let (top, bottom) = (random.below(inside.count), random.below(inside.count))
            var last = bar.open
            for (number, place) in inside.enumerated() {
                let close =
                    number == inside.count - 1 ? bar.close : bar.low + (bar.high - bar.low) * random.uniform()
                future.append(
                    Bar(
                        start: Timestamp(nanoseconds: start[place]), end: Timestamp(nanoseconds: end[place]),
                        open: last,
                        high: number == top ? bar.high : max(last, close),
                        low: number == bottom ? bar.low : min(last, close), close: close, volume: .nan))
                last = close
            }
        }
        return FinerBars(
            start: start[..<known] + future.map(\.start.nanoseconds),
            end: end[..<known] + future.map(\.end.nanoseconds),
            open: open[..<known] + future.map(\.open), high: high[..<known] + future.map(\.high),
            low: low[..<known] + future.map(\.low), close: close[..<known] + future.map(\.close))
    }
}
