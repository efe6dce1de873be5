public import Core
public import TimeSeries

/// The trades of a run, derived from the event log and the bars alone: exits close the oldest lots first (S61).
///
/// A future in another currency gains in money what each settlement pays at its own rate (S51, S76): a lot follows them,
/// and what a closed one gained since the last is paid by the next.
public struct TradeLedger: Sendable {
    /// Closed lots, in the order of their exits.
    public private(set) var closed: [Trade] = []
    /// Lots still open at the end, marked at the last close seen (S42), by instrument and entry.
    public private(set) var open: [Trade] = []
    /// The number of round trips begun.
    public private(set) var roundTripCount = 0
    /// Dividends booked for each instrument, less those owed on short positions: income that no trade shows.
    public private(set) var dividends: [Cash]

    private struct Lot: OpenLot {
        var quantity: Quantity
        var price: Price
        var commissionPerUnit: Cash
        var time: Timestamp
        var bar: Int
        var reason: String
        var roundTrip: Int
        /// The splits since the entry: quantity and price are in units after them.
        var splits: [(time: Timestamp, ratio: Double)] = []
        /// The price at the last settlement, or at the entry.
        var mark: Price
        /// What settlements have paid for a unit, of a point a unit.
        var paid = 0.0

        /// The price of the instrument's bars before the first of the splits, in units after the last, as a factor.
        var priceFactor: Double { splits.reduce(1) { $0 / $1.ratio } }

        mutating func split(_ ratio: Double, at time: Timestamp) {
            quantity *= ratio
            price /= ratio
            mark /= ratio
            paid /= ratio
            commissionPerUnit /= ratio
            splits.append((time, ratio))
        }
        /// What the instrument's currency was worth at the entry.
        var rate: Double

        mutating func settle(at price: Price, rate: Double) {
            paid += (price - mark) * rate
            mark = price
        }
    }

    /// What a closed lot of a future in another currency gained since the last settlement.
    private struct Unpaid {
        /// The place of the trade.
        var trade: Int
        /// In the instrument's currency.
        var gain: Double
        /// What was paid before it.
        var paid: Cash
        var entryValue: Cash
    }

    /// The lots of one instrument.
    private struct Book {
        var lots = LotQueue<Lot>()
        /// Whether settlements pay at rates of their own.
        var isForeignFuture: Bool
        var unpaid: [Unpaid] = []
    }

    /// The ledger of a run.
    ///
    /// - Parameters:
    ///   - log: The run's events.
    ///   - panel: The bars it ran on.
    ///   - end: The last decision instant; open lots are marked at the last close known then.
    ///   - terms: The terms of the run, where they hold rates of other currencies.
    public init(log: [Event], panel: Panel, end: Timestamp, terms: Broker? = nil) {
        let tracks = panel.series.map { series in terms.flatMap { RateTrack.track(of: series.instrument, $0, panel) } }
        var books = panel.series.indices.map { place in
            Book(isForeignFuture: tracks[place] != nil && panel.series[place].instrument.kind == .future)
        }
        dividends = [Cash](repeating: 0, count: panel.count)
        var reasons: [Int32: OrderReason] = [:]
        let times = EquityCurve.decisionTimes(of: panel)
        for event in log {
            switch event.body {
            case .submitted(let order): reasons[order.id.rawValue] = order.request.reason
            case .filled(let fill):
                // At an open the present step's instant is still to come (S2).
                let atOpen = event.time.nanoseconds < times[min(Int(event.step), times.count - 1)]
                take(
                    fill, at: event.time, atOpen: atOpen,
                    reason: fill.order == .none ? fill.source.text : reasons[fill.order.rawValue]?.text ?? "",
                    &books[fill.instrument.place], panel[fill.instrument])
            case .dividend(let instrument, _, _, let amount, _): dividends[instrument.place] += amount
            case .split(let instrument, let ratio, _, _):
                books[instrument.place].lots.change { $0.split(ratio, at: event.time) }
            case .settledGain(let instrument, let price, let rate, _, _):
                guard books[instrument.place].isForeignFuture else { break }
                books[instrument.place].lots.change { $0.settle(at: price, rate: rate) }
                pay(&books[instrument.place].unpaid, rate: rate)
            default: break
            }
        }
        for (place, series) in panel.series.enumerated() {
            let bar = series.firstIndex(endingAtOrAfter: end + 1) - 1
            guard bar >= 0 else { continue }
            let rate = tracks[place].map { $0.rate($0.count(at: end.nanoseconds)) } ?? 1
            // Nothing was settled since: what is left sums to nothing.
            pay(&books[place].unpaid, rate: rate)
            for lot in books[place].lots.open {
                let side: Side = lot.quantity > 0 ? .buy : .sell
                let marked = lot.splits.filter { $0.time.nanoseconds >= series.end[bar] }
                let mark = marked.reduce(series.close[bar]) { $0 / $1.ratio }
                open.append(
                    trade(
                        lot, abs(lot.quantity), side, InstrumentIndex(place), exit: mark,
                        rate: rate, exitCommission: 0, at: Timestamp(nanoseconds: series.end[bar]), bar: bar,
                        reason: "",
                        isOpen: true, exitsInside: false, series))
            }
        }
    }

