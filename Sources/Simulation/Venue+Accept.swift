import Core
import TimeSeries

/// Checking and queueing what a strategy handed in.
extension Venue {
    /// Takes in a strategy's tickets, in order, after it has decided (S34).
    mutating func accept(_ desk: inout Desk) {
        guard !desk.tickets.isEmpty else { return }
        watch.orderCount = 0
        for ticket in desk.tickets {
            switch ticket {
            case .submit(let request, let id, let group, let turn): submit(request, id: id, group: group, turn: turn)
            case .cancel(let id) where hasLatency: send(.cancel, about: id)
            case .replace(let id, let kind, let units) where hasLatency: send(.replace(kind, units: units), about: id)
            case .cancel(let id):
                if let (place, slot) = find(id) { cancel(place, slot, reason: .asked) }
            case .replace(let id, let kind, let units): replace(id, with: kind, units: units)
            }
        }
        desk.tickets.removeAll(keepingCapacity: true)
    }

    func find(_ id: OrderID) -> (place: Int, slot: Int)? {
        for place in 0..<count {
            if let slot = books[place].firstIndex(where: { $0.id == id }) { return (place, slot) }
        }
        return nil
    }

    private mutating func submit(_ asked: OrderRequest, id: OrderID, group: Int32, turn: UInt8) {
        let place = asked.instrument.place
        if let portions { portions.acting = portions.owner(of: id) }
        invariant(place >= 0 && place < count, "an order names an instrument that is not in the universe")
        var request = asked
        request.kind = rounded(asked.kind, side: asked.side, in: place)
        var order = Order(id: id, request: request, submitted: now, group: group, turn: turn)
        if hasLatency { delay(&order) }
        var refusal = prepare(&order, in: place)
        record(.submitted(order))
        if watch.screensOrders && refusal == nil { refusal = screen(&order, in: place) }
        if let refusal {
            record(.rejected(id, request.instrument, reason: refusal))
            return
        }
        enqueue(order, in: place)
        if hasLatency { send(order, in: place) }
        if let bracket = request.bracket, !bracket.isEmpty { submitExits(of: order, bracket, in: place) }
    }

    /// The first bar whose range an order sent now may use.
    func firstBar(in place: Int) -> Int32 {
        let bar = columns[place].completed
        let isUnderWay = bar < columns[place].count && columns[place].start[bar] < now.nanoseconds
        return Int32(isUnderWay ? bar + 1 : bar)
    }

    mutating func enqueue(_ order: Order, in place: Int) {
        books[place].append(order)
        // Market orders that meet opens or closes need no bar's range, and the look at its start would cost as much as all
        // else, since nothing else reads that memory.
        if order.request.kind != .market || broker.fill.market == .nextMid {
            books[place][books[place].count - 1].firstBar = firstBar(in: place)
        }
        waiting += 1
        nextExpiry = min(nextExpiry, order.expires)
        if order.turn > 0 { hasLaterTurns = true }
        if order.request.timeInForce.meetsOnePrice { hasBriefOrders = true }
    }

    /// Fixes units, expiry and first level of an order; tells why it must be refused.
    func prepare(_ order: inout Order, in place: Int) -> RejectionReason? {
        let request = order.request
        guard terms[place].isTradable, portions?.permits(order.id, place) ?? true else {
            return .notTradable
        }
        if !schedule.isDelisted.isEmpty && schedule.isDelisted[place] { return .delisted }
        guard request.kind.isValid, request.size.isPositive else { return .invalid }
        if let bracket = request.bracket {
            guard bracket.isValid else { return .invalid }
            guard bracket.liesAround(request) else { return .exitOnWrongSide }
        }
        if case .trailingStop(let trail) = request.kind {
            guard !lastPrice[place].isNaN else { return .noPrice }
            order.extreme = lastPrice[place]
            order.stopLevel = level(of: trail, behind: order.extreme, side: order.side, in: place)
        }
        if let refusal = fixTime(of: &order, in: place) { return refusal }
        if request.reduceOnly && held(by: order.id, in: place) == 0 && request.kind == .market {
            return .nothingToReduce
        }
        return fixUnits(of: &order, in: place)
    }

