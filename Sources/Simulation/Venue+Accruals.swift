import Core
import TimeSeries

/// What is charged at the ends of sessions.
extension Venue {
    /// Finds the first end of a session of each instrument, where something is charged or paid at all.
    ///
    /// - Parameter start: Where bars begin; `nil` where each instrument's own do.
    mutating func startAccruals(from start: Timestamp? = nil) {
        guard broker.costs.borrow.annualRate > 0 || broker.interest != nil || hasFutures else { return }
        accrualSession = (0..<count).map { place in
            if let start { return calendars[place].indexOfSession(closingAfter: start) }
            guard columns[place].count > 0 else { return calendars[place].sessions.count }
            return calendars[place].indexOfSession(closingAfter: Timestamp(nanoseconds: columns[place].start[0]))
        }
        findNextAccrual()
    }

    private mutating func findNextAccrual() {
        nextAccrual = money.proceeds.first?.settles ?? .max
        for place in accrualSession.indices where accrualSession[place] < calendars[place].sessions.count {
            nextAccrual = min(nextAccrual, calendars[place].sessions[accrualSession[place]].close.nanoseconds)
        }
    }

    /// Lets orders expire, sessions end, corporate actions take effect and messages arrive up to an instant, in order of
    /// time.
    ///
    /// At one instant orders expire first; then a delisting, which belongs to the session that ends; then that end; then
    /// dividends and splits, which belong to the session that begins; then what arrives. A session's end is charged when
    /// the next bars start or end, so that what trades at its very close counts.
    @inline(__always)
    mutating func pass(through instant: Int64) {
        if min(nextExpiry, nextAccrual, nextAction, nextArrival) <= instant { passNow(through: instant) }
    }

    /// What comes before bars end, then the rates that are known at that end.
    @inline(never)
    mutating func passBeforeEnd(at time: Int64) {
        pass(through: time - 1)
        if nextRate <= time { updateRates(through: time) }
    }

    @inline(never)
    private mutating func passNow(through instant: Int64) {
        while true {
            let next = min(nextExpiry, nextAccrual, nextAction, nextArrival)
            guard next <= instant else { return }
            if nextRate <= next { updateRates(through: next) }
            if nextExpiry == next {
                expireNow(through: next)
            } else if nextAction == next && (nextAccrual > next || schedule.isDelistingNext) {
                actNow()
            } else if nextAccrual == next {
                accrueNow()
            } else {
                arriveNow()
            }
        }
    }

    /// What happens at `nextAccrual`: proceeds settle; where a session ends, by instrument, the gain of a future is paid
    /// and borrowed units are charged; then interest is posted.
    private mutating func accrueNow() {
        let present = now
        now = Timestamp(nanoseconds: nextAccrual)
        if settlesLater { settleProceeds() }
        var night: (days: Int, date: CivilDate)?
        for place in accrualSession.indices {
            let sessions = calendars[place].sessions
            let index = accrualSession[place]
            guard index < sessions.count, sessions[index].close == now else { continue }
            accrualSession[place] = index + 1
            let days = index + 1 < sessions.count ? sessions[index + 1].date - sessions[index].date : 1
            if place == watch.calendarPlace { night = (days, sessions[index].date) }
            if terms[place].isFuture { settleGain(place) } else { chargeBorrowing(place, days: days) }
        }
        if let night, let interest = broker.interest { postInterest(interest, days: night.days, date: night.date) }
        findNextAccrual()
        now = present
    }

    private mutating func chargeBorrowing(_ place: Int, days: Int) {
        let (borrow, quantity) = (broker.costs.borrow, positions[place].quantity)
        guard quantity < 0, borrow.annualRate > 0 else { return }
        let value = -quantity * lastPrice[place] * terms[place].multiplier
        let amount = borrow.annualRate * value * Double(days) / borrow.dayCount.days
        cash -= amount
        portions?.chargeShorts(place, amount)
        record(.borrowed(InstrumentIndex(place), quantity: -quantity, days: days, amount: amount, cash: cash))
    }
}
