public import Core
public import TimeSeries

/// Equity, cash and exposure at every decision instant, derived from the event log and the bars alone.
public struct EquityCurve: Sendable {
    /// The decision instants: ends of bars, nanoseconds UTC, ascending.
    ///
    /// Shape `[steps]`.
    public let times: [Int64]
    /// Cash and dividends owed plus the market value of what is held.
    ///
    /// Shape `[steps]`.
    public let equity: [Cash]
    /// Money.
    ///
    /// Shape `[steps]`.
    public let cash: [Cash]
    /// Market value of what is held, shorts negative.
    ///
    /// Shape `[steps]`.
    public let netValue: [Cash]
    /// Market value of what is held, shorts positive.
    ///
    /// Shape `[steps]`.
    public let grossValue: [Cash]

    /// The curve of a run.
    ///
    /// - Parameters:
    ///   - log: The run's events.
    ///   - panel: The bars it ran on.
    ///   - initialCash: Money at the start.
    ///   - stepCount: The number of decision instants seen.
    ///   - terms: The terms of the run, where they hold rates of other currencies.
    /// - Complexity: O(steps + bars held + events).
    public init(log: [Event], panel: Panel, initialCash: Cash, stepCount: Int, terms: Broker? = nil) {
        times = EquityCurve.decisionTimes(of: panel, count: stepCount)
        let n = times.count
        var cash = LongArray.repeating(initialCash, count: n)
        var legs = [[Leg]](repeating: [], count: panel.count)
        var present = initialCash
        var done = 0
        var receivables: [(step: Int, amount: Cash)] = []
        let isFuture = panel.instruments.map { $0.kind == .future }
        for event in log {
            guard n > 0 else { break }
            let step = min(Int(event.step), n - 1)
            var cashAfter = present
            switch event.body {
            case .filled(let fill):
                cashAfter = fill.cash
                let atOpen = event.time.nanoseconds < times[step]
                let lastBar = atOpen ? panel[fill.instrument].firstIndex(endingAtOrAfter: event.time + 1) - 1 : nil
                // No notional moves for a future: what was paid for its units is carried until it settles.
                let carried =
                    isFuture[fill.instrument.place]
                    ? (legs[fill.instrument.place].last?.carried ?? 0) + fill.side.sign * fill.quantity * fill.price : 0
                legs[fill.instrument.place].append(
                    Leg(
                        step: step, position: fill.position, price: fill.referencePrice, lastBar: lastBar,
                        carried: carried))
            case .borrowed(_, _, _, _, let cash), .interest(_, _, _, let cash): cashAfter = cash
            case .settledGain(let instrument, let price, _, _, let cash):
                cashAfter = cash
                guard var leg = legs[instrument.place].last else { break }
                (leg.step, leg.carried) = (step, leg.position == 0 ? 0 : leg.position * price)
                legs[instrument.place].append(leg)
            case .dividend(_, _, _, _, let receivable): receivables.append((step, receivable))
            case .dividendPaid(_, _, let cash, let receivable):
                cashAfter = cash
                receivables.append((step, receivable))
            case .split(let instrument, _, let position, let price):
                // Closes before it are in old units.
                let lastBar = panel[instrument].firstIndex(endingAtOrAfter: event.time + 1) - 1
                legs[instrument.place].append(
                    Leg(
                        step: step, position: position, price: price, lastBar: lastBar,
                        carried: legs[instrument.place].last?.carried ?? 0))
            default: continue
            }
            while done < step {
                cash[done] = present
                done += 1
            }
            present = cashAfter
        }
        while done < n {
            cash[done] = present
            done += 1
        }
        var net = LongArray.repeating(0 as Cash, count: n)
        var gross = LongArray.repeating(0 as Cash, count: n)
        var equity = LongArray.copy(cash)
        for (index, change) in receivables.enumerated() {
            let end = index + 1 < receivables.count ? receivables[index + 1].step : n
            for step in change.step..<max(change.step, end) { equity[step] += change.amount }
        }
        Sums.lend(&net, &gross, &equity) { [times, legs] sums in
            for place in panel.series.indices where !legs[place].isEmpty {
                let rates = terms.flatMap { RateTrack.track(of: panel.instruments[place], $0, panel) }
                EquityCurve.add(legs[place], panel.series[place], at: times, rates: rates?.rates(at: times), to: sums)
            }
        }
        self.cash = cash
        self.equity = equity
        netValue = net
        grossValue = gross
    }

