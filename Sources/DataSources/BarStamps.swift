import Core
import TimeSeries

/// The stamps of a series as text: dates where bars span whole sessions, instants always.
struct BarStamps {
    private let instants: [Int64]
    let dates: [CivilDate]?
    private let zone: ZoneOffsets?

    init(_ series: BarSeries, windows: [Window]?, _ options: BarWriteOptions) {
        zone = options.zone
        if let windows {
            instants = windows.map { options.label == .start ? $0.start : $0.end }
            let spansDays = !windows.contains {
                $0.dates.upperBound - $0.dates.lowerBound == 1 && $0.end - $0.start < 20 * Timestamp.hour
            }
            dates =
                spansDays && options.usesDates
                ? windows.map { options.label == .start ? $0.dates.lowerBound : $0.dates.upperBound + -1 } : nil
            return
        }
        instants = options.label == .start ? series.start : series.end
        guard options.usesDates else {
            dates = nil
            return
        }
        var dates: [CivilDate] = []
        var place = 0
        let sessions = series.calendar.sessions
        for index in 0..<series.count {
            while place < sessions.count, sessions[place].close.nanoseconds <= series.start[index] { place += 1 }
            guard place < sessions.count, sessions[place].open.nanoseconds == series.start[index] else { break }
            // A date names one session: what spans several is stamped with instants.
            guard sessions[place].close.nanoseconds == series.end[index] else { break }
            dates.append(sessions[place].date)
        }
        self.dates = dates.count == series.count ? dates : nil
    }

    /// What orders rows of several instruments.
    func key(_ index: Int, areDates: Bool) -> Int64 {
        if areDates, let dates { return Int64(dates[index].daysSinceEpoch) }
        return instants[index]
    }

    /// Writes a stamp where there is room for it.
    func write(
        _ index: Int, areDates: Bool, with printer: inout TimestampPrinter, at place: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        if areDates, let dates { return printer.write(day: Int64(dates[index].daysSinceEpoch), at: place) }
        guard let zone else { return printer.write(instants[index], at: place) }
        let offset = zone.offset(at: Timestamp(nanoseconds: instants[index]))
        // The letter Z gives way to the offset.
        var p = printer.write(instants[index] + Int64(offset) * Timestamp.second, at: place) - 1
        p[0] = UInt8(ascii: offset < 0 ? "-" : "+")
        let (hours, minutes) = (abs(offset) / 3_600, abs(offset) / 60 % 60)
        for (place, digit) in [hours / 10, hours % 10, 0, minutes / 10, minutes % 10].enumerated() {
            p[1 + place] = place == 2 ? UInt8(ascii: ":") : UInt8(48 + digit)
        }
        p += 6
        return p
    }

    /// A stamp as a string.
    func text(_ index: Int, areDates: Bool) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TimestampPrinter.room) { text in
            guard let start = text.baseAddress else { return "" }
            var printer = TimestampPrinter()
            let end = write(index, areDates: areDates, with: &printer, at: start)
            return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        }
    }
}
