import Core
import TimeSeries

/// Tells from the rows which calendar they keep, where the options name none.
struct CalendarGuess {
    /// Dates (midnight UTC) or instants, in the order of the file.
    var stamps: [Int64]
    /// Whether the stamps are dates.
    var areDates: Bool

    /// The calendar.
    func calendar() throws(DataError) -> TradingCalendar {
        let newYork = try ZoneOffsets.named("America/New_York")
        func date(_ stamp: Int64) -> CivilDate {
            let instant = Timestamp(nanoseconds: stamp)
            return areDates ? instant.date : newYork.localDate(at: instant)
        }
        if stamps.contains(where: { date($0).weekday == 6 }) { return try .named("24/7") }
        let xnys = try TradingCalendar.named("XNYS")
        let keepsXNYS = stamps.allSatisfy { stamp in
            guard xnys.session(on: date(stamp)) != nil else { return false }
            if areDates { return true }
            let hour = newYork.localNanosecondsOfDay(at: Timestamp(nanoseconds: stamp)) / Timestamp.hour
            return hour >= 4 && hour <= 20
        }
        if keepsXNYS { return xnys }
        let week = try TradingCalendar.named("24/5")
        if !areDates, stamps.allSatisfy({ week.session(containing: Timestamp(nanoseconds: $0)) != nil }) { return week }
        let strange = stamps.first { xnys.session(on: date($0)) == nil }
        throw .option(
            path: "data",
            .calendarNeeded(
                reason: strange.map { "the rows include \(date($0)), on which XNYS has no session" }
                    ?? "the rows lie outside the hours of XNYS"))
    }
}
