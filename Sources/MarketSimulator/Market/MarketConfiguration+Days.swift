internal import Core

extension MarketConfiguration {
    /// The instant at which continuous trading of a day begins.
    public func openingInstant(day: Int) -> Int64 { dayStart(day) }

    /// The opening of the day of a number, Saturdays and Sundays left out.
    func dayStart(_ day: Int) -> Int64 {
        var date = Int64(session.firstDay)
        // 1970-01-01 was a Thursday: Monday is 0 here.
        func weekday(_ date: Int64) -> Int64 { (date + 3) % 7 }
        while weekday(date) > 4 { date += 1 }
        let fromMonday = weekday(date) + Int64(day)
        date += Int64(day) + 2 * (fromMonday / 5)
        return date * Timestamp.day + Int64(session.openSecond) * Timestamp.second
    }
}
