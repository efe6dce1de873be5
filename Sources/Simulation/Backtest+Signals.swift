import Core
import TimeSeries

/// Runs of which only the summary is wanted, from signal to signal: no order is made and nothing is written down.
///
/// What is filled is filled by the venue's own rules.
extension Backtest {
    /// The summary of a run of signals.
    ///
    /// - Parameters:
    ///   - warmUp: The bars before the strategy is warm.
    ///   - everyBarTrades: What the panel says under the same name of the broker's rules.
    ///   - sessionEnds: For each session of the panel, the number of steps up to its end, ascending.
    /// - Returns: `nil` where more can happen than that market orders are filled at once or refused, or where the run ends
    ///   early: then it takes a whole run.
    public func summary(
        of signals: MarketSignals, warmUp: Int, on grid: BarGrid, everyBarTrades: Bool, sessionEnds: [Int]
    ) -> (first: Int, summary: RunSummary)? {
        let first = max(firstOpenStep(warmUp: warmUp), signals.firstWarm)
        guard panel.count == 1, signals.instrument.place == 0, grid.isRegular, first < panel.series[0].count,
            broker.canSkip, !panel.hasActions, broker.pays(for: panel.instruments[0]),
            broker.costs.borrow.annualRate == 0 || signals.enterShort == nil
        else { return nil }
        return withColumns { columns in
            var venue = Venue(broker: broker, panel: panel, columns: columns)
            guard venue.fillsPlainly, venue.terms[0].isTradable else { return nil }
            let walk = SignalWalk(signals, columns[0], everyBarTrades: everyBarTrades)
            var summary = RunSummary(of: panel, initial: broker.cash, from: first, sessionEnds: sessionEnds)
            guard walk.run(from: first, &venue, &summary), summary.lowest > 0 else { return nil }
            return (first, summary)
        }
    }
}

/// The way from signal to signal.
private struct SignalWalk {
    private let signals: MarketSignals
    private let columns: Columns
    private let everyBarTrades: Bool
    /// Where something is signalled for what is held.
    private let whenFlat: BitColumn
    private let whenLong: BitColumn
    private let whenShort: BitColumn

    init(_ signals: MarketSignals, _ columns: Columns, everyBarTrades: Bool) {
        self.everyBarTrades = everyBarTrades
        self.signals = signals
        self.columns = columns
        func either(_ a: BitColumn?, _ b: BitColumn?) -> BitColumn {
            guard let a else { return b ?? BitColumn(count: columns.count) }
            return b.map { a | $0 } ?? a
        }
        whenFlat = either(signals.enterLong, signals.enterShort)
        whenLong = either(signals.exitLong, signals.enterShort)
        whenShort = either(signals.exitShort, signals.enterLong)
    }

    /// The first bar from one on at which the position meets a signal or its time is over.
    private func next(from bar: Int, _ venue: borrowing Venue) -> Int {
        let held = venue.positions[0].quantity
        return over(signal(from: bar, holding: held), from: bar, holding: held, venue)
    }

    /// The first bar from one on at which what is held meets a signal.
    private func signal(from bar: Int, holding held: Quantity) -> Int {
        if held == 0 { return whenFlat.first(from: bar) }
        return held > 0 ? whenLong.first(from: bar) : whenShort.first(from: bar)
    }

    /// The signal at a bar, or the bar before it, from one on, at which a position's time is over.
    private func over(_ signal: Int, from bar: Int, holding held: Quantity, _ venue: borrowing Venue) -> Int {
        guard held != 0, let bars = signals.exitAfter else { return signal }
        return min(signal, max(bar, venue.entryBar[0] + bars))
    }

