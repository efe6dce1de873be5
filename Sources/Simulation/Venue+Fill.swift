import Core
import TimeSeries

/// Filling an order: legs, costs, funds, and what follows for other orders.
extension Venue {
    /// Fills an order as far as rules and funds let it, or refuses it.
    ///
    /// - Parameters:
    ///   - reference: The price before slippage and spread.
    ///   - isMaker: Whether the order waited at its limit and so pays neither.
    mutating func fill(_ place: Int, _ slot: Int, at reference: Price, source: PriceSource, isMaker: Bool) {
        if let portions {
            return fillPortion(portions, place, slot, at: reference, source: source, isMaker: isMaker)
        }
        let available = available(place)
        guard available > 0 else { return }
        if terms[place].multiplier.isNaN { return reject(place, slot, reason: .noRate) }
        let order = books[place][slot]
        let before = order.request.timeInForce == .fillOrKill ? snapshot(place, slot) : nil
        let held = positions[place].quantity
        guard var units = admitted(order, place, slot, holding: held, at: reference, isMaker: isMaker) else { return }
        let opposes = held != 0 && (held > 0) == (order.side == .sell)
        // What exceeds the share by less than rounding does not wait.
        let resting = units > available * (1 + 1e-9) ? units - available : 0
        if resting > 0 { units = available }
        if resting > 0 && before != nil { return cancel(place, slot, reason: .notFilledWhole) }
        let closing = opposes ? min(units, abs(held)) : 0
        let opening = units - closing
        let cut = cutOnImpact(opening, after: closing, place, slot, at: reference, source: source, isMaker: isMaker)
        if let cut { units = closing + cut.units }
        if closing > 0 {
            let price = price(
                for: order, units, reference: reference, isMaker: isMaker, isEntry: false, in: place)
            trade(
                place, slot, closing, resting: resting, at: price, reference: reference, source: source,
                isMaker: isMaker, closes: true)
        }
        var opened: Quantity = 0
        let price = price(for: order, units, reference: reference, isMaker: isMaker, isEntry: true, in: place)
        if opening > 0 {
            opened = permitted(opening, after: closing, slot, at: price, cut: cut, isMaker: isMaker, in: place)
            if opened > 0 {
                trade(
                    place, slot, opened, resting: opened < opening ? 0 : resting, at: price, reference: reference,
                    source: source, isMaker: isMaker, closes: false)
            }
        }
        if let before, closing + opened > 0, opened < opening {
            restore(before, place, slot)
            return cancel(place, slot, reason: .notFilledWhole)
        }
        let isRefused = opened < opening
        if isRefused && opened == 0 && (closing > 0 ? resting > 0 : order.filled > 0) {
            record(.cancelled(order.id, order.instrument, reason: .restRefused))
        }
        finish(
            order, place, slot, isDone: isRefused || resting == 0, closed: closing, opened: opened, at: price,
            reference: reference)
    }

    /// The units that an order is for, now that its price is known, and no more than it may reduce (S32); refuses it and
    /// returns `nil` where there are none.
    mutating func admitted(
        _ order: Order, _ place: Int, _ slot: Int, holding held: Quantity, at reference: Price, isMaker: Bool
    ) -> Quantity? {
        guard var units = unitsToFill(order, place, slot, holding: held, at: reference, isMaker: isMaker) else {
            return nil
        }
        if order.request.reduceOnly {
            guard held != 0 && (held > 0) == (order.side == .sell) else {
                reject(place, slot, reason: .nothingToReduce)
                return nil
            }
            if units > abs(held) {
                record(
                    .reduced(order.id, order.instrument, from: units, to: abs(held), reason: .largerThanPosition))
                units = abs(held)
            }
        }
        books[place][slot].remaining = units
        return units
    }

    /// What a fill changes, as it was before.
    struct Snapshot {
        var eventCount: Int
        var cash: Cash
        var position: Position
        var entryBar: Int
        var order: Order
        var volume: VolumeShare
        var month: MonthlyVolume
        var money: AccountMoney
    }

    func snapshot(_ place: Int, _ slot: Int) -> Snapshot {
        Snapshot(
            eventCount: log.pointee.count, cash: cash, position: positions[place], entryBar: entryBar[place],
            order: books[place][slot], volume: volume, month: month, money: money)
    }

    /// Takes back what was done to an order that is filled whole or not at all (S33).
    mutating func restore(_ before: Snapshot, _ place: Int, _ slot: Int) {
        log.pointee.removeLast(log.pointee.count - before.eventCount)
        cash = before.cash
        positions[place] = before.position
        entryBar[place] = before.entryBar
        books[place][slot] = before.order
        volume = before.volume
        month = before.month
        money = before.money
    }

