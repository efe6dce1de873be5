import Core
import TimeSeries

/// Orders that meet one price only: at once, at an open or at a close (S33).
extension Venue {
    /// At-close orders of a session that ends in the present bar meet its close.
    mutating func meetSessionClose(_ place: Int, at close: Price, turn: UInt8) {
        var next = OrderID.none
        while let slot = nextSlot(
            place, after: next, where: { $0.isActive && $0.turn == turn && $0.request.timeInForce == .atClose })
        {
            let order = books[place][slot]
            next = order.id
            guard now.nanoseconds >= order.auction, startsBefore(order.auction, place) else { continue }
            if let limit = order.request.kind.limitPrice, order.side.sign * (limit - close) < 0 { continue }
            fill(place, slot, at: close, source: .close, isMaker: false)
        }
    }

    /// Whether the present bar of an instrument starts before an instant.
    private func startsBefore(_ instant: Int64, _ place: Int) -> Bool {
        columns[place].start[columns[place].completed] < instant
    }

    /// Cancels the orders whose one price was an open that has just passed.
    ///
    /// - Parameter fillsMarket: Whether an open is the one price of market orders.
    mutating func dismissAfterOpens(fillsMarket: Bool) {
        for place in 0..<count where columns[place].isDue {
            let trades = canTrade(place, bar: columns[place].completed)
            let hasOpen = !terms[place].hasClosesOnly
            dismiss(place) { order, start in
                switch order.request.timeInForce {
                case .immediateOrCancel, .fillOrKill:
                    hasOpen && (fillsMarket || order.isLimit) ? .notFilledAtOnce : nil
                case .atOpen: trades && start >= order.auction ? .auctionPassed : nil
                case .atClose: start >= order.auction ? .auctionPassed : nil
                case .goodTillCancelled, .day, .goodTillDate: nil
                }
            }
        }
    }

    /// Cancels the orders whose one price was a close, or a middle, that has just passed.
    mutating func dismissAfterCloses() {
        let market = broker.fill.market
        for place in 0..<count where columns[place].isDue {
            let hasOpen = !terms[place].hasClosesOnly
            let (end, bar) = (now.nanoseconds, columns[place].completed)
            dismiss(place) { order, _ in
                switch order.request.timeInForce {
                case .immediateOrCancel, .fillOrKill:
                    // The middle of a bar that was under way is not for it.
                    !hasOpen
                        || order.isMarket
                            && (market == .nextClose || market == .nextMid && Int(order.firstBar) <= bar)
                        ? .notFilledAtOnce : nil
                case .atClose: end >= order.auction ? .auctionPassed : nil
                case .goodTillCancelled, .day, .goodTillDate, .atOpen: nil
                }
            }
        }
    }

    /// Cancels the active orders of an instrument for which there is a reason.
    ///
    /// - Parameter reason: Why an order goes, of the order and the start of the present bar; `nil` where it stays.
    private mutating func dismiss(_ place: Int, reason: (Order, Int64) -> CancellationReason?) {
        let start = columns[place].start[columns[place].completed]
        var next = OrderID.none
        while let slot = nextSlot(place, after: next, where: \.isActive) {
            let order = books[place][slot]
            next = order.id
            if let reason = reason(order, start) { cancel(place, slot, reason: reason) }
        }
    }
}
