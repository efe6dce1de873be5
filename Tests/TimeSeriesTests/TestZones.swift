import Core
import TimeSeries

/// Zones with the changes of the clock that a test needs, made from rules rather than from a zone database.
enum TestZones {
    /// New York from 1987 on: last Sunday of October until 2006, first of November since; first Sunday of April until
    /// 2006, second of March since.
    static let newYork: ZoneOffsets = {
        var transitions: [Int64] = [.min]
        var offsets: [Int32] = [-18_000]
        for year in 1987...2045 {
            let spring = year < 2007 ? sunday(1, month: 4, year) : sunday(2, month: 3, year)
            let autumn = year < 2007 ? lastSunday(month: 10, year) : sunday(1, month: 11, year)
            transitions.append(Timestamp(spring, hour: 7).nanoseconds)
            offsets.append(-14_400)
            transitions.append(Timestamp(autumn, hour: 6).nanoseconds)
            offsets.append(-18_000)
        }
        return ZoneOffsets(name: "America/New_York", transitions: transitions, offsetSeconds: offsets)
    }()

    /// London from 1996 on: last Sundays of March and October at 01:00 UTC.
    static let london: ZoneOffsets = {
        var transitions: [Int64] = [.min]
        var offsets: [Int32] = [0]
        for year in 1996...2040 {
            transitions.append(Timestamp(lastSunday(month: 3, year), hour: 1).nanoseconds)
            offsets.append(3_600)
            transitions.append(Timestamp(lastSunday(month: 10, year), hour: 1).nanoseconds)
            offsets.append(0)
        }
        return ZoneOffsets(name: "Europe/London", transitions: transitions, offsetSeconds: offsets)
    }()

    private static func sunday(_ count: Int, month: Int, _ year: Int) -> CivilDate {
        let first = CivilDate(year: year, month: month, day: 1)
        return first + ((7 - first.weekday) % 7 + 7 * (count - 1))
    }

    private static func lastSunday(month: Int, _ year: Int) -> CivilDate {
        let last = CivilDate(year: year, month: month, day: CivilDate.daysIn(month: month, year: year))
        return last + -(last.weekday % 7)
    }
}
