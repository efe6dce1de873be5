import Core
public import TimeSeries

/// What the calendar says of a bar, at its end.
///
/// Sessions are published ahead, so that half-days are known on the day.
///
/// - Timing: The value at t uses the bar's times and its session; defined from row 0 on.
/// - Edge cases: A bar that begins outside of every session has NaN.
/// - Verified by: `CalendarFeatureTests`.
public enum CalendarFeature: String, Sendable, CaseIterable {
    /// How much of the session is over, from 0 to 1.
    case timeOfSession
    /// Minutes since the session opened.
    case minutesSinceOpen
    /// Minutes until the session closes.
    case minutesToClose
    /// The day of the week of the session's date, 1 for Monday to 7 for Sunday.
    case weekday
    /// The month of the session's date, 1 to 12.
    case month
    /// 1 on a half-day, else 0.
    case halfDay

    /// The column of bars in order of time.
    ///
    /// - Parameters:
    ///   - starts: First instants of the bars, nanoseconds UTC, ascending.
    ///   - ends: First instants behind them.
    ///   - calendar: When the instrument trades.
    /// - Throws: `LearningError.shape` where there are not as many starts as ends.
    /// - Complexity: O(bars + sessions between).
    public func column(
        starts: [Int64], ends: [Int64], calendar: TradingCalendar
    ) throws(LearningError) -> [Double] {
        guard starts.count == ends.count else {
            throw .shape(
                found: "\(starts.count) starts and \(ends.count) ends", needed: "as many of one as of the other")
        }
        var column: [Double] = []
        column.reserveCapacity(starts.count)
        var place = starts.first.map { calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: $0)) } ?? 0
        let sessions = calendar.sessions
        for (start, end) in zip(starts, ends) {
            // Bars may also begin earlier than the one before, if a caller so wants.
            if place > 0, sessions[place - 1].close.nanoseconds > start {
                place = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: start))
            }
            while place < sessions.count, sessions[place].close.nanoseconds <= start { place += 1 }
            guard place < sessions.count, sessions[place].open.nanoseconds <= start else {
                column.append(.nan)
                continue
            }
            column.append(value(in: sessions[place], at: end))
        }
        return column
    }

    private func value(in session: Session, at instant: Int64) -> Double {
        let (open, close) = (session.open.nanoseconds, session.close.nanoseconds)
        switch self {
        case .timeOfSession: return min(1, Double(instant - open) / Double(close - open))
        case .minutesSinceOpen: return Double(instant - open) / Double(Timestamp.minute)
        case .minutesToClose: return max(0, Double(close - instant) / Double(Timestamp.minute))
        case .weekday: return Double(session.date.weekday)
        case .month: return Double(session.date.month)
        case .halfDay: return session.isHalfDay ? 1 : 0
        }
    }
}
