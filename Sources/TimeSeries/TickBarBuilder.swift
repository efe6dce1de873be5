public import Core

/// A bar made of trades.
public struct TickBar: Hashable, Sendable {
    /// The bar.
    public var bar: Bar
    /// Its window, where it is made by time.
    public var window: Window?
    /// The number of trades.
    public var tickCount: Int
    /// The sum of price × units.
    public var value: Cash
    /// The instant of the first trade.
    public var firstTick: Timestamp
    /// The instant of the last trade.
    public var lastTick: Timestamp
}

/// Makes bars out of trades, one at a time.
public struct TickBarBuilder: Sendable {
    private let rule: TickBarRule
    private var current: TickBar?
    private var lastEnd = Timestamp.distantPast

    /// A builder without trades yet.
    public init(_ rule: TickBarRule) {
        switch rule {
        case .time: break
        case .ticks(let count): invariant(count > 0, "bars of \(count) trades")
        case .volume(let volume): invariant(volume > 0, "bars of \(volume) units")
        case .value(let value): invariant(value > 0, "bars of a value of \(value)")
        }
        self.rule = rule
    }

    /// Whether trades were taken into a bar that is not complete.
    public var isInsideBar: Bool { current != nil }

    /// Takes the next trade.
    ///
    /// - Parameter completed: Called with a bar that is complete by this trade.
    public mutating func push(_ time: Timestamp, price: Price, size: Quantity, completed: (TickBar) -> Void) {
        switch rule {
        case .time(let grid, let closed):
            let key = closed == .left ? time.nanoseconds : time.nanoseconds - 1
            if let done = advance(toKey: key) { completed(done) }
            add(time, price, size)
            if current?.window == nil {
                let window = grid.window(containing: key)
                current?.window = window
                let start = key < window.tradingStart ? window.start : window.tradingStart
                current?.bar.start = Timestamp(nanoseconds: start)
            }
        case .ticks(let count):
            add(time, price, size)
            if let bar = current, bar.tickCount >= count { completed(finish(bar)) }
        case .volume(let volume):
            add(time, price, size)
            if let bar = current, bar.bar.volume >= volume { completed(finish(bar)) }
        case .value(let value):
            add(time, price, size)
            if let bar = current, bar.value >= value { completed(finish(bar)) }
        }
    }

    /// Lets time pass up to an instant, at which no trade has come yet: gives a bar by time that is complete.
    public mutating func advance(to instant: Timestamp) -> TickBar? {
        guard case .time(_, let closed) = rule else { return nil }
        return advance(toKey: closed == .left ? instant.nanoseconds : instant.nanoseconds - 1)
    }

    private mutating func advance(toKey key: Int64) -> TickBar? {
        guard var done = current, let window = done.window, key >= window.end else { return nil }
        done.bar.end = Timestamp(nanoseconds: max(window.completion, done.lastTick.nanoseconds + 1))
        done.bar.end = min(done.bar.end, Timestamp(nanoseconds: window.end))
        current = nil
        return done
    }

    private mutating func add(_ time: Timestamp, _ price: Price, _ size: Quantity) {
        guard var bar = current else {
            current = TickBar(
                bar: Bar(
                    start: max(time, lastEnd), end: time, open: price, high: price, low: price, close: price,
                    volume: size),
                window: nil, tickCount: 1, value: price * size, firstTick: time, lastTick: time)
            return
        }
        bar.bar.high = max(bar.bar.high, price)
        bar.bar.low = min(bar.bar.low, price)
        bar.bar.close = price
        bar.bar.volume += size
        bar.value += price * size
        bar.tickCount += 1
        bar.lastTick = time
        current = bar
    }

    /// The bar is known with its last trade, so it ends right after it, and at the earliest where it could start.
    private mutating func finish(_ bar: TickBar) -> TickBar {
        var done = bar
        done.bar.end = max(bar.lastTick, bar.bar.start) + 1
        lastEnd = done.bar.end
        current = nil
        return done
    }
}
