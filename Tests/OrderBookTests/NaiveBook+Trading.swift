import OrderBook

extension NaiveBook {
    /// Why a taker stopped.
    enum End {
        case filled, noPartner, selfTrade
        case bands(Int64)
    }

    mutating func arrive(_ arrival: Order, _ timeInForce: BookTimeInForce) {
        var order = arrival
        guard phase == .continuous else { return wait(order) }
        if timeInForce == .fillOrKill {
            var trial = self
            var tried = order
            trial.events = []
            _ = trial.trade(&tried)
            let traded = trial.events.reduce(Int64(0)) { sum, event in
                if case .traded(let trade) = event { sum + trade.size.rawValue } else { sum }
            }
            if traded < order.open { return cancel(order, .fillOrKill) }
        }
        switch trade(&order) {
        case .filled: return
        case .selfTrade: cancel(order, .selfTrade)
        case .noPartner where order.price == nil: cancel(order, .noLiquidity)
        case .noPartner where timeInForce == .immediateOrCancel: cancel(order, .immediateOrCancel)
        case .noPartner: wait(order)
        case .bands(let price):
            if bands?.action == .reject { return cancel(order, .priceBands) }
            events.append(.bandsReached(order.identifier, of: order.participant, price: Ticks(price)))
            if order.price != nil && timeInForce == .goodTillCancelled { wait(order) } else { cancel(order, .halted) }
            phase = .halted
            events.append(.phaseChanged(to: .halted))
        }
    }

    /// Lets an order wait in the book.
    mutating func wait(_ arrival: Order) {
        var order = arrival
        if orders.count + stops.count >= maximumOrders { return cancel(order, .bookFull) }
        order.trigger = nil
        if order.portion > 0 && order.open > order.portion {
            order.reserve = order.open - order.portion
            order.open = order.portion
        }
        orders.append(order)
    }

    mutating func cancel(_ order: Order, _ reason: BookCancellation) {
        events.append(.cancelled(order.identifier, of: order.participant, size: Lots(order.whole), reason))
    }

    mutating func trade(_ taker: inout Order) -> End {
        while taker.open > 0 {
            guard let place = next(taker.side.opposite), agrees(taker, with: orders[place]),
                let price = orders[place].price
            else { return .noPartner }
            if let bands, !bands.allow(Ticks(price)) { return .bands(price) }
            let maker = orders[place]
            if maker.participant == taker.participant && selfTradePrevention != .none {
                if prevent(place, &taker) { return .selfTrade }
                continue
            }
            let size = min(maker.open, taker.open)
            taker.open -= size
            orders[place].open -= size
            lastPrice = price
            pricesOfMessage.append(price)
            events.append(
                .traded(
                    BookTrade(
                        price: Ticks(price), size: Lots(size), maker: maker.identifier, taker: taker.identifier,
                        makerParticipant: maker.participant, takerParticipant: taker.participant,
                        makerRemaining: Lots(maker.whole - size), takerRemaining: Lots(taker.open),
                        takerSide: taker.side)))
            guard orders[place].open == 0 else { continue }
            var emptied = orders.remove(at: place)
            if emptied.reserve > 0 {
                emptied.open = min(emptied.portion, emptied.reserve)
                emptied.reserve -= emptied.open
                orders.append(emptied)
                events.append(
                    .refreshed(emptied.identifier, of: emptied.participant, displayed: Lots(emptied.open)))
            }
        }
        return .filled
    }

    mutating func prevent(_ place: Int, _ taker: inout Order) -> Bool {
        let maker = orders[place]
        switch selfTradePrevention {
        case .none, .cancelNewest: return true
        case .cancelOldest:
            cancel(orders.remove(at: place), .selfTrade)
            return false
        case .cancelBoth:
            cancel(orders.remove(at: place), .selfTrade)
            return true
        case .decrement:
            if maker.whole > taker.open {
                let ofReserve = min(maker.reserve, taker.open)
                orders[place].reserve -= ofReserve
                orders[place].open -= taker.open - ofReserve
                events.append(
                    .reduced(
                        maker.identifier, of: maker.participant, by: Lots(taker.open),
                        remaining: Lots(maker.whole - taker.open)))
                return true
            }
            cancel(orders.remove(at: place), .selfTrade)
            if maker.whole == taker.open { return true }
            taker.open -= maker.whole
            events.append(
                .reduced(
                    taker.identifier, of: taker.participant, by: Lots(maker.whole), remaining: Lots(taker.open)))
            return false
        }
    }

    // MARK: Stops

    func isReached(_ stop: Order, by prices: [Int64]) -> Bool {
        guard let trigger = stop.trigger else { return false }
        return prices.contains { stop.side == .buy ? $0 >= trigger : $0 <= trigger }
    }

    mutating func wake(_ stop: Order) {
        events.append(.triggered(stop.identifier, of: stop.participant))
        arrive(stop, .goodTillCancelled)
    }

