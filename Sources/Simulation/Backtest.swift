public import Core
public import TimeSeries

/// A run of one strategy on historical bars: a function of data, terms and strategy, and of nothing else.
///
/// The order of events (S2). When bars start:
/// 1. orders whose time has run out expire, nights are charged for borrowed units, and corporate actions take effect, in
///    order of time;
/// 2. orders that waited meet the open, by instrument and number.
///
/// When bars end:
/// 3. the same up to before now;
/// 4. waiting orders meet the range, by instrument;
/// 5. market orders that wait for a close or a middle meet it, by instrument;
/// 6. the account is marked at the closes; trailing stops follow; orders whose time runs out now expire; what is delisted
///    now is paid out;
/// 7. the strategy sees the past and hands in orders;
/// 8. they are checked and queued; under `same-close` market orders fill at once.
///
/// Bars that end at an instant are done with before bars that start at it. Every step is written to the log, from which
/// equity, trades, metrics and reports are derived.
public struct Backtest {
    /// The bars.
    public let panel: Panel
    /// The terms.
    public let broker: Broker
    /// Where decisions begin (S16): bars that end at or before it only warm inputs.
    public var from: Timestamp?
    /// Asked every 65,536 steps, and by slow strategies, with the bars done; the run stops where it returns `false`.
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
            var desk = Desk(continuation: RunContinuation(barsPerStep: panel.count, shouldContinue))
            venue.keepPortions(of: strategy.parts)
            desk.portions = venue.portions
            let warmUp = strategy.warmUpBars
            let opening = from?.nanoseconds ?? .min
            var outcome = Run.Outcome.finished
            var stepCount = 0
            var firstTradingStep: Int?
            while let (time, phase) = clock.advance(skippingStarts: venue.waiting == 0) {
                venue.now = Timestamp(nanoseconds: time)
                if phase == .start {
                    if venue.waiting > 0 {
                        venue.pass(through: time)
                        venue.meetOpens()
                    }
                    continue
                }
                finishBars(at: time, &venue)
                stepCount += 1
                let equity = venue.equity
                if equity <= 0 {
                    venue.record(.ruined(equity: equity))
                    outcome = .ruined
                    break
                }
                if venue.watch.isOn { venue.watchMark(equity, &desk) }
                if !desk.isOpen && time > opening && stepCount > warmUp { desk.isOpen = true }
                decide(&strategy, &venue, &desk, equity: equity)
                if venue.hasRescaled { venue.finishRescaling() }
                if firstTradingStep == nil && desk.isOpen && !desk.isWarmingUp { firstTradingStep = venue.begin() }
                if desk.isInterrupted || stepCount & 0xffff == 0 && !shouldContinue(stepCount * panel.count) {
                    outcome = .interrupted
                    break
                }
                venue.step += 1
            }
            venue.step = Int32(max(0, stepCount - 1))
            end(&venue, desk)
            return Run(venue: venue, outcome: outcome, stepCount: stepCount, firstTradingStep: firstTradingStep)
        }
    }

    /// Steps 3 to 6: the bars that end at an instant meet their orders and are marked.
    @inline(__always)
    func finishBars(at time: Int64, _ venue: inout Venue) {
        if min(venue.nextAccrual, venue.nextAction, venue.nextRate) <= time { venue.passBeforeEnd(at: time) }
        if venue.waiting > 0 {
            venue.pass(through: time - 1)
            venue.meetRanges()
            venue.meetCloses()
        }
        for place in 0..<venue.count where venue.columns[place].isDue { venue.complete(place) }
        venue.expire(through: time)
        if venue.nextAction <= time { venue.delistNow(through: time) }
    }

    /// Steps 7 and 8.
    func decide<S: Strategy>(_ strategy: inout S, _ venue: inout Venue, _ desk: inout Desk, equity: Cash) {
        desk.isWarmingUp = false
        strategy.decide(market(venue, equity: equity), &desk)
        venue.finishDecision(&desk)
        guard !desk.tickets.isEmpty else { return }
        venue.accept(&desk)
        if broker.fill.market == .sameClose { venue.meetSameCloses() }
    }

    /// What a strategy sees now.
    @inline(__always)
    func market(_ venue: borrowing Venue, equity: Cash) -> Market {
        Market(
            columns: venue.columns, positions: venue.positions, books: venue.books, instrumentCount: venue.count,
            now: venue.now, step: Int(venue.step), equity: equity, cash: venue.cash, log: venue.log,
            firstUnseen: venue.firstUnseen, rescaling: venue.hasRescaled ? UnsafePointer(venue.rescaling) : nil,
            terms: venue.terms)
    }

    /// What is left when the data end: orders go, positions stay or are closed at the last close (S42).
    func end(_ venue: inout Venue, _ desk: borrowing Desk) {
        venue.delistAtEnd()
        for place in 0..<venue.count {
            while !venue.books[place].isEmpty { venue.cancel(place, 0, reason: .endOfData) }
        }
        if broker.fill.closesAtEnd { venue.closeAll(lastID: desk.lastID) }
        if venue.hasFutures { venue.settleAllGains() }
    }

    /// Lends the columns of the panel to a run.
    ///
    /// The arrays are constants, held by `panel` until `body` is done, and the elements of such an array do not move: so
    /// their addresses serve for the whole run. Of an instrument with splits the run has a copy, whose past it rescales.
    func withColumns<Result>(_ body: (UnsafeMutablePointer<Columns>) -> Result) -> Result {
        withExtendedLifetime(panel) {
            let columns = UnsafeMutablePointer<Columns>.allocate(capacity: max(1, panel.count))
            var copies: [UnsafeMutablePointer<Double>] = []
            defer { for memory in copies { memory.deallocate() } }
            defer { columns.deallocate() }
            for (place, series) in panel.series.enumerated() {
                (columns + place).initialize(to: Columns(series))
                if series.hasSplits { copies.append(columns[place].copyPrices()) }
            }
            return body(columns)
        }
    }
}