    /// The units that an order is for, now that its price is known; refuses it and returns `nil` where there are none.
    private mutating func unitsToFill(
        _ order: Order, _ place: Int, _ slot: Int, holding held: Quantity, at reference: Price, isMaker: Bool
    ) -> Quantity? {
        if order.remaining > 0 { return order.remaining }
        var units: Quantity
        if case .fractionOfPosition(let fraction) = order.request.size {
            units = fraction * abs(held)
            guard units > 0 else {
                reject(place, slot, reason: .nothingToReduce)
                return nil
            }
            // The whole of a position is closed even where it is no whole number of lots.
            if fraction == 1 { return units }
        } else {
            let price = price(for: order, 0, reference: reference, isMaker: isMaker, isEntry: true, in: place)
            units = self.units(of: order.request.size, order.side, at: price, in: place) ?? 0
        }
        units = Venue.roundedDown(units, lot: terms[place].lotSize)
        guard units > 0 else {
            reject(place, slot, reason: .roundsToZero)
            return nil
        }
        guard units * reference * terms[place].multiplier >= terms[place].minimumNotional else {
            reject(place, slot, reason: .belowMinimumNotional)
            return nil
        }
        return units
    }

    /// The price paid: the reference for a maker; for a taker with slippage and spread, never beyond a limit (S45).
    ///
    /// - Parameter units: What the order trades at once, for impact; 0 for none.
    func price(
        for order: Order, _ units: Quantity, reference: Price, isMaker: Bool, isEntry: Bool, in place: Int
    ) -> Price {
        guard !isMaker else { return reference }
        var price = broker.costs.takerPrice(
            reference, side: order.side, isEntry: isEntry, tickSize: terms[place].tickSize,
            impact: liquidity.isEmpty ? 0 : impact(of: units, in: place))
        if broker.costs.slippage.staysInBar && !terms[place].hasClosesOnly {
            let bar = presentFiner ?? columns[place].prices(of: fillingBar(place))
            price =
                order.side == .buy
                ? max(reference, min(price, bar.high)) : min(reference, max(price, bar.low))
        }
        guard let limit = order.request.kind.limitPrice else { return price }
        return order.side == .buy ? min(price, limit) : max(price, limit)
    }

    /// Moves units and cash for one leg, and writes it down.
    mutating func trade(
        _ place: Int, _ slot: Int, _ units: Quantity, resting: Quantity, at price: Price, reference: Price,
        source: PriceSource, isMaker: Bool, closes: Bool
    ) {
        let side = books[place][slot].side
        let value = units * price * terms[place].multiplier
        let rates = commissionRates(side, isMaker: isMaker, in: place)
        // A future may trade below zero; what its trade costs is of the amount.
        let amount = abs(value)
        let total = self.commission(of: books[place][slot], with: units, value: amount, rates)
        let commission = total - books[place][slot].commissionPaid + rates.tax * amount
        books[place][slot].filled += units
        books[place][slot].unitsCharged += units
        books[place][slot].remaining -= units
        books[place][slot].notional += amount
        books[place][slot].chargedByFill += rates.perShare * units + rates.rate * amount
        books[place][slot].commissionPaid = total
        countVolume(units, value: amount)
        if terms[place].isFuture {
            cash -= commission
            money.carried[place] += side.sign * units * price
        } else {
            cash -= side.sign * value + commission
            if settlesLater && closes && side == .sell { addProceeds(value - commission, place) }
        }
        takeVolume(units, place)

        move(place, side, units, at: price, closes: closes)
        if let portions {
            let isAtClose = if case .nextBar = wake { true } else { false }
            portions.trade(
                place, side, units, at: price, commission: commission,
                bar: columns[place].completed - (isAtClose ? 1 : 0))
            if portions.isFlat(place) { positions[place] = Position() }
        }
        // Until its bar ends, what was traded is worth the price that was there.
        lastPrice[place] = reference
        record(
            .filled(
                Fill(
                    order: books[place][slot].id, instrument: books[place][slot].instrument, side: side, closes: closes,
                    quantity: units, price: price, referencePrice: reference, commission: commission, source: source,
                    isMaker: isMaker, resting: resting, position: positions[place].quantity, cash: cash,
                    rate: terms[place].rate)))
    }

