public import Core

extension TradingCalendar {
    /// The first instant of a period that begins on a date: the open of the first session on or after it, or midnight
    /// where that is earlier.
    public func beginning(from date: CivilDate) -> Timestamp {
        let place = indexOfSession(onOrAfter: date)
        return place < sessions.count ? min(sessions[place].open, midnight(date)) : midnight(date)
    }

    /// The first instant after a period whose last date is included: the close of the last session on or before it, or the
    /// midnight after it where that is later.
    public func end(through date: CivilDate) -> Timestamp {
        let place = indexOfSession(onOrAfter: date + 1)
        return place > 0 ? max(sessions[place - 1].close, midnight(date + 1)) : .distantPast
    }

    /// The midnight at which a date begins in the calendar's zone.
    public func midnight(_ date: CivilDate) -> Timestamp { zone.instant(ofLocal: Timestamp(date)) }
}
