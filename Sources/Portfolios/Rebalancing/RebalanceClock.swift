import Core
import TimeSeries

/// Tells at which decisions a portfolio is due.
///
/// What is due stays due until it is done.
struct RebalanceClock: Sendable {
    private let schedule: RebalanceSchedule
    private let calendar: TradingCalendar
    /// The period of the last decision; `nil` before the first.
    private var period: Int?
    private var decisions = 0
    /// Whether something is due that was not done yet.
    private(set) var isPending = false
    /// The steps at which something falls due, where they were found beforehand.
    private var dueSteps: BitColumn?

    init(_ schedule: RebalanceSchedule, calendar: TradingCalendar) {
        self.schedule = schedule
        self.calendar = calendar
    }

    /// Takes note of a decision instant, and tells whether the portfolio is due at it.
    ///
    /// - Parameter step: The place of the instant among all of them.
    mutating func isDue(at now: Timestamp, step: Int) -> Bool {
        if dueSteps.map({ $0[step] }) ?? fallsDue(at: now) { isPending = true }
        return isPending
    }

    /// Finds all steps at which something falls due, so that only they need be asked.
    ///
    /// - Parameters:
    ///   - times: The decision instants, nanoseconds UTC.
    ///   - first: The first step at which orders are taken.
    mutating func prepare(times: [Int64], from first: Int) {
        dueSteps = BitColumn(
            times.indices.map { $0 >= first && fallsDue(at: Timestamp(nanoseconds: times[$0])) })
    }

    /// The next step at which something is due, after `prepare`; `Int.max` for never.
    func nextStep(after step: Int) -> Int {
        guard let dueSteps, !isPending else { return step + 1 }
        let next = dueSteps.first(from: step + 1)
        return next < dueSteps.count ? next : .max
    }

    /// Takes note of the next decision instant, and tells whether something falls due at it.
    private mutating func fallsDue(at now: Timestamp) -> Bool {
        defer { decisions += 1 }
        switch schedule {
        case .once: return decisions == 0
        case .bars(let count): return decisions % count == 0
        case .day, .week, .month, .quarter:
            let before = period
            let present = number(of: calendar.sessionDate(endingAt: now))
            period = present
            return present != before
        case .lastOfMonth, .lastOfQuarter: return endsPeriod(at: now)
        }
    }

    /// What was due has been done.
    mutating func finish() { isPending = false }

    /// The number of the period that holds a date.
    private func number(of date: CivilDate) -> Int {
        switch schedule {
        case .once, .bars, .day: Int(date.daysSinceEpoch)
        case .week: Int(date.startOfWeek.daysSinceEpoch)
        case .month, .lastOfMonth: date.year * 12 + date.month - 1
        case .quarter, .lastOfQuarter: date.year * 4 + (date.month - 1) / 3
        }
    }

    /// Whether a session closes now and the next one lies in another period.
    private func endsPeriod(at now: Timestamp) -> Bool {
        let index = calendar.indexOfSession(closingAfter: now + -1)
        guard index + 1 < calendar.sessions.count, calendar.sessions[index].close == now else { return false }
        return number(of: calendar.sessions[index].date) != number(of: calendar.sessions[index + 1].date)
    }
}

extension TradingCalendar {
    /// The date of the session to which a bar that ends at an instant belongs; outside all sessions that of the clock.
    func sessionDate(endingAt instant: Timestamp) -> CivilDate {
        let last = instant + -1
        return session(containing: last)?.date ?? zone.localDate(at: last)
    }
}