    private mutating func take(
        _ fill: Fill, at time: Timestamp, atOpen: Bool, reason: String, _ book: inout Book, _ series: BarSeries
    ) {
        let perUnit = fill.commission / fill.quantity
        var bar = TradeLedger.bar(at: time, atOpen: atOpen, series)
        // A position closed at the end of the data may have had its last bar before.
        if !atOpen && bar > 0 && series.start[bar] >= time.nanoseconds { bar -= 1 }
        guard fill.closes else {
            if book.lots.open.isEmpty { roundTripCount += 1 }
            book.lots.add(
                Lot(
                    quantity: fill.side.sign * fill.quantity, price: fill.price, commissionPerUnit: perUnit, time: time,
                    bar: bar, reason: reason,
                    roundTrip: book.lots.open.first?.roundTrip ?? roundTripCount, mark: fill.price, rate: fill.rate))
            return
        }
        var unpaid: [Unpaid] = []
        book.lots.close(fill.quantity, isAll: fill.position == 0) { lot, units in
            if book.isForeignFuture {
                let size = (lot.quantity > 0 ? units : -units) * series.instrument.multiplier
                unpaid.append(
                    Unpaid(
                        trade: closed.count, gain: (fill.price - lot.mark) * size, paid: lot.paid * size,
                        entryValue: abs(lot.price * lot.rate * size)))
            }
            closed.append(
                trade(
                    lot, units, lot.quantity > 0 ? .buy : .sell, fill.instrument, exit: fill.price,
                    rate: fill.rate, exitCommission: perUnit * units, at: time, bar: bar, reason: reason, isOpen: false,
                    exitsInside: !atOpen && fill.source != .close && fill.source != .delisting, series))
        }
        book.unpaid += unpaid
    }

    /// Converts what closed lots gained since the last settlement.
    private mutating func pay(_ unpaid: inout [Unpaid], rate: Double) {
        for one in unpaid { closed[one.trade].setGross(one.paid + one.gain * rate, entryValue: one.entryValue) }
        unpaid.removeAll()
    }

    /// The bar of a series in which a fill took place: the one that starts then, or the one that ends then.
    private static func bar(at time: Timestamp, atOpen: Bool, _ series: BarSeries) -> Int {
        let index = series.firstIndex(endingAtOrAfter: atOpen ? time + 1 : time)
        return min(index, series.count - 1)
    }

    private func trade(
        _ lot: Lot, _ units: Quantity, _ side: Side, _ instrument: InstrumentIndex, exit: Price, rate: Double,
        exitCommission: Cash,
        at time: Timestamp, bar last: Int, reason: String, isOpen: Bool, exitsInside: Bool, _ series: BarSeries
    ) -> Trade {
        let sign = side.sign
        // What is bought is exchanged then (S51); of a future only its gain is.
        let isExchanged = series.instrument.kind == .security && (rate != 1 || lot.rate != 1)
        let change = isExchanged ? exit * rate - lot.price * lot.rate : lot.paid + (exit - lot.mark) * rate
        let gross = sign * change * units * series.instrument.multiplier
        let costs = lot.commissionPerUnit * units + exitCommission
        // Bars wholly inside the trade: from the entry's bar where it was entered at its open, to the bar before the exit.
        var (worst, best) = (min(0, sign * (exit / lot.price - 1)), max(0, sign * (exit / lot.price - 1)))
        var bar = lot.bar
        while bar < series.count && series.start[bar] < lot.time.nanoseconds { bar += 1 }
        var splits = lot.splits[...]
        var factor = lot.priceFactor
        while bar < series.count {
            let end = series.end[bar]
            guard exitsInside ? end < time.nanoseconds : end <= time.nanoseconds else { break }
            while let split = splits.first, split.time.nanoseconds <= series.start[bar] {
                splits.removeFirst()
                factor = splits.isEmpty ? 1 : factor * split.ratio
            }
            let (up, down) = (series.high[bar] * factor / lot.price - 1, series.low[bar] * factor / lot.price - 1)
            worst = min(worst, sign > 0 ? down : -up)
            best = max(best, sign > 0 ? up : -down)
            bar += 1
        }
        let value = lot.price * lot.rate * units * series.instrument.multiplier
        return Trade(
            roundTrip: lot.roundTrip, instrument: instrument, side: side, quantity: units, entryTime: lot.time,
            entryPrice: lot.price, exitTime: time, exitPrice: exit, grossPnl: gross, costs: costs,
            netPnl: gross - costs, returnFraction: (gross - costs) / value, entryBar: lot.bar,
            bars: max(0, last - lot.bar),
            maximumAdverseExcursion: worst, maximumFavourableExcursion: best, entryReason: lot.reason,
            exitReason: reason, isOpen: isOpen)
    }
}
