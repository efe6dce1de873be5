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
        /// The variance of its return over the horizon, for Kelly; `nan` where it is not known yet.
        var variance: Double
    }

    let plan: PolicyPlan
    let universe: Universe
    /// How many instruments there are to share equity.
    let count: Int
    /// Whether predictions are in units of the return's deviation: of scaled returns, signs and barriers.
    let isScaled: Bool

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
            meet(
                forecasts.filter { $0.variance > 0 }.map {
                    ($0, plan.allowed(plan.fraction * kelly($0), cap: cap))
                }, market, &desk)
        case .rank: meet(ranked(forecasts), market, &desk)
        }
    }

    /// The prediction above the centre, on the side that a first rule takes.
    private func edge(_ forecast: Forecast) -> Double {
        let edge = forecast.value - plan.centre
        guard let direction = forecast.direction else { return edge }
        return max(0, edge) * (direction > 0 ? 1 : -1)
    }

    /// The weight at which the logarithm of wealth grows fastest.
    ///
    ///     μ/σ² for a return μ;  (2p − 1)/σ for a gain or a loss of σ with the probability p of a gain
    ///
    /// A prediction m of a scaled return, or of a sign, which is `2p − 1`, is the return `m σ`: `m/σ`.
    ///
    /// - Source: Thorp (2006), "The Kelly Criterion in Blackjack, Sports Betting and the Stock Market", section 7.
    private func kelly(_ forecast: Forecast) -> Double {
        if plan.centre > 0 { return 2 * edge(forecast) / forecast.variance.squareRoot() }
        return isScaled ? edge(forecast) / forecast.variance.squareRoot() : edge(forecast) / forecast.variance
    }

    private func ranked(_ forecasts: [Forecast]) -> [(Forecast, Double)] {
        let order = forecasts.indices.sorted { a, b in
            let (x, y) = (edge(forecasts[a]), edge(forecasts[b]))
            return x == y ? a < b : x > y
        }
        let held = min(plan.top ?? max(1, count / 5), plan.side == .both ? order.count / 2 : order.count)
        let weight = (plan.weight ?? 0.5) / Double(max(1, held))
        var weights = [Double](repeating: 0, count: forecasts.count)
        if plan.takesLong { for place in order.prefix(held) { weights[place] = weight } }
        if plan.takesShort { for place in order.suffix(held) { weights[place] = -weight } }
        return Array(zip(forecasts, weights))
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
        desk.submit(
            OrderRequest(
                stance > 0 ? .buy : .sell, .fractionOfEquity(plan.weight ?? 1 / Double(count)), of: instrument,
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
