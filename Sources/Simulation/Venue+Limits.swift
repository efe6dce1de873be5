import Core
import TimeSeries

/// Limits on what an order may open (S41).
extension Venue {
    /// Checks an order that is being sent against limits, and makes it smaller where a part fits.
    ///
    /// - Returns: Why it must be refused; `nil` where it may wait for its price.
    @inline(never)
    mutating func screen(_ order: inout Order, in place: Int) -> RejectionReason? {
        watch.orderCount += 1
        let held = positions[place].quantity
        let opposes = held != 0 && (held > 0) == (order.side == .sell)
        if order.request.reduceOnly { return nil }
        if case .fractionOfPosition(let fraction) = order.request.size, fraction <= 1 { return nil }
        // A size that is not known yet is looked at when the order fills.
        let isKnown = order.remaining > 0
        let closing = opposes && isKnown ? min(order.remaining, abs(held)) : 0
        let opening = order.remaining - closing
        if isKnown && opening <= 0 { return nil }
        if let limit = broker.risk.maximumOrdersPerStep, watch.orderCount > limit { return .riskOrders }
        if !isKnown && opposes { return nil }
        var (allowed, reason) = (opening, openingRefusal(isSending: true))
        if reason != nil {
            allowed = 0
        } else if isKnown, broker.risk.limitsExposure {
            (allowed, reason) = withinLimits(opening, order.side, at: lastPrice[place], in: place)
        }
        guard let reason else { return nil }
        guard closing + allowed > 0 else { return reason }
        record(.reduced(order.id, order.instrument, from: order.remaining, to: closing + allowed, reason: reason))
        order.remaining = closing + allowed
        return nil
    }

    /// How much of an opening leg may trade at its fill's price, and which limit does not let all of it.
    @inline(never)
    func screened(
        _ opening: Quantity, _ side: Side, at price: Price, in place: Int
    ) -> (allowed: Quantity, reason: RejectionReason?) {
        if let reason = openingRefusal(isSending: false) { return (0, reason) }
        return broker.risk.limitsExposure ? withinLimits(opening, side, at: price, in: place) : (opening, nil)
    }

    /// How much of an opening leg the limits on exposure let through at a price, and which of them does not let all of it.
    ///
    /// The tightest limit counts; of equally tight ones gross, net, instrument, in this order.
    func withinLimits(
        _ opening: Quantity, _ side: Side, at price: Price, in place: Int
    ) -> (allowed: Quantity, reason: RejectionReason?) {
        let unit = price * terms[place].multiplier
        guard unit > 0 else { return (opening, nil) }
        var (gross, net): (Cash, Cash) = (0, 0)
        for other in 0..<count where other != place && positions[other].quantity != 0 {
            let value = positions[other].quantity * lastPrice[other] * terms[other].multiplier
            gross += abs(value)
            net += value
        }
        let equity = equity(pricing: place, at: price)
        // What is held on the other side is closed first, by the same order.
        let held = positions[place].quantity
        let kept = held * side.sign > 0 ? abs(held) : 0
        var (least, reason): (Quantity, RejectionReason?) = (opening, nil)
        func bound(_ room: Cash, _ why: RejectionReason) {
            let units = room / unit - kept
            // What rounding exceeds is let through.
            if units < least * (1 - 1e-12) { (least, reason) = (units, why) }
        }
        if let limit = broker.risk.maximumGross { bound(limit * equity - gross, .riskGross) }
        if let limit = broker.risk.maximumNet { bound(limit * equity - side.sign * net, .riskNet) }
        if let limit = broker.risk.maximumPerInstrument { bound(limit * equity, .riskPerInstrument) }
        guard let reason else { return (opening, nil) }
        let units = Venue.roundedDown(max(0, least), lot: terms[place].lotSize)
        return (units * price * terms[place].multiplier < terms[place].minimumNotional ? 0 : units, reason)
    }
}
