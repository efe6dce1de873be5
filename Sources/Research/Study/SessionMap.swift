import Core
import TimeSeries

/// Which decision instants belong to which session: the days on which headline ratios stand (S56).
struct SessionMap {
    /// For each session with a decision instant, the number of instants up to its end.
    ///
    /// Ascending; the last is the number of instants.
    private(set) var ends: [Int] = []
    /// The dates that name the sessions, strictly ascending.
    private(set) var dates: [CivilDate] = []

    /// The sessions of instants.
    ///
    /// An instant belongs to the session that closes at or after it first; beyond the calendar's end, to its date in the
    /// calendar's zone.
    ///
    /// - Parameter times: Ends of bars, nanoseconds UTC, ascending.
    init(times: [Int64], calendar: TradingCalendar) {
        var index = 0
        let sessions = calendar.sessions
        if let first = times.first {
            index = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: first - 1))
        }
        for (place, time) in times.enumerated() {
            while index < sessions.count && sessions[index].close.nanoseconds < time { index += 1 }
            let date =
                index < sessions.count
                ? sessions[index].date : calendar.zone.localDate(at: Timestamp(nanoseconds: time - 1))
            if dates.last == date {
                ends[ends.count - 1] = place + 1
            } else {
                dates.append(date)
                ends.append(place + 1)
            }
        }
    }
}
