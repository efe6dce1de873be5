import OrderBook

/// The rules of the book in plain arrays, written for the reader and not for speed.
///
/// The order of `orders` is the order of time priority; everything else is found by looking through it.
struct NaiveBook {
    struct Order: Equatable {
        var identifier: OrderIdentifier
        var participant: ParticipantIdentifier
        var side: BookSide
        /// `nil` for a market order.
        var price: Int64?
        /// What is displayed, or of a hidden order all that is left.
        var open: Int64
        /// What an iceberg does not display.
        var reserve: Int64 = 0
        var portion: Int64 = 0
        var isHidden = false
        var isAuctionOnly = false
        /// Of a stop.
        var trigger: Int64?

        var whole: Int64 { open + reserve }
    }

    var selfTradePrevention: SelfTradePrevention
    var maximumOrders = Int.max
    var phase = BookPhase.continuous
    var bands: PriceBands?
    var orders: [Order] = []
    var stops: [Order] = []
    var lastPrice: Int64?
    /// The prices of the trades of the message, and of those before it that halted trading.
    var pricesOfMessage: [Int64] = []
    var events: [BookEvent] = []

    init(selfTradePrevention: SelfTradePrevention = .none, maximumOrders: Int = .max) {
        self.selfTradePrevention = selfTradePrevention
        self.maximumOrders = maximumOrders
    }

    // MARK: Who trades first

    /// How good a price is; the smaller the better.
    ///
    /// Market orders are better than any limit.
    func rank(_ order: Order) -> Int64 {
        guard let price = order.price else { return .min }
        return order.side == .buy ? -price : price
    }

    /// Whether one order trades before another of its side that came later.
    func precedes(_ earlier: Order, _ later: Order) -> Bool {
        if rank(earlier) != rank(later) { return rank(earlier) < rank(later) }
        return !(earlier.isHidden && !later.isHidden)
    }

    /// The orders of a side in the order in which they trade.
    func queue(_ side: BookSide) -> [Order] {
        var sorted: [Order] = []
        for order in orders where order.side == side {
            let place = sorted.firstIndex { !precedes($0, order) } ?? sorted.count
            sorted.insert(order, at: place)
        }
        return sorted
    }

    /// The place in `orders` of the next order of a side to trade.
    func next(_ side: BookSide) -> Int? {
        var best: Int?
        for place in orders.indices where orders[place].side == side {
            if let before = best, precedes(orders[before], orders[place]) { continue }
            best = place
        }
        return best
    }

    func agrees(_ taker: Order, with maker: Order) -> Bool {
        guard let limit = taker.price, let price = maker.price else { return true }
        return taker.side == .buy ? price <= limit : price >= limit
    }

    // MARK: Messages

    mutating func submit(_ order: BookOrder) {
        if let reason = refusal(of: order) {
            return events.append(.rejected(order.identifier, of: order.participant, reason))
        }
        events.append(.accepted(order.identifier, of: order.participant, side: order.side, size: order.size))
        forgetPrices()
        var arrival = Order(
            identifier: order.identifier, participant: order.participant, side: order.side, open: order.size.rawValue)
        switch order.kind {
        case .limit(let price): arrival.price = price.rawValue
        case .market: break
        case .stop(let trigger): arrival.trigger = trigger.rawValue
        case .stopLimit(let trigger, let price): (arrival.trigger, arrival.price) = (trigger.rawValue, price.rawValue)
        }
        if case .iceberg(let portion) = order.display { arrival.portion = portion.rawValue }
        arrival.isHidden = order.display == .hidden
        arrival.isAuctionOnly = order.timeInForce == .auctionOnly
        if arrival.trigger != nil {
            if phase == .continuous && isReached(arrival, by: [lastPrice].compactMap { $0 }) {
                wake(arrival)
            } else {
                stops.append(arrival)
            }
        } else {
            arrive(arrival, order.timeInForce)
        }
        wakeStops()
    }

    mutating func cancel(_ identifier: OrderIdentifier) {
        if let place = orders.firstIndex(where: { $0.identifier == identifier }) {
            cancel(orders.remove(at: place), .requested)
        } else if let place = stops.firstIndex(where: { $0.identifier == identifier }) {
            cancel(stops.remove(at: place), .requested)
        } else {
            events.append(.rejected(identifier, of: 0, .unknownOrder))
        }
    }

    mutating func cancelAll(of participant: ParticipantIdentifier) {
        let asleep = [BookSide.buy, .sell].flatMap { side in
            stops.filter { $0.side == side }.enumerated().sorted { first, second in
                let (left, right) = (first.element.trigger ?? 0, second.element.trigger ?? 0)
                if left == right { return first.offset < second.offset }
                return side == .buy ? left < right : left > right
            }.map(\.element)
        }
        for order in queue(.buy) + queue(.sell) + asleep where order.participant == participant {
            cancel(order.identifier)
        }
    }

