public import Core

/// The return of a month or a year.
public struct PeriodReturn: Sendable, Hashable {
    /// The year.
    public var year: Int
    /// The month in `1...12`, or `nil` for a year.
    public var month: Int?
    /// The compounded return as a fraction, from the last session of the period before (or the initial capital).
    public var value: Double
    /// The number of sessions in it: the first and the last period of a run are often not whole.
    public var sessions: Int

    /// The returns of months, in order of time.
    ///
    /// - Parameters:
    ///   - wealth: Wealth at the end of each session, positive, shape `[n]`.
    ///   - dates: The name of each session, ascending, shape `[n]`.
    ///   - initial: The capital before the first session.
    public static func months(wealth: [Double], dates: [CivilDate], initial: Double) -> [PeriodReturn] {
        group(wealth: wealth, dates: dates, initial: initial) { ($0.year, $0.month) }
    }

    /// The returns of years, in order of time.
    ///
    /// Parameters as for months.
    public static func years(wealth: [Double], dates: [CivilDate], initial: Double) -> [PeriodReturn] {
        group(wealth: wealth, dates: dates, initial: initial) { ($0.year, nil) }
    }

    private static func group(
        wealth: [Double], dates: [CivilDate], initial: Double, by key: (CivilDate) -> (Int, Int?)
    ) -> [PeriodReturn] {
        invariant(wealth.count == dates.count, "\(wealth.count) values of wealth, but \(dates.count) session dates")
        var periods: [PeriodReturn] = []
        var (base, count) = (initial, 0)
        for index in wealth.indices {
            count += 1
            let (year, month) = key(dates[index])
            if index + 1 < dates.count, key(dates[index + 1]) == (year, month) { continue }
            periods.append(PeriodReturn(year: year, month: month, value: wealth[index] / base - 1, sessions: count))
            (base, count) = (wealth[index], 0)
        }
        return periods
    }
}