    /// Fixes until when an order waits, or for which open or close (S33).
    private func fixTime(of order: inout Order, in place: Int) -> RejectionReason? {
        if order.request.timeInForce.meetsOnePrice && order.isStop { return .timeInForceOfStop }
        let calendar = calendars[place]
        switch order.request.timeInForce {
        case .goodTillCancelled, .immediateOrCancel, .fillOrKill: break
        case .day:
            let session = calendar.indexOfSession(closingAfter: order.arrives)
            if session < calendar.sessions.count { order.expires = calendar.sessions[session].close.nanoseconds }
        case .goodTillDate(let instant):
            guard instant > order.arrives else { return .tooLate }
            order.expires = instant.nanoseconds
        case .atOpen:
            guard !terms[place].hasClosesOnly else { return .noOpen }
            guard let session = calendar.session(openingAtOrAfter: order.arrives) else { return .tooLate }
            order.auction = session.open.nanoseconds
            order.expires = session.close.nanoseconds
        case .atClose:
            let session = calendar.indexOfSession(closingAfter: order.arrives)
            guard session < calendar.sessions.count else { return .tooLate }
            order.auction = calendar.sessions[session].close.nanoseconds
        }
        return nil
    }

    private func fixUnits(of order: inout Order, in place: Int) -> RejectionReason? {
        let request = order.request
        let (units, refusal) = unitsToSend(request.size, request.side, limit: request.kind.limitPrice, in: place)
        if refusal == nil { order.remaining = units }
        return refusal
    }

    /// The units of an order that is sent now, 0 where the fill fixes them; or why it must be refused.
    func unitsToSend(
        _ size: OrderSize, _ side: Side, limit: Price?, in place: Int
    ) -> (units: Quantity, refusal: RejectionReason?) {
        switch size {
        case .fractionOfPosition: return (0, nil)
        case .units: break
        default:
            if broker.fill.sizeAt == .fill { return (0, nil) }
        }
        let price = lastPrice[place]
        if price.isNaN {
            if case .units = size {} else { return (0, .noPrice) }
        }
        if terms[place].multiplier.isNaN {
            if case .units = size {} else { return (0, .noRate) }
        }
        let units = Venue.roundedDown(units(of: size, side, at: price, in: place) ?? 0, lot: terms[place].lotSize)
        guard units > 0 else { return (0, .roundsToZero) }
        let value = units * (limit ?? price) * terms[place].multiplier
        if abs(value) < terms[place].minimumNotional { return (0, .belowMinimumNotional) }
        return (units, nil)
    }

    /// Queues the exits of an entry, asleep until it fills.
    mutating func submitExits(of entry: Order, _ bracket: Bracket, in place: Int) {
        var number = Int(entry.id.rawValue)
        // Exits of one entry cancel each other: their group is the entry's number below zero, apart from all others.
        let group = -entry.id.rawValue
        func exit(_ role: Order.Role, _ kind: OrderKind) -> Order {
            number += 1
            let request = OrderRequest(
                entry.side.opposite, .units(0), of: entry.instrument, kind: kind, reduceOnly: true, bracket: bracket,
                reason: OrderReason(role.text))
            return Order(
                id: OrderID(number), request: request, submitted: now, parent: entry.id, role: role, group: group)
        }
        var exits: [Order] = []
        if let stop = bracket.stop { exits.append(exit(.stopLoss, .stop(stop.knownPrice))) }
        if let target = bracket.target { exits.append(exit(.takeProfit, .limit(target.knownPrice))) }
        if let trail = bracket.trail { exits.append(exit(.trailingStop, .trailingStop(trail))) }
        for var exit in exits {
            exit.arrives = entry.arrives
            record(.submitted(exit))
            enqueue(exit, in: place)
        }
    }