    mutating func modify(_ identifier: OrderIdentifier, price: Ticks, size: Lots, isPostOnly: Bool) {
        guard let place = orders.firstIndex(where: { $0.identifier == identifier }) else {
            guard let stop = stops.first(where: { $0.identifier == identifier }) else {
                return events.append(.rejected(identifier, of: 0, .unknownOrder))
            }
            let reason = sizeRefusal(size) ?? priceRefusal(price) ?? closedRefusal() ?? .notModifiable
            return events.append(.rejected(identifier, of: stop.participant, reason))
        }
        var order = orders[place]
        let keeps = order.price == price.rawValue && size.rawValue <= order.whole
        var reason = sizeRefusal(size) ?? priceRefusal(price) ?? closedRefusal()
        if reason == nil && order.price == nil { reason = .notModifiable }
        if reason == nil && !keeps {
            var moved = order
            moved.price = price.rawValue
            if order.portion > 0 && isTooFine(order.portion, size.rawValue) {
                reason = .portionOutOfRange
            } else if isPostOnly && phase != .continuous {
                reason = .notInAuction
            } else if order.price != price.rawValue, let bands, bands.action == .reject, !bands.allow(price) {
                reason = .outsidePriceBands
            } else if isPostOnly, let maker = next(order.side.opposite), agrees(moved, with: orders[maker]) {
                reason = .wouldTrade
            }
        }
        if let reason { return events.append(.rejected(identifier, of: order.participant, reason)) }
        events.append(
            .modified(identifier, of: order.participant, price: price, remaining: size, keptPriority: keeps))
        if keeps {
            let fewer = order.whole - size.rawValue
            let ofReserve = min(fewer, order.reserve)
            orders[place].reserve -= ofReserve
            orders[place].open -= fewer - ofReserve
        } else {
            orders.remove(at: place)
            forgetPrices()
            (order.price, order.open, order.reserve) = (price.rawValue, size.rawValue, 0)
            arrive(order, .goodTillCancelled)
            wakeStops()
        }
    }

    // MARK: What is refused

    func sizeRefusal(_ size: Lots) -> BookRejection? {
        size.rawValue <= 0 ? .sizeNotPositive : size.rawValue > 1 << 40 ? .sizeTooLarge : nil
    }

    func priceRefusal(_ price: Ticks) -> BookRejection? {
        price.rawValue < 1 ? .priceTooLow : price.rawValue > 1 << 30 - 2 ? .priceTooHigh : nil
    }

    /// Whether an iceberg would have more than a thousand portions.
    func isTooFine(_ portion: Int64, _ size: Int64) -> Bool {
        size > 1_000 && size / portion + (size % portion == 0 ? 0 : 1) > 1_000
    }

    func closedRefusal() -> BookRejection? {
        phase == .closed ? .marketClosed : phase == .halted ? .marketHalted : nil
    }

    func refusal(of order: BookOrder) -> BookRejection? {
        if let reason = sizeRefusal(order.size) { return reason }
        var limit: Ticks?
        var trigger: Ticks?
        switch order.kind {
        case .limit(let price): limit = price
        case .market: break
        case .stop(let price): trigger = price
        case .stopLimit(let price, let after): (trigger, limit) = (price, after)
        }
        if let limit, let reason = priceRefusal(limit) { return reason }
        if let trigger, let reason = priceRefusal(trigger) {
            return reason == .priceTooLow ? .triggerTooLow : .triggerTooHigh
        }
        if case .iceberg(let portion) = order.display {
            if portion.rawValue < 1 || portion > order.size { return .portionOutOfRange }
            if isTooFine(portion.rawValue, order.size.rawValue) { return .portionOutOfRange }
        }
        let isPlain = order.display == .full && !order.isPostOnly
        if trigger != nil && !(isPlain && order.timeInForce == .goodTillCancelled) { return .contradictoryInstructions }
        if limit == nil && !isPlain { return .contradictoryInstructions }
        if [.immediateOrCancel, .fillOrKill].contains(order.timeInForce) && !isPlain {
            return .contradictoryInstructions
        }
        if order.isPostOnly && order.timeInForce == .auctionOnly { return .contradictoryInstructions }
        if (orders + stops).contains(where: { $0.identifier == order.identifier }) { return .identifierInUse }
        if let reason = closedRefusal() { return reason }
        if phase == .continuous {
            if order.timeInForce == .auctionOnly { return .onlyInAuction }
        } else if [.immediateOrCancel, .fillOrKill].contains(order.timeInForce) || order.isPostOnly {
            return .notInAuction
        }
        if let limit, let bands, bands.action == .reject, !bands.allow(limit) { return .outsidePriceBands }
        let goesAtOnce = order.kind == .market && phase == .continuous
        if !goesAtOnce && orders.count + stops.count >= maximumOrders { return .bookFull }
        if order.isPostOnly, let limit, let maker = next(order.side.opposite), let price = orders[maker].price,
            order.side == .buy ? price <= limit.rawValue : price >= limit.rawValue
        {
            return .wouldTrade
        }
        return nil
    }
}
