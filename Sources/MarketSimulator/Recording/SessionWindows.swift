internal import Core
internal import TimeSeries

/// The intervals into which the sessions of a market are cut.
///
/// The first of a session begins at its open, with the opening auction where there is one, and the last ends at its close, as
/// the windows of rules and of resampled bars do (S13).
struct SessionWindows: Sendable {
    /// Nanoseconds of an interval.
    let interval: Int64
    private let opens: [Int64]
    private let closes: [Int64]

    /// The intervals of a market's days.
    init(_ configuration: MarketConfiguration, interval: Int64) {
        self.interval = interval
        let sessions = configuration.calendar.sessions
        opens = sessions.map(\.open.nanoseconds)
        // The calendar's close is right after that of trading.
        closes = sessions.map { $0.close.nanoseconds - 1 }
    }

    /// The start of the interval that holds an instant; of the last one for what a closing auction trades at the close.
    ///
    /// - Parameter session: The place of the session of an earlier instant, 0 at first; moved on to that of this one.
    func start(of instant: Int64, session: inout Int) -> Int64 {
        while session + 1 < opens.count, instant >= opens[session + 1] { session += 1 }
        let inside = min(instant, closes[session] - 1)
        return opens[session] + floorDivide(inside - opens[session], interval) * interval
    }

    /// The end of the interval that begins at an instant: at the latest the close.
    ///
    /// - Parameter session: As that of `start(of:session:)`.
    func end(of start: Int64, session: inout Int) -> Int64 {
        while session + 1 < opens.count, start >= opens[session + 1] { session += 1 }
        return min(start + interval, closes[session])
    }
}
