import Core

/// Labelled instants on a time axis in UTC: years, months, days or clock times, whichever are fewest above two.
enum TimeTicks {
    /// At most `maximum` instants inside a range of nanoseconds.
    static func ticks(from start: Int64, to end: Int64, maximum: Int) -> [AxisTick] {
        guard end > start, maximum > 0 else { return [] }
        let days = Double(end - start) / Double(Timestamp.day)
        for months in [1, 3, 6, 12, 24, 60, 120, 240, 600] where days / 30.44 / Double(months) <= Double(maximum) {
            if days / 30.44 / Double(months) < 2 { break }
            return monthly(from: start, to: end, every: months)
        }
        for step in [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 5_760, 10_080, 20_160] {
            let width = Int64(step) * Timestamp.minute
            if (end - start) / width <= Int64(maximum) { return regular(from: start, to: end, every: width) }
        }
        return monthly(from: start, to: end, every: 1)
    }

    private static func monthly(from start: Int64, to end: Int64, every months: Int) -> [AxisTick] {
        let parts = Timestamp(nanoseconds: start).date.components
        var month = (parts.year * 12 + parts.month - 1) / months * months
        var ticks: [AxisTick] = []
        while true {
            guard month / 12 < 2_262 else { return ticks }
            let date = CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
            let instant = Timestamp(date).nanoseconds
            if instant > end { return ticks }
            if instant >= start {
                let label = months % 12 == 0 ? String(month / 12) : String(date.description.prefix(7))
                ticks.append(AxisTick(place: Double(instant), label: label))
            }
            month += months
        }
    }

    private static func regular(from start: Int64, to end: Int64, every width: Int64) -> [AxisTick] {
        var instant = floorDivide(start, width) * width
        if instant < start { instant += width }
        var ticks: [AxisTick] = []
        while instant <= end {
            let time = Timestamp(nanoseconds: instant)
            let ofDay = time.nanosecondsOfDay
            let label = ofDay == 0 ? String(time.date.description.dropFirst(5)) : FigureText.clock(ofDay)
            ticks.append(AxisTick(place: Double(instant), label: label))
            instant += width
        }
        return ticks
    }
}
