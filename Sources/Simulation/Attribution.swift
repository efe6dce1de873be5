import Core
public import TimeSeries

/// Which of several strategies each order of a run was sent by (S39).
public struct Attribution: Hashable, Sendable {
    /// The strategies, in the order in which they decide.
    public let parts: [AccountPart]
    /// The strategy of each order, by its number less one.
    let owners: [UInt8]
    /// What was done to the parts without an order, in order of time.
    let changes: [PartChange]

    /// The strategy of an order, as a place in `parts`; `nil` for a number that was never given out.
    public func owner(of id: OrderID) -> Int? {
        let place = Int(id.rawValue) - 1
        return owners.indices.contains(place) ? Int(owners[place]) : nil
    }

    /// The part that each strategy bears of what is charged for short positions: in proportion to its own.
    ///
    /// - Parameter quantities: What each holds.
    static func shares(ofShorts quantities: [Quantity]) -> [Double] {
        let short = quantities.reduce(0) { $0 + max(0, -$1) }
        return quantities.map { short > 0 ? max(0, -$0) / short : 0 }
    }

    /// The log of one strategy alone: its orders, its fills with its own position and money, what it bears of charges, its
    /// dividends, and what splits and delistings made of its part.
    ///
    /// The money counts from 0, so that its equity is what it made.
    /// A fill that closes what the strategy held and then opens the other way is two legs.
    ///
    /// - Parameters:
    ///   - strategy: Its place in `parts`.
    ///   - log: The log of the run.
    ///   - panel: The bars it ran on.
    ///   - marking: Whether fills of others at which the strategy holds the instrument stand there as fills of no units:
    ///     the account is worth the price of its last fill until the bar is over, and so is each part of it.
    public func log(of strategy: Int, in log: [Event], panel: Panel, marking: Bool) -> [Event] {
        var held = [[Quantity]](
            repeating: [Quantity](repeating: 0, count: parts.count), count: panel.count)
        // Units times price of futures since their last settlement, bought less sold.
        var carried = [Double](repeating: 0, count: panel.count)
        var cash: Cash = 0
        var own: [Event] = []
        func add(_ event: Event, _ body: Event.Body) {
            own.append(Event(time: event.time, step: event.step, body: body))
        }
        var receivable: Cash = 0
        var unpaid = 0
        var rest = changes[...]
        /// What was done to the parts before an event.
        func change(before index: Int) {
            while let next = rest.first, next.precedes <= index {
                rest.removeFirst()
                if case .closed(let fill) = next.what { held[next.instrument.place][next.strategy] = fill.position }
                guard next.strategy == strategy else { continue }
                var body: Event.Body
                switch next.what {
                case .booked(let quantity, let perUnit, let amount):
                    receivable += amount
                    unpaid += 1
                    body = .dividend(
                        next.instrument, quantity: quantity, perUnit: perUnit, amount: amount, receivable: receivable)
                case .paid(let amount):
                    cash += amount
                    unpaid -= 1
                    receivable = unpaid == 0 ? 0 : receivable - amount
                    body = .dividendPaid(next.instrument, amount: amount, cash: cash, receivable: receivable)
                case .closed(var fill):
                    let instrument = panel[next.instrument].instrument
                    let value = fill.side.sign * fill.quantity * fill.price
                    if instrument.kind == .future {
                        carried[next.instrument.place] += value
                    } else {
                        cash -= value * (instrument.multiplier * fill.rate)
                    }
                    fill.cash = cash
                    body = .filled(fill)
                }
                own.append(Event(time: next.time, step: next.step, body: body))
            }
        }
        for (index, event) in log.enumerated() {
            change(before: index)
            switch event.body {
            case .filled(let fill):
                let place = fill.instrument.place
                guard let owner = owner(of: fill.order) else { continue }
                let before = held[place][owner]
                let after = Attribution.quantity(before, after: fill)
                held[place][owner] = after
                let isFuture = panel.series[place].instrument.kind == .future
                guard owner == strategy else {
                    if marking, held[place][strategy] != 0 {
                        var mark = fill
                        (mark.quantity, mark.commission, mark.cash) = (0, 0, cash)
                        mark.position = held[place][strategy]
                        add(event, .filled(mark))
                    }
                    continue
                }
                // No notional moves for a future.
                if isFuture { carried[place] += fill.side.sign * fill.quantity * fill.price }
                let multiplier = isFuture ? 0 : panel.series[place].instrument.multiplier * fill.rate
                for var leg in Attribution.legs(of: fill, holding: before) {
                    cash -= fill.side.sign * leg.quantity * fill.price * multiplier + leg.commission
                    leg.cash = cash
                    add(event, .filled(leg))
                }
            case .settledGain(let instrument, let price, let rate, _, _):
                let place = instrument.place
                let value = held[place][strategy] * price
                let multiplier = panel.series[place].instrument.multiplier
                let gain = (value - carried[place]) * multiplier * rate
                carried[place] = value
                guard gain != 0 else { continue }
                cash += gain
                add(event, .settledGain(instrument, price: price, rate: rate, amount: gain, cash: cash))
            case .split(let instrument, let ratio, _, let price):
                for part in parts.indices { held[instrument.place][part] *= ratio }
                let position = held[instrument.place][strategy]
                if position != 0 { add(event, .split(instrument, ratio: ratio, position: position, price: price)) }
            case .borrowed(let instrument, let quantity, let days, let amount, _):
                let shares = Attribution.shares(ofShorts: held[instrument.place])
                guard shares[strategy] > 0 else { continue }
                cash -= shares[strategy] * amount
                add(
                    event,
                    .borrowed(
                        instrument, quantity: shares[strategy] * quantity, days: days,
                        amount: shares[strategy] * amount, cash: cash))
            default:
                if let order = event.body.order, owner(of: order) == strategy { own.append(event) }
            }
        }
        change(before: log.count)
        return own
    }

    /// A position after a fill.
    private static func quantity(_ before: Quantity, after fill: Fill) -> Quantity {
        let after = before + fill.side.sign * fill.quantity
        return before * fill.side.sign < 0 && Portions.isDust(after, of: fill.quantity) ? 0 : after
    }

    /// The legs of a fill for someone who held a quantity: what closes it, then what opens.
    private static func legs(of fill: Fill, holding before: Quantity) -> [Fill] {
        let closing = Portions.closing(fill.quantity, fill.side, of: before)
        let opening = fill.quantity - closing
        var legs: [Fill] = []
        for (units, closes) in [(closing, true), (opening, false)] where units > 0 {
            var leg = fill
            leg.quantity = units
            leg.commission = fill.commission * (units / fill.quantity)
            leg.closes = closes
            leg.position = closes && opening > 0 ? 0 : quantity(before, after: fill)
            legs.append(leg)
        }
        return legs
    }
}
