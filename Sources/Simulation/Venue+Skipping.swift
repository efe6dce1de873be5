import Core
import TimeSeries

/// What the fast path asks: how far nothing happens, and to be taken there (S78).
///
/// Bars are regular here: `BarGrid.isRegular`.
extension Venue {
    /// Goes to the start of a bar, over bars in which nothing happens.
    mutating func skip(to bar: Int) {
        guard bar > columns[0].completed else { return }
        for place in 0..<count {
            if waiting > 0 && !books[place].isEmpty { follow(place, columns[place].completed..<bar) }
            columns[place].completed = bar
            lastPrice[place] = columns[place].close[bar - 1]
            if positions[place].quantity != 0 { positions[place].barsHeld = bar - 1 - entryBar[place] }
        }
        now = Timestamp(nanoseconds: columns[0].end[bar - 1])
        firstUnseen = log.pointee.count
    }

    /// Whether nothing waits for a bar, and nothing falls due by its end.
    func isIdle(through bar: Int) -> Bool {
        waiting == 0 && plainOrders.isEmpty
            && min(nextExpiry, nextAccrual, nextAction, nextRate) > columns[0].end[bar]
    }

    /// Goes to the end of a bar, over bars in which nothing happens, itself one of them, and marks the account.
    ///
    /// What `skip`, `complete` and `equity` do one by one, in one pass over the instruments.
    ///
    /// - Returns: Equity.
    mutating func mark(at bar: Int) -> Cash {
        if bar > columns[0].completed { firstUnseen = log.pointee.count }
        now = Timestamp(nanoseconds: columns[0].end[bar])
        step = Int32(bar)
        var sum = cash + receivable
        for place in 0..<count {
            let close = columns[place].close[bar]
            columns[place].completed = bar + 1
            lastPrice[place] = close
            guard positions[place].quantity != 0 else { continue }
            positions[place].barsHeld = bar - entryBar[place]
            sum += positions[place].quantity * close * terms[place].multiplier
        }
        return sum
    }

    /// The first step after one at which waiting orders, what falls due or ruin want to be looked at; `limit` where none
    /// does before.
    func nextStep(after step: Int, before limit: Int, _ grid: BarGrid) -> Int {
        let first = step + 1
        guard first < limit, plainOrders.isEmpty else { return min(first, limit) }
        var next = limit
        // What falls due at an instant is done with at the first bar that ends then or later.
        let due = min(nextExpiry, accrues ? nextAccrual : .max)
        if due <= columns[0].end[next - 1] {
            next = max(first, grid.panel.series[0].firstIndex(endingAtOrAfter: Timestamp(nanoseconds: due)))
        }
        if waiting > 0 {
            for place in 0..<count where !books[place].isEmpty && first < next {
                next = nextMeeting(of: place, first..<next)
            }
        }
        return first < next ? firstRuin(first..<next, grid) : next
    }

    /// Whether the end of a session changes anything.
    private var accrues: Bool {
        guard nextAccrual < .max else { return false }
        for place in 0..<count where positions[place].quantity < 0 { return true }
        return false
    }

    /// The first of some bars that may reach an order of an instrument; their end where none does.
    private func nextMeeting(of place: Int, _ bars: Range<Int>) -> Int {
        var end = bars.upperBound
        for order in books[place] where order.isActive {
            if end == bars.lowerBound { return end }
            if order.isMarket || order.request.timeInForce.meetsOnePrice { return bars.lowerBound }
            if case .trailingStop(let trail) = order.request.kind {
                end = firstReached(order, trail, place, bars.lowerBound..<end)
                continue
            }
            let isAbove = order.isStop == (order.side == .buy)
            let level = order.isStop ? order.stopLevel : order.request.kind.limitPrice ?? .nan
            let rows = bars.lowerBound..<end
            end =
                isAbove
                ? ColumnSearch.firstAtOrAbove(level, in: columns[place].high, rows)
                : ColumnSearch.firstAtOrBelow(level, in: columns[place].low, rows)
        }
        return end
    }

