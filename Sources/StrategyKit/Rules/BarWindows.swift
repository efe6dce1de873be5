import Core
import TimeSeries

/// Gathers bars into the windows of a timeframe and gives each window's bar once it is complete (S13, S14).
///
/// A window is complete at the first bar end at or after its own end by the calendar, holidays and half-days included;
/// without a bar there, at the end of the next bar there is. The week or month in which the calendar ends is never
/// complete by itself: nobody knows whether sessions follow. A timeframe finer than the bars gives the bars themselves.
struct BarWindows {
    /// What tells two windows apart.
    private struct Key: Equatable {
        var session: Int
        var part: Int64
    }

    private let timeframe: RuleTimeframe
    private let calendar: TradingCalendar
    private var session = 0
    private var key = Key(session: -1, part: 0)
    private var windowEnd = Int64.min
    private var pending: Bar?

    init(_ timeframe: RuleTimeframe, calendar: TradingCalendar) {
        self.timeframe = timeframe
        self.calendar = calendar
    }

    /// Takes the next bar and hands out the windows that are complete at its end, at most two.
    mutating func add(_ bar: Bar, complete: (Bar) -> Void) {
        let isNew = moveOn(to: bar.start)
        if isNew, let done = pending {
            complete(done)
            pending = nil
        }
        if var window = pending {
            window.end = bar.end
            window.high = bar.high > window.high ? bar.high : window.high
            window.low = bar.low < window.low ? bar.low : window.low
            window.close = bar.close
            window.volume += bar.volume
            pending = window
        } else {
            pending = bar
        }
        if let done = pending, bar.end.nanoseconds >= windowEnd {
            complete(done)
            pending = nil
        }
    }

    /// Moves to the window of a bar's start; whether it is another than before.
    private mutating func moveOn(to start: Timestamp) -> Bool {
        let sessions = calendar.sessions
        while session < sessions.count, sessions[session].close <= start { session += 1 }
        guard session < sessions.count else {
            // Beyond the calendar: days and windows by the clock, complete when the next begins.
            let date = Int64(calendar.zone.localDate(at: start).daysSinceEpoch)
            let part =
                switch timeframe {
                case .minutes(let minutes): floorDivide(start.nanoseconds, Int64(minutes) * Timestamp.minute)
                case .day: date
                case .week: Int64(calendar.zone.localDate(at: start).startOfWeek.daysSinceEpoch)
                case .month: Int64(calendar.zone.localDate(at: start).startOfMonth.daysSinceEpoch)
                }
            return change(to: Key(session: sessions.count, part: part)) { .max }
        }
        let (open, close) = (sessions[session].open, sessions[session].close)
        switch timeframe {
        case .minutes(let minutes):
            let width = Int64(minutes) * Timestamp.minute
            let part = floorDivide(start - open, width)
            return change(to: Key(session: session, part: part)) {
                let end = open.nanoseconds + (part + 1) * width
                return part < 0 ? end : min(end, close.nanoseconds)
            }
        case .day:
            return change(to: Key(session: session, part: 0)) { close.nanoseconds }
        case .week:
            return changePeriod { $0.startOfWeek }
        case .month:
            return changePeriod { $0.startOfMonth }
        }
    }

    private mutating func changePeriod(_ first: (CivilDate) -> CivilDate) -> Bool {
        let sessions = calendar.sessions
        let begin = first(sessions[session].date)
        var last = session
        return change(to: Key(session: -2, part: Int64(begin.daysSinceEpoch))) {
            while last + 1 < sessions.count, first(sessions[last + 1].date) == begin { last += 1 }
            return last + 1 < sessions.count ? sessions[last].close.nanoseconds : .max
        }
    }

    private mutating func change(to key: Key, end: () -> Int64) -> Bool {
        guard key != self.key else { return false }
        self.key = key
        windowEnd = end()
        return true
    }
}
