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
            columns[place].completed = bar
            lastPrice[place] = columns[place].close[bar - 1]
            if positions[place].quantity != 0 { positions[place].barsHeld = bar - 1 - entryBar[place] }
        }
        now = Timestamp(nanoseconds: columns[0].end[bar - 1])
        firstUnseen = log.pointee.count
    }

    /// The first step after one at which waiting orders, what falls due or ruin want to be looked at; `limit` where none
    /// does before.
    func nextStep(after step: Int, before limit: Int, _ grid: BarGrid) -> Int {
        let first = step + 1
        guard first < limit, plainOrder == nil else { return min(first, limit) }
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
            // A trailing stop moves with every bar.
            if case .trailingStop = order.request.kind { return bars.lowerBound }
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
