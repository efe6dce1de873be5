internal import Core
internal import MarketSimulator
internal import OrderBook
internal import Simulation

/// Bringing the exchange to what the account wants.
extension StrategySeat {
    /// Sends what is missing and takes back what is too much, by instrument and number.
    func synchronize(_ desk: inout MarketDesk, isOver: Bool) {
        waitsForQuote = false
        holdsStops = false
        if !isOver {
            for place in listings.indices {
                for order in account.orders(in: InstrumentIndex(place)) { work(order.id, &desk) }
            }
        }
        for place in works.indices where isOver || account.order(works[place].order.id) == nil {
            takeBack(place, &desk)
        }
        works.removeAll { $0.children.isEmpty && (isOver || account.order($0.order.id) == nil) }
    }

    private func work(_ id: OrderID, _ desk: inout MarketDesk) {
        guard let order = account.order(id) else { return }
        let place = works.firstIndex { $0.order.id == id }
        let outstanding = place.map { works[$0].outstanding } ?? 0
        if order.expires <= desk.now { account.expire(id) }
        if account.isEnding(id) {
            if outstanding == 0 { account.confirmEnd(id, at: clock(desk)) } else { takeBack(place, &desk) }
            return
        }
        guard order.isActive else { return takeBack(place, &desk) }
        if order.isStop && isHeld(order) {
            holdsStops = true
            return takeBack(place, &desk)
        }
        guard !hasOthersOut(order), isDue(order, desk) else { return }
        let listing = listings[order.instrument.place]
        guard outstanding > 0 || isSendable(order, desk.quotes[listing]) else {
            waitsForQuote = true
            return
        }
        send(order, place, outstanding, &desk)
    }

    /// Sends the lots of an order that are not at the exchange yet.
    private func send(_ order: Order, _ place: Int?, _ outstanding: Int64, _ desk: inout MarketDesk) {
        let listing = listings[order.instrument.place]
        let listed = instruments[listing]
        var order = order
        if let place, works[place].order.request.kind != order.request.kind {
            // A replacement: first out of the book, then anew.
            guard outstanding == 0 else { return takeBack(place, &desk) }
            works[place].isReleased = false
        }
        if !(place.map { works[$0].isReleased } ?? false) {
            let units = account.release(
                order.id, at: expectedPrice(order, desk.quotes[listing]), reserved: reserved(except: order.id, desk),
                closing: closing(like: order), time: clock(desk))
            guard units != nil, let allowed = account.order(order.id) else { return }
            order = allowed
        }
        let wanted = Int64((order.remaining / listed.lotSize).rounded())
        if outstanding > wanted { return takeBack(place, &desk) }
        guard outstanding < wanted else { return }
        let lots = wanted - outstanding
        let ticket = desk.submit(
            DeskOrder(
                order.side == .buy ? .buy : .sell, bookKind(order, listed), lots: lots, instrument: listing,
                timeInForce: order.request.timeInForce.ofBook))
        let quote = desk.quotes[listing]
        let child = ChildOrder(ticket: ticket, remaining: lots, mid: isQuoted[listing] ? quote.mid : .nan)
        if let place {
            works[place].order = order
            works[place].isReleased = true
            works[place].children.append(child)
        } else {
            works.append(WorkedOrder(order: order, isReleased: true, children: [child]))
        }
        note(order, ticket, lots, desk)
        if order.expires < .max, order.expires > desk.now { desk.wake(afterNanoseconds: order.expires - desk.now) }
    }

    private func note(_ order: Order, _ ticket: UInt64, _ lots: Int64, _ desk: borrowing MarketDesk) {
        sent.append(SentOrder(ticket: ticket, id: order.id, time: desk.now, lots: lots))
        let filled = Int64((order.filled / instruments[listings[order.instrument.place]].lotSize).rounded())
        let whole = Int64((order.remaining / instruments[listings[order.instrument.place]].lotSize).rounded()) + filled
        if let place = released.lastIndex(where: { $0.order.id == order.id }) {
            released[place].lots = whole
        } else {
            let decided = order.role == .plain ? order.submitted.nanoseconds : desk.now
            released.append(ReleasedOrder(order: order, lots: whole, decided: decided))
        }
    }

    private func takeBack(_ place: Int?, _ desk: inout MarketDesk) {
        guard let place else { return }
        for slot in works[place].children.indices where !works[place].children[slot].isCancelling {
            works[place].children[slot].isCancelling = true
            desk.cancel(works[place].children[slot].ticket)
        }
    }

    // MARK: - What an order is to the broker

