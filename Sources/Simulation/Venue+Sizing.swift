import Core
import TimeSeries

/// Turning sizes into units, and units into what the funds pay for.
extension Venue {
    /// The largest whole number of lots that is not above a quantity (S37).
    ///
    /// A quantity within 1e-9 of a whole number of lots, relatively, is taken as that number.
    static func roundedDown(_ quantity: Quantity, lot: Quantity) -> Quantity {
        guard lot > 0 else { return quantity }
        let lots = quantity / lot
        let nearest = lots.rounded()
        return (abs(lots - nearest) <= 1e-9 * max(1, nearest) ? nearest : lots.rounded(.down)) * lot
    }

    /// The units of a size at a price, before rounding; `nil` for the fraction of a position, which is taken at the fill.
    func units(of size: OrderSize, _ side: Side, at price: Price, in place: Int) -> Quantity? {
        let value = price * terms[place].multiplier
        switch size {
        case .units(let units): return units
        case .fractionOfEquity(let fraction): return fraction * sizingEquity(pricing: place, at: price) / value
        case .value(let cash): return cash / value
        case .fractionOfPosition: return nil
        case .fractionOfCash(let fraction):
            return affordable(
                fraction * freeFunds(pricing: place, at: price),
                commissionRates(side, isMaker: false, in: place),
                price: price, in: place)
        }
    }

    /// Equity with one instrument at another price than its last.
    func equity(pricing priced: Int, at price: Price) -> Cash {
        if hasFutures { return equityWithFutures(pricing: priced, at: price) }
        var sum = cash + receivable
        for place in 0..<count where positions[place].quantity != 0 {
            let last = place == priced ? price : lastPrice[place]
            sum += positions[place].quantity * last * terms[place].multiplier
        }
        return sum
    }

    /// The units whose value, or initial margin, and commission together are an amount of money; 0 where it pays for none.
    ///
    /// - Parameters:
    ///   - rates: What the fill is charged by.
    ///   - order: What traded already and what commission it paid, for an order that has traded before.
    func affordable(
        _ funds: Cash, _ rates: CommissionRates, price: Price, in place: Int, after order: Order? = nil
    ) -> Quantity {
        let commission = broker.costs.commission
        let value = price * terms[place].multiplier
        let exchange = terms[place].rate
        let done = order.map {
            commission.isUniform && !terms[place].isForeign
                ? commission.perShare * $0.unitsCharged + commission.rate * $0.notional : $0.chargedByFill
        }
        let paid = order?.commissionPaid ?? 0
        let fixed = commission.perOrder * exchange + (done ?? 0)
        // What a unit and its taxes need.
        let (needed, taxed) =
            usesMargin
            ? needOnMargin(rates, price: price, in: place)
            : (value * (1 + rates.rate + rates.tax), value * (1 + rates.tax))
        let plain = (funds + paid - fixed) / (needed + rates.perShare)
        guard plain > 0 else { return 0 }
        let asked = fixed + rates.perShare * plain + rates.rate * plain * value
        let (least, most) = (commission.minimum * exchange, commission.maximum * exchange)
        if asked < least { return max(0, (funds + paid - least) / taxed) }
        if asked > most { return max(0, (funds + paid - most) / taxed) }
        return plain
    }

    /// A price moved to a tick, never to the asker's disadvantage at a limit and never to an earlier trigger at a stop
    /// (S37).
    func rounded(_ price: Price, side: Side, isLimit: Bool, in place: Int) -> Price {
        let tick = terms[place].tickSize
        guard tick > 0 else { return price }
        let ticks = price / tick
        let nearest = ticks.rounded()
        if abs(ticks - nearest) <= 1e-9 * max(1, abs(nearest)) { return nearest * tick }
        // A buy limit goes down, a sell limit up; a buy stop up, a sell stop down.
        return ticks.rounded((side == .buy) == isLimit ? .down : .up) * tick
    }

    /// A trailing stop's level behind a best price, moved to a tick.
    func level(of trail: Trail, behind extreme: Price, side: Side, in place: Int) -> Price {
        rounded(trail.level(behind: extreme, side: side), side: side, isLimit: false, in: place)
    }

    /// The best price and the level of a trailing stop after a bar, or several: it never moves away from the price (S26).
    func followed(
        _ trailing: (extreme: Price, level: Price), _ trail: Trail, _ side: Side, low: Price, high: Price, in place: Int
    ) -> (extreme: Price, level: Price) {
        let extreme = side == .sell ? max(trailing.extreme, high) : min(trailing.extreme, low)
        let level = level(of: trail, behind: extreme, side: side, in: place)
        return (extreme, side == .sell ? max(trailing.level, level) : min(trailing.level, level))
    }

    /// An order kind with its prices moved to ticks.
    func rounded(_ kind: OrderKind, side: Side, in place: Int) -> OrderKind {
        switch kind {
        case .market, .trailingStop: kind
        case .limit(let limit): .limit(rounded(limit, side: side, isLimit: true, in: place))
        case .stop(let stop): .stop(rounded(stop, side: side, isLimit: false, in: place))
        case .stopLimit(let stop, let limit):
            .stopLimit(
                stop: rounded(stop, side: side, isLimit: false, in: place),
                limit: rounded(limit, side: side, isLimit: true, in: place))
        }
    }
}