    /// The first of some bars that reaches a trailing stop, which follows the bars before (S26); their end where none does.
    private func firstReached(_ order: Order, _ trail: Trail, _ place: Int, _ bars: Range<Int>) -> Int {
        guard Int(order.firstBar) <= bars.lowerBound else { return bars.lowerBound }
        let (column, side) = (columns[place], order.side)
        func isReached(_ level: Price, _ low: Price, _ high: Price) -> Bool {
            side == .sell ? low <= level : high >= level
        }
        var trailing = (extreme: order.extreme, level: order.stopLevel)
        var start = bars.lowerBound
        while start < bars.upperBound {
            let block = start..<min(start + 64, bars.upperBound)
            let (low, high) = column.range(of: block)
            let after = followed(trailing, trail, side, low: low, high: high, in: place)
            // Where even the level after the block is not reached, none before it is.
            if isReached(after.level, low, high) {
                for bar in block {
                    let (low, high) = (column.low[bar], column.high[bar])
                    if isReached(trailing.level, low, high) { return bar }
                    trailing = followed(trailing, trail, side, low: low, high: high, in: place)
                }
            }
            trailing = after
            start = block.upperBound
        }
        return bars.upperBound
    }

    /// Lets the trailing stops of an instrument follow bars that were left out.
    private mutating func follow(_ place: Int, _ bars: Range<Int>) {
        for slot in books[place].indices {
            guard case .trailingStop(let trail) = books[place][slot].request.kind, books[place][slot].isActive else {
                continue
            }
            let (low, high) = columns[place].range(of: bars)
            let trailing = (books[place][slot].extreme, books[place][slot].stopLevel)
            let after = followed(trailing, trail, books[place][slot].side, low: low, high: high, in: place)
            (books[place][slot].extreme, books[place][slot].stopLevel) = after
        }
    }

    /// The first of some bars at whose end equity may be zero or below; their end where none is.
    private func firstRuin(_ bars: Range<Int>, _ grid: BarGrid) -> Int {
        var held = 0
        var only = 0
        var isLong = true
        for place in 0..<count where positions[place].quantity != 0 {
            held += 1
            only = place
            if positions[place].quantity < 0 { isLong = false }
        }
        if held == 0 || isLong && cash > 0 && grid.isPositive { return bars.upperBound }
        if held == 1 {
            return ColumnSearch.firstRuin(
                cash: cash, quantity: positions[only].quantity, multiplier: terms[only].multiplier,
                in: columns[only].close, bars)
        }
        return isSafe(bars) ? bars.upperBound : firstRuinOfSeveral(bars)
    }

    /// Whether equity stays above zero even if every price is at its worst at once.
    private func isSafe(_ bars: Range<Int>) -> Bool {
        var (worst, gross) = (cash, abs(cash))
        for place in 0..<count where positions[place].quantity != 0 {
            let (least, greatest) = ColumnSearch.extremes(in: columns[place].close, bars)
            let quantity = positions[place].quantity
            let value = quantity * (quantity > 0 ? least : greatest) * terms[place].multiplier
            worst += value
            gross += abs(value)
        }
        // Sums that are rounded differ by less than this.
        return worst > 1e-9 * gross
    }

    private func firstRuinOfSeveral(_ bars: Range<Int>) -> Int {
        for bar in bars {
            var sum = cash
            for place in 0..<count where positions[place].quantity != 0 {
                sum += positions[place].quantity * columns[place].close[bar] * terms[place].multiplier
            }
            if !(sum > 0) { return bar }
        }
        return bars.upperBound
    }
}

extension Broker {
    /// Whether nothing but orders, expiries and charges at session ends can happen between decisions: calls for margin and
    /// stops at losses hang on every mark, what arrives late on the way there; interest is posted every session,
    /// proceeds settle, and finer bars move trailing stops inside a bar.
    var canSkip: Bool {
        margin == nil && !risk.stopsAtLosses && latency.isZero && interest == nil && settlementSessions == 0
            && fill.intrabar != .finerData
    }

    /// Whether an instrument is paid for in the account's currency: nothing settles, and no rate changes.
    func pays(for instrument: Instrument) -> Bool {
        instrument.kind == .security && (rates.entries.isEmpty || instrument.currency == currency)
    }
}

extension Columns {
    /// The lowest low and the highest high of bars.
    func range(of bars: Range<Int>) -> (low: Price, high: Price) {
        (ColumnSearch.extremes(in: low, bars).least, ColumnSearch.extremes(in: high, bars).greatest)
    }
}
