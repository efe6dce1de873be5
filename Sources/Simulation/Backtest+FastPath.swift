import Core
import TimeSeries

/// The fast path (S78): from event to event instead of from bar to bar, with the same log.
///
/// Between two steps at which something can happen the loop would only mark the account. Which steps those are the
/// strategy says of its signals, and the venue of its waiting orders and of what falls due; at each of them the same code
/// runs as in the plain loop. The steps between are left out, and looked at as columns: whether they reach an order, and
/// whether equity falls to zero.
extension Backtest {
    /// Runs a strategy of unknown type, by the fast path where strategy, bars and terms allow it.
    ///
    /// - Parameters:
    ///   - isPlain: Whether the plain loop is wanted all the same.
    ///   - grid: What is known of the panel already.
    public func run(strategy: any Strategy, isPlain: Bool = false, on grid: BarGrid? = nil) -> Run {
        if !isPlain, let skipping = strategy as? any SkippingStrategy, let run = runSkipping(skipping, on: grid) {
            return run
        }
        return run(strategy)
    }

    /// Whether cash changes by fills and by borrowing alone.
    ///
    /// Dividends, splits and delistings take effect between bars, and a split changes what columns were made of.
    var isQuiet: Bool { broker.canSkip && !panel.hasActions && panel.instruments.allSatisfy(broker.pays(for:)) }

    /// Whether `RunSummary` tells all of a run of any strategy: on one instrument with a bar at every step, where cash
    /// changes by fills and by borrowing alone.
    public func isSummedUp(on grid: BarGrid) -> Bool { panel.count == 1 && grid.isRegular && isQuiet }

    /// Runs a strategy by the fast path; `nil` where it does not apply.
    ///
    /// - Parameter grid: What is known of the panel already.
    /// - Complexity: O(bars / 8 + events).
    public func runSkipping<S: SkippingStrategy>(_ initial: S, on grid: BarGrid? = nil) -> Run? {
        guard isQuiet else { return nil }
        let grid = grid ?? BarGrid(panel)
        var strategy = initial
        guard grid.isRegular else { return nil }
        let first = min(panel.series[0].count, firstOpenStep(warmUp: strategy.warmUpBars))
        guard strategy.prepare(on: panel, from: first) else { return nil }
        return withColumns { columns in
            var venue = Venue(broker: broker, panel: panel, columns: columns)
            var desk = Desk()
            desk.isOpen = true
            var outcome = Run.Outcome.finished
            var firstTradingStep: Int?
            let count = columns[0].count
            let knowsPlainOrders = venue.knowsPlainOrders
            // Before it is open, nothing that a strategy sends is taken.
            var step = first
            for place in 0..<venue.count { columns[place].isDue = true }
            venue.skip(to: step)
            var isIdle = false
            while step < count {
                let equity = isIdle ? venue.mark(at: step) : visit(step, &venue)
                if equity <= 0 {
                    venue.record(.ruined(equity: equity))
                    outcome = .ruined
                    step += 1
                    break
                }
                desk.isWarmingUp = false
                strategy.decide(market(venue, equity: equity), &desk)
                venue.finishDecision(&desk)
                if !desk.tickets.isEmpty { hand(&desk, to: &venue, knowsPlainOrders: knowsPlainOrders) }
                if firstTradingStep == nil && !desk.isWarmingUp { firstTradingStep = step }
                let wanted = strategy.nextStep(after: step, market(venue, equity: equity))
                let next = venue.nextStep(after: step, before: min(max(step + 1, wanted), count), grid)
                if next >> 16 != step >> 16 && !shouldContinue(min(next, count) * panel.count) {
                    outcome = .interrupted
                    step += 1
                    break
                }
                isIdle = next < count && venue.isIdle(through: next)
                if !isIdle { venue.skip(to: next) }
                step = next
            }
            venue.step = Int32(max(0, step - 1))
            venue.settlePlainOrders()
            end(&venue, desk)
            return Run(
                venue: venue, outcome: outcome, stepCount: step, firstTradingStep: firstTradingStep, isFast: true)
        }
    }

    /// Step 8: what was handed in is checked and queued, or filled at once.
    @inline(__always)
    private func hand(_ desk: inout Desk, to venue: inout Venue, knowsPlainOrders: Bool) {
        if knowsPlainOrders && venue.acceptPlainly(&desk) { return }
        venue.accept(&desk)
        if broker.fill.market == .sameClose { venue.meetSameCloses() }
    }

    /// The first step at which orders are taken (S16).
    func firstOpenStep(warmUp: Int) -> Int {
        guard let from else { return max(0, warmUp) }
        return max(panel.series[0].firstIndex(endingAtOrAfter: from + 1), warmUp)
    }

    /// Steps 1 to 6 for the bars of one step, and the equity after them.
    private func visit(_ step: Int, _ venue: inout Venue) -> Cash {
        venue.step = Int32(step)
        if venue.waiting > 0 || !venue.plainOrders.isEmpty {
            let start = venue.columns[0].start[step]
            venue.now = Timestamp(nanoseconds: start)
            venue.pass(through: start)
            venue.meetOpensPlainly()
            if venue.waiting > 0 { venue.meetOpens() }
        }
        let end = venue.columns[0].end[step]
        venue.now = Timestamp(nanoseconds: end)
        finishBars(at: end, &venue)
        return venue.equity
    }
}
