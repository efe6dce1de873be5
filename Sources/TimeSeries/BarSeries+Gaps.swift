import Core

/// Where the calendar expects bars and a series has none, between its first and its last bar.
public struct BarGaps: Hashable, Sendable {
    /// One stretch without bars.
    public struct Stretch: Hashable, Sendable {
        /// The place of the last bar before it.
        public var after: Int
        /// The bounds of the missing bars.
        public var missing: [Range<Int64>]
    }

    /// The stretches in order.
    public var stretches: [Stretch]
    /// The number of missing bars of all stretches.
    public var count: Int { stretches.reduce(0) { $0 + $1.missing.count } }
}

extension BarSeries {
    /// The bars that the calendar expects between the first and the last and that are not there.
    ///
    /// - Parameter barLength: The usual length of a bar in nanoseconds, counted from each session's open; `nil` where
    ///   bars are sessions.
    /// - Note: Only time inside sessions is expected: nights, weekends and holidays are no gaps (S10).
    public func gaps(barLength: Int64?) -> BarGaps {
        var gaps = BarGaps(stretches: [])
        guard count > 1 else { return gaps }
        let sessions = calendar.sessions
        var place = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: end[0]))
        for index in 0..<(count - 1) where start[index + 1] > end[index] {
            let (from, to) = (end[index], start[index + 1])
            while place < sessions.count, sessions[place].close.nanoseconds <= from { place += 1 }
            var missing: [Range<Int64>] = []
            var current = place
            while current < sessions.count, sessions[current].open.nanoseconds < to {
                let (open, close) = (sessions[current].open.nanoseconds, sessions[current].close.nanoseconds)
                if let barLength {
                    var begin = max(open, from)
                    let until = min(close, to)
                    while begin < until {
                        let next = min(open + ((begin - open) / barLength + 1) * barLength, until)
                        missing.append(begin..<next)
                        begin = next
                    }
                } else if open >= from, close <= to {
                    missing.append(open..<close)
                }
                current += 1
            }
            if !missing.isEmpty { gaps.stretches.append(BarGaps.Stretch(after: index, missing: missing)) }
        }
        return gaps
    }

    /// The series with bars in its gaps that repeat the last close, have no volume and are flagged as filled (S4).
    public func filled(_ gaps: BarGaps) -> BarSeries {
        var (start, end): ([Int64], [Int64]) = ([], [])
        var (open, high, low, close, volume): ([Double], [Double], [Double], [Double], [Double]) = ([], [], [], [], [])
        var isFilled: [Bool] = []
        var next = 0
        for index in 0..<count {
            start.append(self.start[index])
            end.append(self.end[index])
            open.append(self.open[index])
            high.append(self.high[index])
            low.append(self.low[index])
            close.append(self.close[index])
            volume.append(self.volume[index])
            isFilled.append(self.isFilled.isEmpty ? false : self.isFilled[index])
            guard next < gaps.stretches.count, gaps.stretches[next].after == index else { continue }
            for range in gaps.stretches[next].missing {
                start.append(range.lowerBound)
                end.append(range.upperBound)
                open.append(self.close[index])
                high.append(self.close[index])
                low.append(self.close[index])
                close.append(self.close[index])
                volume.append(0)
                isFilled.append(true)
            }
            next += 1
        }
        return BarSeries(
            instrument: instrument, calendar: calendar, content: content, start: start, end: end, open: open, high: high,
            low: low, close: close, volume: volume, isFilled: isFilled)
    }
}