    /// Whether a stop waits at the broker instead of in the book.
    func isHeld(_ order: Order) -> Bool {
        if case .trailingStop = order.request.kind { return true }
        return order.role != .plain || order.group != 0
    }

    /// Whether an order is a stop that sleeps in the book.
    func isNativeStop(_ order: Order) -> Bool { order.isStop && !isHeld(order) }

    /// Whether others of an order's group that shall end are still at the exchange.
    private func hasOthersOut(_ order: Order) -> Bool {
        guard order.group != 0 else { return false }
        return works.contains {
            $0.order.group == order.group && $0.order.id != order.id && !$0.children.isEmpty
                && (account.isEnding($0.order.id) || account.order($0.order.id) == nil)
        }
    }

    /// Whether the call auction that an order is for has come, where it is for one; without such an auction it is refused.
    private func isDue(_ order: Order, _ desk: borrowing MarketDesk) -> Bool {
        switch order.request.timeInForce {
        case .atOpen:
            guard session.openingAuction > 0 else { break }
            return desk.now >= order.auction && desk.now < desk.session.lowerBound
        case .atClose:
            guard session.closingAuction > 0 else { break }
            return desk.now >= desk.session.upperBound
        case .goodTillCancelled, .day, .immediateOrCancel, .fillOrKill, .goodTillDate: return true
        }
        account.refuse(order.id, at: clock(desk))
        return false
    }

    /// Whether an order need not wait for a quote: only what takes at any price does.
    private func isSendable(_ order: Order, _ quote: MarketQuote) -> Bool {
        switch order.request.timeInForce {
        case .atOpen, .atClose: return true
        default: break
        }
        guard order.isMarket else { return true }
        return isQuoted[quote.instrument] && (order.side == .buy ? quote.ask : quote.bid) > 0
    }

    /// The price at which an order is expected to trade; `nan` where nothing is known.
    private func expectedPrice(_ order: Order, _ quote: MarketQuote) -> Price {
        if let limit = order.request.kind.limitPrice { return limit }
        if order.isStop { return order.stopLevel }
        let best = order.side == .buy ? quote.ask : quote.bid
        if isQuoted[quote.instrument], best > 0 { return instruments[quote.instrument].price(ticks: best) }
        return account.lastPrice(of: order.instrument)
    }

    /// What orders at the exchange may still need to open positions.
    private func reserved(except id: OrderID, _ desk: borrowing MarketDesk) -> Cash {
        var sum: Cash = 0
        for work in works where work.order.id != id && !work.order.request.reduceOnly {
            let held = account.position(of: work.order.instrument).quantity
            guard held * work.order.side.sign >= 0 else { continue }
            let listing = listings[work.order.instrument.place]
            let price = expectedPrice(work.order, desk.quotes[listing])
            if price > 0 { sum += instruments[listing].units(lots: work.outstanding) * price }
        }
        return sum
    }

    /// The units that market orders at the exchange are about to trade on the side of an order.
    private func closing(like order: Order) -> Quantity {
        works.reduce(0) { sum, work in
            guard work.order.id != order.id, work.order.isMarket, work.order.instrument == order.instrument,
                work.order.side == order.side
            else { return sum }
            return sum + instruments[listings[order.instrument.place]].units(lots: work.outstanding)
        }
    }

    /// The order as the book takes it.
    private func bookKind(_ order: Order, _ listed: MarketInstrument) -> BookOrderKind {
        func ticks(_ price: Price) -> Ticks {
            // What no book takes is refused by it.
            let ticks = (price / listed.tickSize).rounded()
            return Ticks(ticks > 0 ? Int64(min(ticks, 1e15)) : 0)
        }
        if order.isMarket { return .market }
        switch order.request.kind {
        case .limit(let limit): return .limit(price: ticks(limit))
        case .stopLimit(let stop, let limit):
            return order.isTriggered
                ? .limit(price: ticks(limit)) : .stopLimit(trigger: ticks(stop), price: ticks(limit))
        case .stop(let stop): return .stop(trigger: ticks(stop))
        case .market, .trailingStop: return .market
        }
    }
}

extension TimeInForce {
    /// What the book is told; days and dates are the broker's business.
    fileprivate var ofBook: BookTimeInForce {
        switch self {
        case .goodTillCancelled, .day, .goodTillDate: .goodTillCancelled
        case .immediateOrCancel: .immediateOrCancel
        case .fillOrKill: .fillOrKill
        case .atOpen, .atClose: .auctionOnly
        }
    }
}

extension MarketQuote {
    /// The mid in ticks; `nan` where a side is empty.
    var mid: Double { bid > 0 && ask > 0 ? Double(bid + ask) / 2 : .nan }
}
