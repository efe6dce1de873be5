import Core
import TimeSeries

/// Margins, and what happens when equity falls below them (S50).
extension Venue {
    /// What equity leaves over the initial margin of what is held, with one instrument at another price than its last.
    @inline(never)
    func marginFunds(pricing priced: Int, at price: Price) -> Cash {
        var funds = equity(pricing: priced, at: price)
        for place in 0..<count where positions[place].quantity != 0 {
            funds -=
                abs(positions[place].quantity)
                * terms[place].initialMargin(at: place == priced ? price : lastPrice[place])
        }
        return funds
    }

    /// What opening one unit needs with the charges that go by value, and with tax alone.
    @inline(never)
    func needOnMargin(
        _ rates: CommissionRates, price: Price, in place: Int
    ) -> (charged: Cash, taxed: Cash) {
        let (margin, value) = (terms[place].initialMargin(at: price), price * terms[place].multiplier)
        return (margin + value * (rates.rate + rates.tax), margin + value * rates.tax)
    }

    /// The maintenance margin of a position of some units at the last price.
    private func maintenance(_ place: Int, _ units: Quantity) -> Cash {
        units * terms[place].maintenanceMargin(at: lastPrice[place])
    }

    /// Holds the equity of a mark against the maintenance margin: opens, answers or ends a call.
    mutating func watchMargin(_ margin: Margin, _ equity: Cash, _ desk: inout Desk) {
        var requirement: Cash = 0
        for place in 0..<count where positions[place].quantity != 0 {
            requirement += maintenance(place, abs(positions[place].quantity))
        }
        guard equity < requirement else {
            if watch.callDeadline != nil {
                watch.callDeadline = nil
                record(.marginRestored(equity: equity, requirement: requirement))
            }
            return
        }
        if watch.callDeadline == nil {
            watch.callDeadline = deadline(sessions: margin.graceSessions)
            record(.marginCall(equity: equity, requirement: requirement))
        }
        guard margin.call == .liquidate, let deadline = watch.callDeadline, now.nanoseconds >= deadline else { return }
        liquidate(equity: equity, requirement: requirement, &desk)
    }

    /// The end of the session so many sessions after the present one.
    private func deadline(sessions: Int) -> Int64 {
        guard sessions > 0 else { return now.nanoseconds }
        let calendar = calendars[watch.calendarPlace]
        let session = calendar.indexOfSession(closingAfter: now + -1) + sessions
        return session < calendar.sessions.count ? calendar.sessions[session].close.nanoseconds : .max
    }

    /// Sends the orders that bring equity back to the requirement, as `Margin` documents.
    private mutating func liquidate(equity: Cash, requirement: Cash, _ desk: inout Desk) {
        var (equity, requirement) = (equity, requirement)
        var left = (0..<count).map { abs(positions[$0].quantity) }
        dropGoneOrders()
        for place in 0..<count where left[place] > 0 {
            for order in books[place] where watch.ownOrders.contains(order.id) {
                let units = min(left[place], order.remaining)
                left[place] -= units
                requirement -= maintenance(place, units)
                equity -= units * closingCost(place)
            }
        }
        while equity < requirement {
            var largest: (place: Int, margin: Cash)?
            for place in 0..<count where left[place] > 0 {
                let margin = maintenance(place, left[place])
                if margin > largest?.margin ?? 0 { largest = (place, margin) }
            }
            guard let place = largest?.place else { break }
            let fixed = max(broker.costs.commission.perOrder, broker.costs.commission.minimum) * terms[place].rate
            let cost = closingCost(place)
            let relief = terms[place].maintenanceMargin(at: lastPrice[place]) - cost
            let needed = relief > 0 ? (requirement - equity + fixed) / relief : .infinity
            let units = min(left[place], Venue.roundedUp(needed, lot: terms[place].lotSize))
            cancelAll(place, reason: .marginCall)
            sendClose(place, units, reason: "margin-call", &desk)
            requirement -= maintenance(place, units)
            equity -= units * cost + fixed
            left[place] = 0
        }
        if broker.fill.market == .sameClose { meetSameCloses() }
    }

    /// What closing one unit at the last price costs, commission, slippage and spread together.
    private func closingCost(_ place: Int) -> Cash {
        let side: Side = positions[place].isLong ? .sell : .buy
        let last = lastPrice[place]
        let taker = broker.costs.takerPrice(last, side: side, isEntry: false, tickSize: terms[place].tickSize)
        let rates = commissionRates(side, isMaker: false, in: place)
        let value = taker * terms[place].multiplier
        return abs(taker - last) * terms[place].multiplier + rates.perShare + max(0, rates.rate + rates.tax) * value
    }

    /// Forgets the broker's own orders that do not wait any more.
    private mutating func dropGoneOrders() {
        guard !watch.ownOrders.isEmpty else { return }
        var waiting: [OrderID] = []
        for place in 0..<count {
            for order in books[place] where watch.ownOrders.contains(order.id) { waiting.append(order.id) }
        }
        watch.ownOrders = waiting
    }

    /// The smallest whole number of lots that is not below a quantity.
    static func roundedUp(_ quantity: Quantity, lot: Quantity) -> Quantity {
        guard lot > 0, quantity.isFinite else { return quantity }
        let down = roundedDown(quantity, lot: lot)
        return down >= quantity * (1 - 1e-12) ? down : down + lot
    }
}