    /// Fills what is signalled.
    ///
    /// - Returns: `false` where something else happens than fills and refusals.
    func run(from first: Int, _ venue: inout Venue, _ summary: inout RunSummary) -> Bool {
        let market = MarketReference(venue)
        let multiplier = venue.terms[0].multiplier
        var step = next(from: first, venue)
        while step < columns.count {
            let held = venue.positions[0].quantity
            var (closes, entry) = asked(at: step, holding: held, venue.entryBar[0])
            guard closes || entry != nil else {
                step = next(from: step + 1, venue)
                continue
            }
            // The prices that come next are asked for while this bar's fills are made.
            let expected = entry?.sign ?? (closes ? 0 : held)
            let signal = signal(from: step + 1, holding: expected)
            market.fetch(columns, from: expected == 0 ? signal : step, through: signal)
            venue.lastPrice[0] = columns.close[step]
            var opening: PlainOrder?
            if let side = entry, let size = signals.size(step) {
                if held != 0 { closes = true }
                opening = plainOrder(side, size, venue)
            } else {
                entry = nil
            }
            let bar = step + market.delay
            // What the data's end leaves waiting is cancelled there.
            if bar >= columns.count { break }
            let isSolvent = venue.cash + held * columns.close[step] * multiplier > 0
            guard isSolvent, everyBarTrades || venue.canTrade(0, bar: bar) else { return false }
            venue.columns[0].completed = step + 1
            venue.wake = market.delay == 0 ? .nextBar : .wholeBar
            let reference = market.price(columns, bar)
            if closes, !close(at: reference, bar, &venue, &summary) { return false }
            if let opening, !take(opening, at: reference, bar, &venue, &summary) { return false }
            let holds = venue.positions[0].quantity
            let isExpected = holds == 0 ? expected == 0 : holds * expected > 0
            step = over(
                isExpected ? signal : self.signal(from: step + 1, holding: holds), from: step + 1, holding: holds, venue
            )
        }
        let last = columns.count - 1
        if venue.broker.fill.closesAtEnd, !close(at: columns.close[last], last, &venue, &summary) { return false }
        summary.pass(to: columns.count, columns.close)
        return true
    }

    /// What is signalled at a bar: whether the position is closed, and what is entered.
    private func asked(at step: Int, holding held: Quantity, _ entryBar: Int) -> (closes: Bool, entry: Side?) {
        let isOver = signals.exitAfter.map { step - entryBar >= $0 } ?? false
        let exit = held > 0 ? signals.exitLong : signals.exitShort
        let closes = held != 0 && (isOver || exit?[step] ?? false)
        let long = held <= 0 && signals.enterLong?[step] ?? false
        let short = held >= 0 && signals.enterShort?[step] ?? false
        return (closes, long == short ? nil : long ? .buy : .sell)
    }

    /// An entry that is sent now; `nil` where it is refused.
    private func plainOrder(_ side: Side, _ size: OrderSize, _ venue: borrowing Venue) -> PlainOrder? {
        guard size.isPositive else { return nil }
        let (units, refusal) = venue.unitsToSend(size, side, limit: nil, in: 0)
        guard refusal == nil else { return nil }
        return PlainOrder(
            id: .none, instrument: signals.instrument, side: side, size: size, units: units, reduceOnly: false)
    }

    /// Closes what is held; `false` where that needs the book.
    private func close(
        at reference: Price, _ bar: Int, _ venue: inout Venue, _ summary: inout RunSummary
    ) -> Bool {
        let held = venue.positions[0].quantity
        guard held != 0 else { return true }
        let order = PlainOrder(
            id: .none, instrument: signals.instrument, side: held > 0 ? .sell : .buy, size: .fractionOfPosition(1),
            units: 0, reduceOnly: true)
        return take(order, at: reference, bar, &venue, &summary)
    }

    /// Fills an order, or refuses it; `false` where it needs the book.
    private func take(
        _ order: PlainOrder, at reference: Price, _ bar: Int, _ venue: inout Venue, _ summary: inout RunSummary
    ) -> Bool {
        var fill: Fill
        switch venue.fill(order, at: reference, source: .open) {
        case .filled(let whole): fill = whole
        case .reduced(let part): fill = part
        case .refused: return true
        case .notPlain: return false
        }
        venue.book(&fill, 0)
        summary.pass(to: bar, columns.close)
        summary.take(fill)
        return true
    }
}

/// The price that market orders meet, and how many bars later (S17).
private struct MarketReference {
    let delay: Int
    private let rule: MarketFill

    init(_ venue: borrowing Venue) {
        let market = venue.broker.fill.market
        delay = market == .sameClose ? 0 : 1
        // Closes alone have neither opens nor middles.
        rule = venue.terms[0].hasClosesOnly ? .nextClose : market
    }

    /// Asks for the closes of bars, and for the price that an order of the last of them meets.
    func fetch(_ columns: Columns, from: Int, through bar: Int) {
        ColumnSearch.fetch(columns.close, from..<min(bar + 1, columns.count))
        if rule == .nextOpen, bar + 1 < columns.count { ColumnSearch.fetch(columns.open, bar + 1..<bar + 2) }
    }

    func price(_ columns: Columns, _ bar: Int) -> Price {
        switch rule {
        case .nextOpen: columns.open[bar]
        case .nextMid: (columns.high[bar] + columns.low[bar]) / 2
        case .sameClose, .nextClose: columns.close[bar]
        }
    }
}
