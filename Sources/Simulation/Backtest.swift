public import Core
public import TimeSeries

/// A run of one strategy on historical bars: a function of data, terms and strategy, and of nothing else.
///
/// The order of events (S2). When bars start:
/// 1. orders whose time ran out in between expire;
/// 2. orders that waited meet the open, by instrument and number.
///
/// When bars end:
/// 3. waiting orders meet the range, by instrument;
/// 4. market orders that wait for a close or a middle meet it, by instrument;
/// 5. the account is marked at the closes; trailing stops follow; orders of a session that is over expire;
/// 6. the strategy sees the past and hands in orders;
/// 7. they are checked and queued; under `same-close` market orders fill at once.
///
/// Bars that end at an instant are done with before bars that start at it. Every step is written to the log, from which
/// equity, trades, metrics and reports are derived.
public struct Backtest {
    /// The bars.
    public let panel: Panel
    /// The terms.
    public let broker: Broker
    /// The first instant at which a decision may be taken (S16); earlier bars only warm inputs.
    public var from: Timestamp?
    /// Called every 65,536 steps with the number of bars done; the run stops early where it returns `false`.
    public var shouldContinue: (_ barsDone: Int) -> Bool = { _ in true }

    /// A run on a panel under a broker's terms.
    public init(panel: Panel, broker: Broker, from: Timestamp? = nil) {
        self.panel = panel
        self.broker = broker
        self.from = from
    }

    /// Runs a strategy from its starting state over all bars.
    ///
    /// - Complexity: O(bars + events).
    public func run<S: Strategy>(_ initial: S) -> Run {
        var strategy = initial
        return withColumns { columns in
            var venue = Venue(broker: broker, panel: panel, columns: columns)
            let clock = BarClock(columns: columns, count: panel.count)
            var desk = Desk()
            let warmUp = strategy.warmUpBars
            let opening = from?.nanoseconds ?? .min
            var outcome = Run.Outcome.finished
            var firstTradingStep: Int?
            while let (time, phase) = clock.next() {
                venue.now = Timestamp(nanoseconds: time)
                if phase == .start {
                    for place in 0..<panel.count where clock.isDue(place, at: time, .start) {
                        clock.turn(place, to: .start)
                        if venue.waiting > 0 { venue.meetOpen(place) }
                    }
                    continue
                }
                finishBars(at: time, clock, &venue)
                let equity = venue.equity
                if equity <= 0 {
                    venue.record(.ruined(equity: equity))
                    outcome = .ruined
                    venue.step += 1
                    break
                }
                if !desk.isOpen && time >= opening && Int(venue.step) + 1 > warmUp {
                    desk.isOpen = true
                    firstTradingStep = Int(venue.step)
                }
                decide(&strategy, &venue, &desk, equity: equity)
                venue.step += 1
                if venue.step & 0xffff == 0 && !shouldContinue(Int(venue.step) * panel.count) {
                    outcome = .interrupted
                    break
                }
            }
            end(&venue)
            return Run(panel: panel, venue: venue, outcome: outcome, firstTradingStep: firstTradingStep)
        }
    }

    /// Steps 3 to 5: the bars that end at an instant meet their orders and are marked.
    private func finishBars(at time: Int64, _ clock: borrowing BarClock, _ venue: inout Venue) {
        let columns = venue.columns
        for place in 0..<panel.count {
            columns[place].isFresh = clock.isDue(place, at: time, .end)
        }
        if venue.waiting > 0 {
            for place in 0..<panel.count where columns[place].isFresh { venue.meetRange(place) }
            for place in 0..<panel.count where columns[place].isFresh { venue.meetClose(place) }
        }
        for place in 0..<panel.count where columns[place].isFresh {
            clock.turn(place, to: .end)
            venue.complete(place)
        }
    }

    /// Steps 6 and 7.
    private func decide<S: Strategy>(
        _ strategy: inout S, _ venue: inout Venue, _ desk: inout Desk, equity: Cash
    ) {
        let market = Market(
            columns: venue.columns, positions: venue.positions, books: venue.books, instrumentCount: venue.count,
            now: venue.now, step: Int(venue.step), equity: equity, cash: venue.cash, recentEvents: venue.recent)
        strategy.decide(market, &desk)
        _ = consume market
        if !venue.recent.isEmpty { venue.recent.removeAll(keepingCapacity: true) }
        guard !desk.tickets.isEmpty else { return }
        venue.accept(&desk)
        if broker.fill.market == .sameClose { venue.meetSameClose() }
    }

    /// What is left when the data end: orders go, positions stay or are closed at the last close (S42).
    private func end(_ venue: inout Venue) {
        venue.step = max(0, venue.step - 1)
        for place in 0..<venue.count {
            while !venue.books[place].isEmpty { venue.cancel(place, 0, reason: .endOfData) }
        }
        if broker.fill.closesAtEnd { venue.closeAll() }
    }

    /// Lends the columns of the panel to a run.
    ///
    /// The arrays are constants, held by `panel` until `body` is done, and the elements of such an array do not move: so
    /// their addresses serve for the whole run, where nesting a closure per column would cost a stack frame each.
    private func withColumns<Result>(_ body: (UnsafeMutablePointer<Columns>) -> Result) -> Result {
        withExtendedLifetime(panel) {
            let columns = UnsafeMutablePointer<Columns>.allocate(capacity: max(1, panel.count))
            defer { columns.deallocate() }
            for (place, series) in panel.series.enumerated() {
                (columns + place).initialize(to: Columns(series))
            }
            return body(columns)
        }
    }
}