    mutating func replace(_ id: OrderID, with kind: OrderKind, units: Quantity?) {
        guard let (place, slot) = find(id) else { return }
        var order = books[place][slot]
        func refuse(_ reason: RejectionReason) {
            record(.replacementRefused(id, order.instrument, reason: reason))
        }
        let kind = rounded(kind, side: order.side, in: place)
        // An exit that sleeps has neither size nor, but for its price, a kind of its own.
        guard kind.isValid, order.isActive || (units == nil && kind.text == order.request.kind.text) else {
            return refuse(.invalid)
        }
        if order.request.timeInForce.meetsOnePrice && !kind.isMarketOrLimit { return refuse(.timeInForceOfStop) }
        if let units {
            let rounded = units.isFinite ? Venue.roundedDown(units, lot: terms[place].lotSize) : 0
            guard rounded > 0 else { return refuse(.roundsToZero) }
            let price = kind.limitPrice ?? kind.stopPrice ?? lastPrice[place]
            guard !(abs(rounded * price * terms[place].multiplier) < terms[place].minimumNotional) else {
                return refuse(.belowMinimumNotional)
            }
            order.remaining = rounded
        }
        order.firstBar = firstBar(in: place)
        order.request.kind = kind
        order.isTriggered = false
        order.stopLevel = kind.stopPrice ?? .nan
        if case .trailingStop(let trail) = kind {
            if order.extreme.isNaN { order.extreme = lastPrice[place] }
            order.stopLevel =
                order.isActive ? level(of: trail, behind: order.extreme, side: order.side, in: place) : .nan
        }
        if var bracket = order.request.bracket, order.role != .plain {
            // An exit that was moved before its entry filled keeps the new price.
            switch kind {
            case .stop(let price): bracket.stop = .price(price)
            case .limit(let price): bracket.target = .price(price)
            case .trailingStop(let trail): bracket.trail = trail
            default: break
            }
            order.request.bracket = bracket
        }
        books[place][slot] = order
        record(.replaced(order))
    }
}

extension OrderKind {
    /// Whether no stop comes first.
    var isMarketOrLimit: Bool {
        switch self {
        case .market, .limit: true
        case .stop, .stopLimit, .trailingStop: false
        }
    }

    /// Whether every price is a positive number and a trail follows behind.
    var isValid: Bool {
        switch self {
        case .market: true
        case .limit(let price), .stop(let price): price > 0 && price.isFinite
        case .stopLimit(let stop, let limit): stop > 0 && stop.isFinite && limit > 0 && limit.isFinite
        case .trailingStop(let trail): trail.isValid
        }
    }
}

extension Trail {
    /// Whether the distance is a positive number, below the whole price where it is a fraction.
    var isValid: Bool {
        switch self {
        case .amount(let amount): amount > 0 && amount.isFinite
        case .fraction(let fraction): fraction > 0 && fraction < 1
        }
    }
}

extension Bracket {
    /// Whether every price is a positive number and every distance at least zero.
    var isValid: Bool {
        for level in [stop, target].compactMap({ $0 }) {
            switch level {
            case .price(let price): guard price > 0, price.isFinite else { return false }
            case .amount(let distance), .fraction(let distance):
                guard distance >= 0, distance.isFinite else { return false }
            }
        }
        return trail?.isValid ?? true
    }

    /// Whether exits at fixed prices lie on the right sides of an entry at a fixed price.
    ///
    /// A market entry has no price yet: it may open beyond its exits, which then trade at once.
    func liesAround(_ entry: OrderRequest) -> Bool {
        // Below an entry there is no more than its whole price.
        if case .fraction(let distance)? = entry.side == .buy ? stop : target, distance >= 1 { return false }
        guard let price = entry.kind.limitPrice ?? entry.kind.stopPrice else { return true }
        if case .price(let stop)? = stop, entry.side.sign * (price - stop) <= 0 { return false }
        if case .price(let target)? = target, entry.side.sign * (target - price) <= 0 { return false }
        return true
    }
}

extension ExitLevel {
    /// The price where it is fixed before the entry fills; else `nan`.
    var knownPrice: Price {
        if case .price(let price) = self { return price }
        return .nan
    }
}