    /// Adds units to a position, or takes them off.
    mutating func move(_ place: Int, _ side: Side, _ units: Quantity, at price: Price, closes: Bool) {
        var position = positions[place]
        if closes {
            position.quantity += side.sign * units
            if abs(position.quantity) <= 1e-12 * units { position.quantity = 0 }
            if position.quantity == 0 { position = Position() }
        } else {
            let before = abs(position.quantity)
            position.averagePrice = (position.averagePrice * before + price * units) / (before + units)
            position.quantity += side.sign * units
            if before == 0 {
                position.barsHeld = 0
                if case .nextBar = wake {
                    entryBar[place] = columns[place].completed - 1
                } else {
                    entryBar[place] = columns[place].completed
                }
            }
        }
        positions[place] = position
        if position.quantity < 0 { hasBeenShort = true }
    }

    /// What follows from a fill: an order that is done leaves its book, the others of its group go at the first part of it
    /// (S31), exits of a closed position go, exits of an opened one wake (S30).
    mutating func finish(
        _ order: Order, _ place: Int, _ slot: Int, isDone: Bool, closed: Quantity, opened: Quantity, at price: Price,
        reference: Price
    ) {
        if isDone {
            books[place].remove(at: slot)
            waiting -= 1
        }
        if closed > 0 || opened > 0 {
            cancelOthers(of: order.group, except: order.id)
            if order.role != .plain, let parent = books[place].firstIndex(where: { $0.id == order.parent }) {
                cancel(place, parent, reason: .exitTraded)
            }
        }
        if closed > 0 && (held(by: order.id, in: place) == 0 || opened > 0) { cancelExits(in: place, except: order.id) }
        if opened > 0 { wakeExits(of: order.id, in: place, units: opened, at: price, reference: reference) }
        if isDone {
            while let exit = books[place].firstIndex(where: { $0.parent == order.id && !$0.isActive }) {
                cancel(place, exit, reason: .parentGone)
            }
        } else if !order.request.timeInForce.waits, let rest = books[place].firstIndex(where: { $0.id == order.id }) {
            cancel(place, rest, reason: .notFilledAtOnce)
        }
    }

    /// Wakes the exits of an entry that has just filled, or gives them what more of it has.
    mutating func wakeExits(
        of parent: OrderID, in place: Int, units: Quantity, at entry: Price, reference: Price
    ) {
        for slot in books[place].indices where books[place][slot].parent == parent {
            var exit = books[place][slot]
            let present = exit.isActive ? exit.remaining : 0
            // Exits of an earlier part that may use the whole bar keep it where the new part's exits would wait.
            let keepsBar = present > 0 && exit.wakePrice.isNaN && broker.fill.intrabar == .nextBar
            exit.isActive = true
            exit.entryPrice = present > 0 ? (exit.entryPrice * present + entry * units) / (present + units) : entry
            exit.remaining = present + units
            if present == 0 { exit.extreme = .nan }
            if !keepsBar {
                exit.wakePrice = .nan
                exit.window = .none
                switch wake {
                case .wholeBar:
                    let bar = columns[place].completed
                    exit.wakePrice = reference
                    exit.window = PriceWindow(high: columns[place].high[bar], low: columns[place].low[bar])
                case .window(let window):
                    exit.wakePrice = reference
                    exit.window = broker.fill.intrabar == .nextBar ? .none : window
                case .nextBar: break
                }
            }
            setLevel(of: &exit, entry: exit.entryPrice, in: place)
            books[place][slot] = exit
        }
    }

    /// Fixes the price of an exit from its entry's fill price.
    ///
    /// An exit that was given another kind since an earlier part of its entry keeps its prices.
    private func setLevel(of exit: inout Order, entry: Price, in place: Int) {
        let direction = exit.side == .sell ? 1.0 : -1.0
        let bracket = exit.request.bracket
        switch (exit.role, exit.request.kind) {
        case (_, .trailingStop(let trail)):
            // What has been seen since an earlier part of the entry stays seen.
            if exit.extreme.isNaN || exit.side.sign * (exit.extreme - entry) > 0 { exit.extreme = entry }
            exit.stopLevel = level(of: trail, behind: exit.extreme, side: exit.side, in: place)
        case (.stopLoss, .stop):
            guard let stop = bracket?.stop?.price(from: entry, direction: -direction) else { return }
            let level = rounded(stop, side: exit.side, isLimit: false, in: place)
            exit.request.kind = .stop(level)
            exit.stopLevel = level
        case (.takeProfit, .limit):
            guard let target = bracket?.target?.price(from: entry, direction: direction) else { return }
            exit.request.kind = .limit(rounded(target, side: exit.side, isLimit: true, in: place))
        default: break
        }
    }
}
