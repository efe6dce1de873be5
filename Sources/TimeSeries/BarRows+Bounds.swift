public import Core

/// The bounds of bars, and what was found on the way.
public struct BarBounds: Sendable {
    /// First instants covered.
    public var start: [Int64]
    /// First instants not covered.
    public var end: [Int64]
    /// Bars that lie outside every session: before an open, after a close, on a day without trading.
    public var outsideCount: Int
    /// Bars cut shorter than the usual length by a session's bounds or by a neighbour.
    public var clippedCount: Int
}

extension BarRows {
    /// The usual length of the bars: the most frequent step between stamps, the shortest of equally frequent ones.
    ///
    /// - Returns: Nanoseconds; `nil` for dates and for fewer than three rows.
    public func usualLength() -> Int64? {
        guard stampKind != .dates, count >= 3 else { return nil }
        var counts: [Int64: Int] = [:]
        for row in stamps.indices.dropFirst().prefix(100_000) {
            let step = abs(stamps[row] - stamps[row - 1])
            if step > 0 { counts[step, default: 0] += 1 }
        }
        return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }

    /// First and last instants of the bars.
    ///
    /// A date has those of its session. A stamp has `length` before or behind it, cut where a neighbour begins; the
    /// first bar of a day that reaches over the session's open, and the last that reaches over its close, are cut there:
    /// an hour stamped 09:00 on an exchange that opens at 09:30 covers half an hour.
    ///
    /// - Parameter length: The usual length in nanoseconds; not asked for dates.
    /// - Precondition: stamps ascend strictly, and every date has a session.
    public func bounded(length: Int64, calendar: TradingCalendar) -> BarBounds {
        let sessions = calendar.sessions
        if stampKind == .dates {
            var start = LongArray.room(for: count, of: Int64.self)
            var end = LongArray.room(for: count, of: Int64.self)
            var place = 0
            for stamp in stamps {
                let date = Timestamp(nanoseconds: stamp).date
                if place < sessions.count, sessions[place].date < date { place += 1 }
                if place >= sessions.count || sessions[place].date != date {
                    place = calendar.indexOfSession(onOrAfter: date)
                }
                invariant(
                    place < sessions.count && sessions[place].date == date, "\(symbol) has no session on \(date)")
                start.append(sessions[place].open.nanoseconds)
                end.append(sessions[place].close.nanoseconds)
            }
            return BarBounds(start: start, end: end, outsideCount: 0, clippedCount: 0)
        }
        var (start, end) = (stamps, stamps)
        let edge = stampKind == .starts ? ends(length) : starts(length)
        if stampKind == .starts { end = edge.stamps } else { start = edge.stamps }
        var clipped = edge.clippedCount
        var outside = 0
        var row = 0
        var place = start.isEmpty ? 0 : calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: start[0]))
        while row < count {
            while place < sessions.count, sessions[place].close.nanoseconds <= start[row] { place += 1 }
            guard place < sessions.count else {
                outside += count - row
                break
            }
            let (open, close) = (sessions[place].open.nanoseconds, sessions[place].close.nanoseconds)
            // Most rows lie inside a session: those are passed without a question more.
            let inside = BarRows.countInside(start, end, from: row, open: open, close: close)
            row += inside
            guard inside == 0 else { continue }
            if length > Timestamp.day {
                // A bar of several sessions starts with the first of them.
                if start[row] < open, open < end[row] { start[row] = open }
            } else if end[row] <= open {
                outside += 1
            } else {
                // Only the first bar of a day is cut at the open, and only the last at the close: others trade outside.
                if start[row] < open, row == 0 || start[row] - start[row - 1] > 2 * length {
                    start[row] = open
                    clipped += 1
                }
                if end[row] > close, row + 1 == count || start[row + 1] - end[row] >= length {
                    end[row] = close
                    clipped += 1
                }
            }
            row += 1
        }
        return BarBounds(start: start, end: end, outsideCount: outside, clippedCount: clipped)
    }

    /// The rows from one on that lie inside a session, up to the first that does not.
    private static func countInside(_ start: [Int64], _ end: [Int64], from row: Int, open: Int64, close: Int64) -> Int {
        start.withUnsafeBufferPointer { start in
            end.withUnsafeBufferPointer { end in
                var last = row
                while last < start.count, start[last] >= open, end[last] <= close { last += 1 }
                return last - row
            }
        }
    }

    /// The ends of bars whose starts the stamps are, and how many of them a neighbour cuts short.
    private func ends(_ length: Int64) -> (stamps: [Int64], clippedCount: Int) {
        var clipped = 0
        let ends = stamps.withUnsafeBufferPointer { stamps in
            LongArray.make(stamps.count) { (ends: UnsafeMutableBufferPointer<Int64>) -> Int in
                guard let last = stamps.indices.last else { return 0 }
                for row in 0..<last {
                    let (reach, next) = (stamps[row] &+ length, stamps[row + 1])
                    ends[row] = min(reach, next)
                    clipped &+= next < reach ? 1 : 0
                }
                ends[last] = stamps[last] + length
                return stamps.count
            }
        }
        return (ends, clipped)
    }

    /// The starts of bars whose ends the stamps are, and how many of them a neighbour cuts short.
    private func starts(_ length: Int64) -> (stamps: [Int64], clippedCount: Int) {
        var clipped = 0
        let starts = stamps.withUnsafeBufferPointer { stamps in
            LongArray.make(stamps.count) { (starts: UnsafeMutableBufferPointer<Int64>) -> Int in
                guard let first = stamps.first else { return 0 }
                starts[0] = first - length
                for row in stamps.indices.dropFirst() {
                    let (reach, previous) = (stamps[row] &- length, stamps[row - 1])
                    starts[row] = max(reach, previous)
                    clipped &+= previous > reach ? 1 : 0
                }
                return stamps.count
            }
        }
        return (starts, clipped)
    }
}

extension TradingCalendar {
    /// The place of the first session named by a date or a later one; `sessions.count` where there is none.
    public func indexOfSession(onOrAfter date: CivilDate) -> Int {
        sessions.firstPlace { $0.date >= date }
    }
}
