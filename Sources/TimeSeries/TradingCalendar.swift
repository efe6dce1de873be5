public import Core

/// A stretch in which an instrument trades, named by a date.
public struct Session: Hashable, Sendable {
    /// The date that names the session, in the exchange's zone.
    public var date: CivilDate
    /// The first instant of trading.
    public var open: Timestamp
    /// The first instant after trading.
    public var close: Timestamp
    /// Whether the session ends earlier than usual (S12).
    public var isHalfDay: Bool

    /// A session of given times.
    public init(date: CivilDate, open: Timestamp, close: Timestamp, isHalfDay: Bool = false) {
        self.date = date
        self.open = open
        self.close = close
        self.isHalfDay = isHalfDay
    }
}

/// The sessions of an exchange, in order.
///
/// Every calendar, round the clock ones too, is a list of sessions; sessions never overlap.
public struct TradingCalendar: Sendable {
    /// The name under which a config asks for it: `XNYS`, `24/7`, `24/5`, or the path of a file.
    public let name: String
    /// The zone in which its dates and weeks are meant.
    public let zone: ZoneOffsets
    /// The number of sessions a year by convention: 252, 365 or 260 (S56).
    public let periodsPerYear: Int
    /// The sessions, ascending.
    public let sessions: [Session]

    /// A calendar of sessions.
    ///
    /// - Precondition: the sessions ascend and do not overlap.
    public init(name: String, zone: ZoneOffsets, periodsPerYear: Int, sessions: [Session]) {
        invariant(
            zip(sessions, sessions.dropFirst()).allSatisfy { $0.close <= $1.open && $0.date < $1.date }
                && sessions.allSatisfy { $0.open < $0.close },
            "the sessions of calendar \(name) are out of order")
        self.name = name
        self.zone = zone
        self.periodsPerYear = periodsPerYear
        self.sessions = sessions
    }

    /// The place of the first session that closes after an instant; `sessions.count` where there is none.
    ///
    /// It is the session that contains the instant, or else the next one.
    public func indexOfSession(closingAfter instant: Timestamp) -> Int {
        sessions.firstPlace { $0.close > instant }
    }

    /// The session that contains an instant; `nil` where the exchange is closed.
    public func session(containing instant: Timestamp) -> Session? {
        let index = indexOfSession(closingAfter: instant)
        guard index < sessions.count, sessions[index].open <= instant else { return nil }
        return sessions[index]
    }

    /// The session named by a date; `nil` where there is none.
    public func session(on date: CivilDate) -> Session? {
        let index = indexOfSession(onOrAfter: date)
        guard index < sessions.count, sessions[index].date == date else { return nil }
        return sessions[index]
    }

    /// The first session that opens at or after an instant.
    public func session(openingAtOrAfter instant: Timestamp) -> Session? {
        let index = sessions.firstPlace { $0.open >= instant }
        return index < sessions.count ? sessions[index] : nil
    }
}
