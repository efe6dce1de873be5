public import Core

/// One window of a grid: what it spans, and when its bar is known.
public struct Window: Hashable, Sendable {
    /// The first instant of the window, nanoseconds UTC.
    public var start: Int64
    /// The first instant after the window.
    public var end: Int64
    /// The first instant of trading in it; its start where there is no session in it.
    public var tradingStart: Int64
    /// The instant from which on nothing more trades in it: its bar is complete (S14).
    public var completion: Int64
    /// The days that it stands for, in the anchor's zone: of a month all its days, though no session is on the last.
    public var dates: Range<CivilDate>
}

/// How time is cut into windows: the timeframe, where windows begin, and the calendar that knows when one is complete.
///
/// Windows are half-open, follow each other without a gap, and their edges are explicit (S13).
public struct WindowGrid: Sendable {
    /// Where windows begin.
    public enum Anchor: Hashable, Sendable {
        /// At the session's open; days, weeks and longer spans hold whole sessions by their dates. An intraday window
        /// never reaches over an open or a close.
        case session
        /// At midnight of a zone; days, weeks and longer spans hold days of that zone.
        case midnight(ZoneOffsets)
    }

    /// The span of a window.
    public let timeframe: Timeframe
    /// Where windows begin.
    public let anchor: Anchor
    /// The calendar.
    public let calendar: TradingCalendar
    /// The day on which weeks begin: 1 is Monday, 7 is Sunday.
    public let firstWeekday: Int

    /// A grid.
    public init(_ timeframe: Timeframe, anchor: Anchor = .session, calendar: TradingCalendar, firstWeekday: Int = 1) {
        self.timeframe = timeframe
        self.anchor = anchor
        self.calendar = calendar
        self.firstWeekday = firstWeekday
    }

    /// The window that contains an instant.
    public func window(containing instant: Int64) -> Window {
        let (start, end, date) = span(containing: instant)
        let sessions = calendar.sessions
        var tradingStart = start
        var completion = end
        // The last session that opens before the window's end, and the first that closes after its start.
        let after = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: start))
        if after < sessions.count, sessions[after].open.nanoseconds < end {
            tradingStart = max(start, sessions[after].open.nanoseconds)
            var last = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: end - 1))
            if last == sessions.count || sessions[last].open.nanoseconds >= end { last -= 1 }
            completion = min(end, sessions[last].close.nanoseconds)
        }
        return Window(
            start: start, end: end, tradingStart: tradingStart, completion: completion, dates: period(of: date))
    }

    /// The bounds of a window, and a day that it stands for.
    private func span(containing instant: Int64) -> (Int64, Int64, CivilDate) {
        switch anchor {
        case .midnight(let zone): return span(containing: instant, zone: zone)
        case .session:
            guard let place = sessionPlace(of: instant) else { return span(containing: instant, zone: calendar.zone) }
            let (start, end) = sessionSpan(containing: instant, place: place)
            return (start, end, calendar.sessions[place].date)
        }
    }

    // MARK: - Days of a zone

    private func span(containing instant: Int64, zone: ZoneOffsets) -> (Int64, Int64, CivilDate) {
        let date = zone.localDate(at: Timestamp(nanoseconds: instant))
        guard case .intraday(let length) = timeframe else {
            let dates = period(of: date)
            return (midnight(dates.lowerBound, zone), midnight(dates.upperBound, zone), date)
        }
        let (first, last) = (midnight(date, zone), midnight(date + 1, zone))
        /// Windows of several hours keep their edges on the wall clock when clocks change; shorter ones go on in steps of
        /// their length, so that those of a repeated hour stay apart (S11).
        let keepsWallClock = length > Timestamp.hour && length % Timestamp.hour == 0
        func edge(_ number: Int64) -> Int64 {
            guard number > 0 else { return first }
            let edge =
                keepsWallClock
                ? zone.instant(ofLocal: Timestamp(date) + number * length).nanoseconds : first + number * length
            return min(edge, last)
        }
        var number = zone.localNanosecondsOfDay(at: Timestamp(nanoseconds: instant)) / length
        if !keepsWallClock { number = (instant - first) / length }
        while number > 0, edge(number) > instant { number -= 1 }
        while edge(number + 1) <= instant, edge(number + 1) < last { number += 1 }
        return (edge(number), edge(number + 1), date)
    }

    private func midnight(_ date: CivilDate, _ zone: ZoneOffsets) -> Int64 {
        zone.instant(ofLocal: Timestamp(date)).nanoseconds
    }

    /// The dates of the day, week, month, quarter or year that holds a date.
    func period(of date: CivilDate) -> Range<CivilDate> {
        switch timeframe {
        case .intraday, .day: return date..<(date + 1)
        case .week:
            let first = date + -((date.weekday - firstWeekday + 7) % 7)
            return first..<(first + 7)
        case .month: return months(date, 1)
        case .quarter: return months(date, 3)
        case .year: return months(date, 12)
        }
    }

    private func months(_ date: CivilDate, _ count: Int) -> Range<CivilDate> {
        let (year, month, _) = date.components
        let first = (month - 1) / count * count + 1
        let next = first + count
        return CivilDate(
            year: year, month: first, day: 1)..<CivilDate(
                year: next > 12 ? year + 1 : year, month: next > 12 ? 1 : next, day: 1)
    }

    // MARK: - Sessions

    /// The session whose day holds an instant; `nil` before the first and after the last that the calendar knows.
    private func sessionPlace(of instant: Int64) -> Int? {
        let place = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: instant))
        if place > 0, instant < dayEnd(place - 1) { return place - 1 }
        guard place < calendar.sessions.count, place > 0 || instant >= dayStart(0) else { return nil }
        return place
    }

    /// Where the day of a session ends: at midnight in the exchange's zone, or at the next session's open before it.
    private func dayEnd(_ place: Int) -> Int64 {
        let close = calendar.sessions[place].close
        let midnight = midnight(calendar.zone.localDate(at: close + -1) + 1, calendar.zone)
        guard place + 1 < calendar.sessions.count else { return max(midnight, close.nanoseconds) }
        return max(close.nanoseconds, min(midnight, calendar.sessions[place + 1].open.nanoseconds))
    }

    private func dayStart(_ place: Int) -> Int64 {
        if place > 0 { return dayEnd(place - 1) }
        let session = calendar.sessions[0]
        return min(session.open.nanoseconds, midnight(session.date, calendar.zone))
    }

    private func sessionSpan(containing instant: Int64, place: Int) -> (Int64, Int64) {
        let session = calendar.sessions[place]
        switch timeframe {
        case .intraday(let length):
            let (open, close) = (session.open.nanoseconds, session.close.nanoseconds)
            let (first, last) =
                instant < open
                ? (dayStart(place), open) : instant < close ? (open, close) : (close, dayEnd(place))
            let start = open + floorDivide(instant - open, length) * length
            return (max(first, start), min(last, start + length))
        case .day: return (dayStart(place), dayEnd(place))
        default:
            let dates = period(of: session.date)
            let first = calendar.indexOfSession(onOrAfter: dates.lowerBound)
            let next = calendar.indexOfSession(onOrAfter: dates.upperBound)
            return (dayStart(first), dayEnd(next - 1))
        }
    }
}
