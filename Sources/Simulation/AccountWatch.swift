import Core
import TimeSeries

/// What the account remembers from mark to mark, for limits on losses and for margin calls.
struct AccountWatch {
    /// The place of the instrument whose sessions are the account's: the first with the most sessions in the data.
    let calendarPlace: Int
    /// Whether every mark is looked at.
    let isOn: Bool
    /// Whether orders are checked against more than funds.
    let screensOrders: Bool
    /// The highest equity of any mark.
    var peak: Cash
    /// The equity of the last mark.
    var lastEquity: Cash
    /// The equity when the present session began.
    var sessionStart: Cash
    /// The end of the present session, nanoseconds UTC; the least number before the first mark.
    var sessionClose = Int64.min
    /// The end of the session whose loss stops the opening of positions; the least number where none does.
    var stoppedUntil = Int64.min
    /// Whether the drawdown has stopped the opening of positions.
    var isStopped = false
    /// When a margin call that is open is answered; `nil` while none is.
    var callDeadline: Int64?
    /// The broker's own orders that may still wait.
    var ownOrders: [OrderID] = []
    /// The orders of the present decision.
    var orderCount = 0

    init(_ broker: Broker, _ panel: Panel) {
        let needsMargin = broker.margin != nil
        isOn = needsMargin || broker.risk.stopsAtLosses
        screensOrders = isOn || broker.risk.limitsExposure || broker.risk.maximumOrdersPerStep != nil
        peak = broker.cash
        lastEquity = broker.cash
        sessionStart = broker.cash
        calendarPlace = AccountWatch.calendarPlace(panel)
    }

    /// The first instrument whose calendar has the most sessions from the first bar to the last.
    static func calendarPlace(_ panel: Panel) -> Int {
        guard panel.count > 1, let period = panel.period else { return 0 }
        var best = (place: 0, count: -1)
        for (place, series) in panel.series.enumerated() {
            let count =
                series.calendar.indexOfSession(closingAfter: period.upperBound)
                - series.calendar.indexOfSession(closingAfter: period.lowerBound)
            if count > best.count { best = (place, count) }
        }
        return best.place
    }
}

extension Venue {
    /// Looks at the equity of a mark: losses that stop the opening of positions, and the margin (S50).
    @inline(never)
    mutating func watchMark(_ equity: Cash, _ desk: inout Desk) {
        let calendar = calendars[watch.calendarPlace]
        if now.nanoseconds > watch.sessionClose {
            let session = calendar.indexOfSession(closingAfter: now + -1)
            watch.sessionClose = session < calendar.sessions.count ? calendar.sessions[session].close.nanoseconds : .max
            watch.sessionStart = watch.lastEquity
        }
        watch.lastEquity = equity
        watch.peak = max(watch.peak, equity)
        if let limit = broker.risk.dailyLoss, watch.stoppedUntil != watch.sessionClose {
            let level = watch.sessionStart * (1 - limit)
            if equity <= level {
                watch.stoppedUntil = watch.sessionClose
                record(.riskStop(.dailyLoss, equity: equity, level: level))
            }
        }
        if let limit = broker.risk.drawdown, !watch.isStopped {
            let level = watch.peak * (1 - limit)
            if equity <= level {
                watch.isStopped = true
                record(.riskStop(.drawdown, equity: equity, level: level))
                if broker.risk.flattensAtDrawdown { flatten(&desk) }
            }
        }
        if let margin = broker.margin { watchMargin(margin, equity, &desk) }
    }

    /// Closes every position at the market, and cancels what waits in its instrument.
    private mutating func flatten(_ desk: inout Desk) {
        for place in 0..<count where positions[place].quantity != 0 {
            cancelAll(place, reason: .riskStop)
            sendClose(place, abs(positions[place].quantity), reason: "risk-stop", &desk)
        }
        if broker.fill.market == .sameClose { meetSameCloses() }
    }

    /// Cancels all orders of an instrument but the broker's own.
    mutating func cancelAll(_ place: Int, reason: CancellationReason) {
        while let slot = books[place].firstIndex(where: { !watch.ownOrders.contains($0.id) }) {
            cancel(place, slot, reason: reason)
        }
    }

    /// Sends an order of the broker's own that makes a position smaller: of several strategies one for each that holds
    /// units on the side of the account, in their order, until there are enough.
    mutating func sendClose(_ place: Int, _ units: Quantity, reason: OrderReason, _ desk: inout Desk) {
        guard let portions else { return sendOwnClose(place, units, reason: reason, &desk) }
        var left = units
        for strategy in portions.parts.indices where left > 0 {
            let held = portions.quantity(of: strategy, place)
            guard held * positions[place].quantity > 0 else { continue }
            let part = min(left, abs(held))
            left -= part
            portions.claim(through: desk.lastID + 1, strategy: strategy)
            sendOwnClose(place, part, reason: reason, &desk)
        }
    }

    private mutating func sendOwnClose(_ place: Int, _ units: Quantity, reason: OrderReason, _ desk: inout Desk) {
        desk.lastID += 1
        var order = Order(
            id: OrderID(desk.lastID),
            request: OrderRequest(
                positions[place].isLong ? .sell : .buy, .units(units), of: InstrumentIndex(place), reduceOnly: true,
                reason: reason),
            submitted: now)
        order.remaining = units
        watch.ownOrders.append(order.id)
        record(.submitted(order))
        enqueue(order, in: place)
    }

    /// Why nothing may be opened at a price now; `nil` where it may.
    ///
    /// - Parameter isSending: Whether the order is being sent, not filled.
    func openingRefusal(isSending: Bool) -> RejectionReason? {
        if watch.callDeadline != nil { return .marginCall }
        if watch.isStopped { return .riskDrawdown }
        guard watch.stoppedUntil > .min else { return nil }
        // An open at the very end of a session belongs to the next one.
        var isAtOpen = false
        if !isSending, case .wholeBar = wake { isAtOpen = true }
        let isOver = isAtOpen ? now.nanoseconds >= watch.stoppedUntil : now.nanoseconds > watch.stoppedUntil
        return isOver ? nil : .riskDailyLoss
    }
}