    /// Adds what was held of an instrument.
    private static func add(
        _ legs: [Leg], _ series: BarSeries, at times: [Int64], rates: [Double]?, to sums: Sums
    ) {
        let bars = barOfStep(series, times: times)
        for (index, leg) in legs.enumerated() where leg.position != 0 || leg.carried != 0 {
            let end = index + 1 < legs.count ? legs[index + 1].step : times.count
            let steps = leg.step..<max(leg.step, end)
            if bars == nil && rates == nil && leg.carried == 0 {
                leg.add(steps, series, to: sums)
                continue
            }
            for step in steps {
                let bar = bars?[step] ?? step
                // Until the bar in which it was filled ends, it is worth the price that was there.
                let isUnderWay = leg.lastBar.map { bar <= $0 } ?? false
                var multiplier = series.instrument.multiplier
                if let rates { multiplier *= rates[step] }
                if leg.position != 0 {
                    sums.add(leg.position * (isUnderWay ? leg.price : series.close[bar]) * multiplier, at: step)
                }
                if leg.carried != 0 { sums.equity[step] -= leg.carried * multiplier }
            }
        }
    }

    /// A position between two fills or splits.
    private struct Leg {
        var step: Int
        var position: Quantity
        /// The price of the fill, before slippage and spread, or the last price after the split.
        var price: Price
        /// For a fill at an open and a split, the last bar that had ended then.
        var lastBar: Int?
        /// Units times price of a future since its last settlement.
        var carried: Double

        /// Adds its value to sums at steps that are the places of the bars.
        func add(_ steps: Range<Int>, _ series: BarSeries, to sums: Sums) {
            let multiplier = series.instrument.multiplier
            // Until the bar in which it was filled ends, it is worth the price that was there.
            let marked = max(steps.lowerBound, min(steps.upperBound, (lastBar ?? -1) + 1))
            for step in steps.lowerBound..<marked { sums.add(position * price * multiplier, at: step) }
            series.close.withUnsafeBufferPointer { close in
                let end = min(steps.upperBound, close.count)
                for step in marked..<max(marked, end) { sums.add(position * close[step] * multiplier, at: step) }
            }
        }
    }

    /// The memory of three curves; of equal lengths.
    private struct Sums {
        let net: UnsafeMutablePointer<Cash>
        let gross: UnsafeMutablePointer<Cash>
        let equity: UnsafeMutablePointer<Cash>

        static func lend(
            _ net: inout [Cash], _ gross: inout [Cash], _ equity: inout [Cash], _ body: (Sums) -> Void
        ) {
            net.withUnsafeMutableBufferPointer { net in
                gross.withUnsafeMutableBufferPointer { gross in
                    equity.withUnsafeMutableBufferPointer { equity in
                        guard let net = net.baseAddress, let gross = gross.baseAddress,
                            let equity = equity.baseAddress
                        else { return }
                        body(Sums(net: net, gross: gross, equity: equity))
                    }
                }
            }
        }

        @inline(__always)
        func add(_ value: Cash, at step: Int) {
            net[step] += value
            gross[step] += abs(value)
            equity[step] += value
        }
    }

    /// The ends of all bars of a panel, each once, ascending; the first `count` of them.
    public static func decisionTimes(of panel: Panel, count: Int = .max) -> [Int64] {
        guard let first = panel.series.first else { return [] }
        if panel.series.indices.allSatisfy({ panel.series[$0].end == first.end }) {
            return count >= first.count ? first.end : LongArray.copy(first.end.prefix(count))
        }
        var all = LongArray.room(for: panel.barCount, of: Int64.self)
        for series in panel.series { all += series.end }
        all.sort()
        var distinct = LongArray.room(for: all.count, of: Int64.self)
        for time in all where distinct.last != time { distinct.append(time) }
        return count >= distinct.count ? distinct : LongArray.copy(distinct.prefix(count))
    }

    /// For each decision instant the last bar of a series that has ended, −1 before the first; `nil` where they are the
    /// same places.
    static func barOfStep(_ series: BarSeries, times: [Int64]) -> [Int]? {
        // Instruments with the same bars mostly share the memory of their ends, which is then not looked through.
        if series.end == times { return nil }
        if series.count >= times.count && series.end.prefix(times.count).elementsEqual(times) { return nil }
        var bars = LongArray.room(for: times.count, of: Int.self)
        var bar = 0
        for time in times {
            while bar < series.count && series.end[bar] <= time { bar += 1 }
            bars.append(bar - 1)
        }
        return bars
    }
}
