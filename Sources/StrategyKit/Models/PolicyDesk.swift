import Core
import Simulation

/// Turns the predictions of one instant into orders.
struct PolicyDesk {
    /// What is predicted of one instrument.
    struct Forecast {
        /// Its place in the universe.
        var instrument: InstrumentIndex
        /// The prediction.
        var value: Double
        /// The side that a first rule takes, where the prediction is whether it pays; else `nil`.
        var direction: Double?
        /// The width of the label at this bar, for Kelly, as a fraction of price; `nan` where labels have none.
        var width = Double.nan
        /// The variance of its return over the horizon, for Kelly; `nan` where it is not known yet.
        var variance = Double.nan
    }

    let plan: PolicyPlan
    let universe: Universe
    /// Those that are predicted and share equity.
    let instruments: [InstrumentIndex]
    /// What is predicted.
    let label: LabelPlan

    private var count: Int { max(1, instruments.count) }

    /// Sends the orders of an instant; forecasts stand in the order of instruments.
    func act(_ forecasts: [Forecast], _ market: borrowing Market, _ desk: inout Desk) {
        switch plan.kind {
        case .thresholds:
            for forecast in forecasts { takeStance(forecast, market, &desk) }
        case .proportional:
            let cap = plan.cap ?? 1 / Double(count)
            meet(forecasts.map { ($0, plan.allowed(plan.scale * edge($0), cap: cap)) }, market, &desk)
        case .kelly:
            let cap = plan.cap ?? 1 / Double(count)
            let rule = KellyRule(label: label, isProbability: plan.centre > 0)
            meet(
                forecasts.compactMap { one in
                    rule.weight(edge: edge(one), width: one.width, variance: one.variance).map {
                        (one, plan.allowed(plan.fraction * $0, cap: cap))
                    }
                }, market, &desk)
        case .rank: meet(ranked(forecasts, market), market, &desk)
        }
    }

    /// The prediction above the centre, on the side that a first rule takes.
    private func edge(_ forecast: Forecast) -> Double {
        let edge = forecast.value - plan.centre
        guard let direction = forecast.direction else { return edge }
        return max(0, edge) * (direction > 0 ? 1 : -1)
    }

    /// The weights of the best and of the worst.
    ///
    /// A leg has places for `top` instruments, at most all, or half where both sides are taken. Each place has the same
    /// part of the leg's weight, however many of them are filled: where few instruments have a bar, the rest of the leg
    /// is not invested, instead of all of it in these few. Only instruments with a prediction now are ranked, at most half
    /// of them on each side; what another one holds, or has ordered, keeps its place.
    private func ranked(_ forecasts: [Forecast], _ market: borrowing Market) -> [(Forecast, Double)] {
        let order = forecasts.indices.sorted { a, b in
            let (x, y) = (edge(forecasts[a]), edge(forecasts[b]))
            return x == y ? a < b : x > y
        }
        let places = max(1, min(plan.top ?? count / 5, plan.side == .both ? count / 2 : count))
        let taken = legsElsewhere(than: forecasts, market)
        let most = plan.side == .both ? order.count / 2 : order.count
        let weight = (plan.weight ?? 0.5) / Double(places)
        var weights = [Double](repeating: 0, count: forecasts.count)
        if plan.takesLong {
            for place in order.prefix(min(most, max(0, places - taken.long))) { weights[place] = weight }
        }
        if plan.takesShort {
            for place in order.suffix(min(most, max(0, places - taken.short))) { weights[place] = -weight }
        }
        return Array(zip(forecasts, weights))
    }

    /// How many instruments without a prediction now are held, or will be by their orders, on each side.
    private func legsElsewhere(than forecasts: [Forecast], _ market: borrowing Market) -> (long: Int, short: Int) {
        var taken = (long: 0, short: 0)
        var next = forecasts[...]
        for instrument in instruments {
            if next.first?.instrument == instrument {
                next.removeFirst()
                continue
            }
            var held = market.position(of: instrument).quantity
            for order in market.workingOrders(in: instrument) { held += order.side.sign * order.remaining }
            if held > 0 { taken.long += 1 } else if held < 0 { taken.short += 1 }
        }
        return taken
    }

    private func takeStance(_ forecast: Forecast, _ market: borrowing Market, _ desk: inout Desk) {
        let instrument = forecast.instrument
        let position = market.position(of: instrument)
        guard !market.hasWorkingOrders(in: instrument),
            let stance = plan.stance(
                forecast.value, direction: forecast.direction, holding: position.quantity)
        else { return }
        if !position.isFlat { desk.close(instrument, position, reason: position.isLong ? "exit-long" : "exit-short") }
        guard stance != 0 else { return }
        let size = plan.units.map { OrderSize.units($0) } ?? .fractionOfEquity(plan.weight ?? 1 / Double(count))
        desk.submit(
            OrderRequest(
                stance > 0 ? .buy : .sell, size, of: instrument,
                reason: stance > 0 ? "enter-long" : "enter-short"))
    }

    /// Brings positions to their target weights, sells before buys.
    private func meet(_ targets: [(forecast: Forecast, weight: Double)], _ market: borrowing Market, _ desk: inout Desk)
    {
        for (forecast, weight) in targets {
            let instrument = forecast.instrument
            let unitValue = market.unitValue(of: instrument)
            guard !market.hasWorkingOrders(in: instrument), unitValue > 0, market.equity > 0 else { continue }
            let held = market.position(of: instrument).quantity
            if weight == 0 {
                if held == 0 { continue }
            } else if abs(weight - held * unitValue / market.equity) <= plan.band {
                continue
            }
            let lot = universe.instruments[instrument.place].lotSize
            let wanted = weight * market.equity / unitValue
            let target = lot > 0 ? (wanted / lot).rounded(.towardZero) * lot : wanted
            let change = target - held
            guard change != 0 else { continue }
            desk.submitInTurn(
                OrderRequest(change > 0 ? .buy : .sell, .units(abs(change)), of: instrument, reason: "rebalance"))
        }
    }
}
