import Core
import TimeSeries

/// Runs of which only the summary is wanted, from signal to signal: no order is made and nothing is written down.
///
/// What needs nothing but prices, charges and cash is filled by `PlainAccount`, the rest by the venue.
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

    /// The first bar from one on at which what is held meets a signal.
    @inline(__always)
    private func signal(from bar: Int, holding held: Quantity) -> Int {
        if held == 0 { return whenFlat.first(from: bar) }
        return held > 0 ? whenLong.first(from: bar) : whenShort.first(from: bar)
    }

    /// The signal at a bar, or the bar before it, from one on, at which a position's time is over.
    @inline(__always)
    private func over(_ signal: Int, from bar: Int, _ account: PlainAccount) -> Int {
        guard account.quantity != 0, let bars = signals.exitAfter else { return signal }
        return min(signal, max(bar, account.entryBar + bars))
    }

    /// Fills what is signalled.
    ///
    /// - Returns: `false` where something else happens than fills and refusals.
    func run(from first: Int, _ venue: inout Venue, _ summary: inout RunSummary) -> Bool {
        let market = MarketReference(venue)
        let same = sameUnits(venue)
        var account = PlainAccount(venue, signals.instrument)
        var step = signal(from: first, holding: 0)
        while step < columns.count {
            let held = account.quantity
            let asked = asked(at: step, holding: held, account.entryBar)
            guard asked.closes || asked.entry != nil else {
                step = over(signal(from: step + 1, holding: held), from: step + 1, account)
                continue
            }
            // The prices that come next are asked for while this bar's fills are made.
            let expected = asked.entry?.sign ?? (asked.closes ? 0 : held)
            let signal = signal(from: step + 1, holding: expected)
            market.fetch(columns, from: expected == 0 ? signal : step, through: signal)
            var closes = asked.closes
            var entry: PlainOrder?
            if let side = asked.entry {
                if let same {
                    entry = order(side, .units(same), same)
                    closes = held != 0
                } else if let size = signals.size.at(step) {
                    account.tell(&venue, last: columns.close[step])
                    entry = sized(side, size, venue)
                    closes = held != 0
                }
            }
            let bar = step + market.delay
            // What the data's end leaves waiting is cancelled there.
            if bar >= columns.count { break }
            guard account.isSolvent(at: columns.close[step]), everyBarTrades || venue.canTrade(0, bar: bar) else {
                return false
            }
            let reference = market.price(columns, bar)
            if closes { book(account.closing(at: reference), bar, &account, &summary) }
            if let entry, !open(entry, at: reference, bar, &account, &venue, &summary) { return false }
            let holds = account.quantity
            let isExpected = holds == 0 ? expected == 0 : holds * expected > 0
            step = over(
                isExpected ? signal : self.signal(from: step + 1, holding: holds), from: step + 1, account)
        }
        let last = columns.count - 1
        if venue.broker.fill.closesAtEnd, account.quantity != 0 {
            book(account.closing(at: columns.close[last]), last, &account, &summary)
        }
        summary.pass(to: columns.count, columns.close)
        return true
    }

    /// What is signalled at a bar: whether the position is closed, and what is entered.
    @inline(__always)
    private func asked(at step: Int, holding held: Quantity, _ entryBar: Int) -> (closes: Bool, entry: Side?) {
        let isOver = signals.exitAfter.map { step - entryBar >= $0 } ?? false
        let exit = held > 0 ? signals.exitLong : signals.exitShort
        let closes = held != 0 && (isOver || exit?[step] ?? false)
        let long = held <= 0 && signals.enterLong?[step] ?? false
        let short = held >= 0 && signals.enterShort?[step] ?? false
        return (closes, long == short ? nil : long ? .buy : .sell)
    }

    /// The units of every entry, where neither prices nor money decide them; `nil` where they do.
    private func sameUnits(_ venue: borrowing Venue) -> Quantity? {
        guard case .same(.units(let units)) = signals.size, venue.terms[0].minimumNotional == 0 else { return nil }
        return sized(.buy, .units(units), venue)?.units
    }

    private func order(_ side: Side, _ size: OrderSize, _ units: Quantity) -> PlainOrder {
        PlainOrder(
            id: .none, instrument: signals.instrument, side: side, size: size, units: units, reduceOnly: false)
    }

    /// An entry that is sent now; `nil` where it is refused.
    private func sized(_ side: Side, _ size: OrderSize, _ venue: borrowing Venue) -> PlainOrder? {
        guard size.isPositive else { return nil }
        let (units, refusal) = venue.unitsToSend(size, side, limit: nil, in: 0)
        return refusal == nil ? order(side, size, units) : nil
    }

    /// Opens from flat, or is refused; `false` where it needs the book.
    @inline(__always)
    private func open(
        _ entry: PlainOrder, at reference: Price, _ bar: Int, _ account: inout PlainAccount, _ venue: inout Venue,
        _ summary: inout RunSummary
    ) -> Bool {
        if entry.units > 0, let fill = account.opening(entry.side, entry.units, at: reference) {
            book(fill, bar, &account, &summary)
            return true
        }
        return openByVenue(entry, at: reference, bar, &account, &venue, &summary)
    }

    /// The same where units or funds are to be looked at.
    @inline(never)
    private func openByVenue(
        _ entry: PlainOrder, at reference: Price, _ bar: Int, _ account: inout PlainAccount, _ venue: inout Venue,
        _ summary: inout RunSummary
    ) -> Bool {
        account.tell(&venue, last: reference)
        switch venue.fill(entry, at: reference, source: .open) {
        case .filled(var fill), .reduced(var fill):
            fill.position = fill.side.sign * fill.quantity
            book(fill, bar, &account, &summary)
            return true
        case .refused: return true
        case .notPlain: return false
        }
    }

    @inline(__always)
    private func book(_ fill: Fill, _ bar: Int, _ account: inout PlainAccount, _ summary: inout RunSummary) {
        account.book(fill, in: bar)
        summary.pass(to: bar, columns.close)
        summary.take(fill)
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