    mutating func wakeStops() {
        while phase == .continuous {
            var chosen: Int?
            for side in [BookSide.buy, .sell] where chosen == nil {
                for place in stops.indices
                where stops[place].side == side && isReached(stops[place], by: pricesOfMessage) {
                    let trigger = stops[place].trigger ?? 0
                    if let before = chosen, let best = stops[before].trigger,
                        side == .buy ? trigger >= best : trigger <= best
                    {
                        continue
                    }
                    chosen = place
                }
            }
            guard let chosen else { return }
            wake(stops.remove(at: chosen))
        }
    }

    // MARK: Phases and auctions

    mutating func forgetPrices() {
        if phase == .continuous { pricesOfMessage = [] }
    }

    mutating func beginAuction(_ auction: BookAuction) {
        forgetPrices()
        phase = .auction(auction)
        events.append(.phaseChanged(to: phase))
    }

    mutating func halt() {
        if phase == .halted || phase == .closed { return events.append(.rejected(0, of: 0, .wrongPhase)) }
        forgetPrices()
        phase = .halted
        events.append(.phaseChanged(to: phase))
    }

    mutating func close() {
        if phase == .closed { return events.append(.rejected(0, of: 0, .wrongPhase)) }
        pricesOfMessage = []
        phase = .closed
        events.append(.phaseChanged(to: phase))
    }

    /// The lots that would buy and that would sell at a price.
    func interest(at price: Int64) -> (buy: Int64, sell: Int64) {
        var (buy, sell): (Int64, Int64) = (0, 0)
        for order in orders {
            if order.side == .buy && order.price ?? .max >= price { buy += order.whole }
            if order.side == .sell && order.price ?? .min <= price { sell += order.whole }
        }
        return (buy, sell)
    }

    /// Step by step as in the market models: the limits with the highest volume, of them those with the lowest surplus, then
    /// the side of the surplus, then the reference price.
    func uncrossing(reference: Int64?) -> BookUncrossing? {
        let wanted = [reference, lastPrice].compactMap { $0 }.first { $0 >= 1 && $0 <= 1 << 30 - 2 }
        let limits = Set(orders.compactMap(\.price)).sorted().map { ($0, interest(at: $0)) }
        let price: Int64
        if limits.isEmpty {
            guard let wanted else { return nil }
            price = wanted
        } else {
            let volume = limits.map { min($1.buy, $1.sell) }.max() ?? 0
            let fullest = limits.filter { min($1.buy, $1.sell) == volume }
            let surplus = fullest.map { abs($1.buy - $1.sell) }.min() ?? 0
            let candidates = fullest.filter { abs($1.buy - $1.sell) == surplus }
            let buyers = candidates.filter { $1.buy > $1.sell }.map(\.0)
            let sellers = candidates.filter { $1.buy < $1.sell }.map(\.0)
            let prices = candidates.map(\.0)
            if buyers.count == prices.count {
                price = prices.max() ?? 0
            } else if sellers.count == prices.count {
                price = prices.min() ?? 0
            } else {
                let lowest = buyers.max() ?? prices.min() ?? 0
                let highest = sellers.min() ?? prices.max() ?? 0
                price = min(max(wanted ?? (lowest + highest) / 2, lowest), highest)
            }
        }
        let (buy, sell) = interest(at: price)
        guard min(buy, sell) > 0 else { return nil }
        return BookUncrossing(price: Ticks(price), volume: Lots(min(buy, sell)), surplus: buy - sell)
    }

    mutating func uncross(reference: Int64?) {
        guard case .auction(let auction) = phase else { return events.append(.rejected(0, of: 0, .wrongPhase)) }
        if let found = uncrossing(reference: reference) {
            events.append(.uncrossed(auction, found))
            lastPrice = found.price.rawValue
            var left = found.volume.rawValue
            while left > 0, let buy = next(.buy), let sell = next(.sell) {
                let (buyer, seller) = (orders[buy], orders[sell])
                let size = min(buyer.whole, seller.whole, left)
                left -= size
                events.append(
                    .traded(
                        BookTrade(
                            price: found.price, size: Lots(size), maker: seller.identifier, taker: buyer.identifier,
                            makerParticipant: seller.participant, takerParticipant: buyer.participant,
                            makerRemaining: Lots(seller.whole - size), takerRemaining: Lots(buyer.whole - size),
                            takerSide: .buy, isAuction: true)))
                for place in [buy, sell] {
                    let ofReserve = min(size, orders[place].reserve)
                    orders[place].reserve -= ofReserve
                    orders[place].open -= size - ofReserve
                }
                orders.removeAll { $0.whole == 0 }
            }
        }
        for order in queue(.buy) + queue(.sell) where order.price == nil || order.isAuctionOnly {
            orders.removeAll { $0.identifier == order.identifier }
            cancel(order, .auctionEnded)
        }
        phase = auction == .closing ? .closed : .continuous
        events.append(.phaseChanged(to: phase))
        pricesOfMessage = phase == .closed ? [] : pricesOfMessage + [lastPrice].compactMap { $0 }
        wakeStops()
    }
}
