internal import Core
internal import TimeSeries

/// Builds the bars of one instrument from trades as they arrive.
struct LiveBars {
    private let interval: Int64
    private var number = Int64.min
    private var bar: Bar?
    /// A bar that a trade of a later interval has ended before its end was asked for.
    private var ended: Bar?

    init(interval: Int64) { self.interval = interval }

    /// Adds a trade that has arrived at an instant.
    mutating func add(price: Double, units: Double, at instant: Int64) {
        let window = floorDivide(instant, interval)
        if window == number, var present = bar {
            present.high = max(present.high, price)
            present.low = min(present.low, price)
            present.close = price
            present.volume += units
            bar = present
            return
        }
        if let bar { ended = bar }
        number = window
        bar = Bar(
            start: Timestamp(nanoseconds: window * interval), end: Timestamp(nanoseconds: (window + 1) * interval),
            open: price, high: price, low: price, close: price, volume: units)
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
