import Core

/// Where the calendar expects bars and a series has none, between its first and its last bar.
public struct BarGaps: Hashable, Sendable {
    /// One stretch without bars.
    public struct Stretch: Hashable, Sendable {
        /// The place of the last bar before it.
        public var after: Int
        /// The number of missing bars.
        public var count: Int
    }

    /// The stretches in order.
    public var stretches: [Stretch]

    /// Gaps.
    public init(stretches: [Stretch]) { self.stretches = stretches }

    /// The number of missing bars of all stretches.
    public var count: Int { stretches.reduce(0) { $0 + $1.count } }
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
        var place = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: end[0]))
        for index in 0..<(count - 1) where start[index + 1] > end[index] {
            while place < calendar.sessions.count, calendar.sessions[place].close.nanoseconds <= end[index] {
                place += 1
            }
            var missing = 0
            eachSession(from: place, in: end[index]..<start[index + 1]) { session, from, to in
                guard let barLength else {
                    if from == session.open.nanoseconds, to == session.close.nanoseconds { missing += 1 }
                    return
                }
                let open = session.open.nanoseconds
                missing += Int((to - open - 1) / barLength - (from - open) / barLength) + 1
            }
            if missing > 0 { gaps.stretches.append(BarGaps.Stretch(after: index, count: missing)) }
        }
        return gaps
    }

    /// Calls with each session that lies in a stretch of time, and with the part of it that does.
    private func eachSession(from place: Int, in time: Range<Int64>, _ body: (Session, Int64, Int64) -> Void) {
        var place = place
        while place < calendar.sessions.count, calendar.sessions[place].open.nanoseconds < time.upperBound {
            let session = calendar.sessions[place]
            let from = max(session.open.nanoseconds, time.lowerBound)
            let to = min(session.close.nanoseconds, time.upperBound)
            if from < to { body(session, from, to) }
            place += 1
        }
    }

    /// The series with bars in its gaps that repeat the last close, have no volume and are flagged as filled (S4).
    ///
    /// - Parameters:
    ///   - gaps: What `gaps(barLength:)` gave.
    ///   - barLength: The length that was given there.
    public func filled(_ gaps: BarGaps, barLength: Int64?) -> BarSeries {
        let length = count + gaps.count
        func times() -> [Int64] { LongArray.room(for: length, of: Int64.self) }
        func numbers() -> [Double] { LongArray.room(for: length, of: Double.self) }
        var (start, end) = (times(), times())
        var (open, high, low, close, volume) = (numbers(), numbers(), numbers(), numbers(), numbers())
        var isFilled = LongArray.room(for: length, of: Bool.self)
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
            next += 1
            func add(_ from: Int64, _ to: Int64) {
                start.append(from)
                end.append(to)
                open.append(self.close[index])
                high.append(self.close[index])
                low.append(self.close[index])
                close.append(self.close[index])
                volume.append(0)
                isFilled.append(true)
            }
            let place = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: self.end[index]))
            eachSession(from: place, in: self.end[index]..<self.start[index + 1]) { session, from, to in
                guard let barLength else {
                    if from == session.open.nanoseconds, to == session.close.nanoseconds { add(from, to) }
                    return
                }
                var begin = from
                while begin < to {
                    let next =
                        session.open.nanoseconds
                        + ((begin - session.open.nanoseconds) / barLength + 1) * barLength
                    add(begin, min(next, to))
                    begin = min(next, to)
                }
            }
        }
        return BarSeries(
            instrument: instrument, calendar: calendar, content: content, start: start, end: end, open: open,
            high: high,
            low: low, close: close, volume: volume, isFilled: isFilled)
    }
}
