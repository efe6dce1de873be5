internal import Core
internal import TimeSeries

/// Builds the bars of one instrument from trades as they arrive.
///
/// The first of a session begins at its open, and the last ends with it.
struct LiveBars {
    private let interval: Int64
    private var session: Range<Int64> = 0..<Int64.max
    private var bar: Bar?
    /// A bar that a trade of a later interval has ended before its end was asked for.
    private var ended: Bar?

    init(interval: Int64) { self.interval = interval }

    /// Begins a session, auctions included.
    mutating func begin(_ session: Range<Int64>) { self.session = session }

    /// Adds a trade that has arrived at an instant of the session.
    mutating func add(price: Double, units: Double, at instant: Int64) {
        let open = session.lowerBound
        let start = open + floorDivide(instant - open, interval) * interval
        if var present = bar, present.start.nanoseconds == start {
            present.high = max(present.high, price)
            present.low = min(present.low, price)
            present.close = price
            present.volume += units
            bar = present
            return
        }
        if let bar { ended = bar }
        bar = Bar(
            start: Timestamp(nanoseconds: start),
            end: Timestamp(nanoseconds: min(start + interval, session.upperBound)), open: price, high: price,
            low: price, close: price, volume: units)
    }

    /// Hands out the bar that is over at an instant; `nil` where nothing traded in it.
    mutating func take(endingBy instant: Int64) -> Bar? {
        if let ended {
            self.ended = nil
            return ended
        }
        guard let bar, bar.end.nanoseconds <= instant else { return nil }
        self.bar = nil
        return bar
    }
}
