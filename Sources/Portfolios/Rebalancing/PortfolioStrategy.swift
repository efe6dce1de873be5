import Core
public import Simulation
import TimeSeries

/// Brings a portfolio to target weights on a schedule.
///
/// When it is due:
/// 1. The instruments that can be bought are those with a bar that ends now, a price above zero, a rate of their currency
///    and, where the policy looks back, a full window of prices. One that has not started, has ended, or does not trade
///    now is neither sold nor bought; what is held of it counts in equity at its last price, and weights other than
///    `fixed` are shares of the rest.
/// 2. The policy gives weights; `fixed` weights of instruments that cannot be bought stay cash.
/// 3. With a band, nothing happens while every weight is within it.
/// 4. Orders go out at the market, sells before buys. A target is rounded down to whole lots; a position that is to be
///    left is closed; changes below 1e-12 of equity are left alone. What still waits of an earlier rebalancing is
///    cancelled.
/// Weights are parts of equity in the account's currency, whatever currency an instrument is priced in (S51); policies that
/// look back see each price in its own currency.
/// Where a policy has no answer (no instrument can be bought, or a covariance is undefined) what is held is kept, and
/// the next decision tries again.
///
/// A conformer of `Strategy`: it sees bars up to now only, and of the calendar which session is a period's last.
public struct PortfolioStrategy: Strategy {
    /// What the portfolio shall be.
    public typealias Parameters = PortfolioPlan

    let plan: PortfolioPlan
    let universe: Universe
    /// The places of the portfolio's instruments, ascending.
    let members: [Int]
    /// The fixed weight of each member.
    let fixedWeights: [Double]
    var clock: RebalanceClock
    /// The target of each member, as a fraction; kept from call to call to save its memory.
    private(set) var targets: [Double]
    private var isTradable: [Bool]
    /// Whether the policy ever had an answer: until then it is warming up.
    private(set) var hasTargets = false
    /// Bars until the first window of prices is full.
    public let warmUpBars: Int

    /// The strategy in its starting state.
    ///
    /// - Throws: `StrategyError` where a symbol is not in the data, or the plan contradicts itself.
    public init(_ plan: PortfolioPlan, for universe: Universe) throws(StrategyError) {
        members = try plan.members(of: universe)
        try plan.check(count: members.count)
        self.plan = plan
        self.universe = universe
        fixedWeights = members.map { place in
            plan.weights.first { $0.symbol == universe.instruments[place].symbol }?.weight ?? 0
        }
        clock = RebalanceClock(plan.schedule, calendar: universe.calendars[members[0]])
        targets = [Double](repeating: 0, count: members.count)
        isTradable = [Bool](repeating: false, count: members.count)
        warmUpBars = plan.policy.needsHistory && plan.lookbackUnit == .bars ? plan.lookback : 0
    }

    /// Rebalances when it is due.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard desk.isOpen, clock.isDue(at: market.now, step: market.step) else { return }
        var stale = 0.0
        for index in members.indices {
            let instrument = InstrumentIndex(members[index])
            let hasPrice = market.barCount(of: instrument) > 0
            let price = hasPrice ? market.unitValue(of: instrument) : .nan
            isTradable[index] = hasPrice && market.hasNewBar(instrument) && price > 0 && price.isFinite
            if !isTradable[index], !market.position(of: instrument).isFlat { stale += value(of: index, market) }
        }
        guard setTargets(market) else {
            if !hasTargets { desk.keepWarmingUp() }
            return
        }
        hasTargets = true
        clock.finish()
        let base = (plan.policy == .fixed ? market.equity : market.equity - stale) * (1 - plan.cashBuffer)
        guard base > 0, plan.band <= 0 || isOutsideBand(market, base: base) else { return }
        rebalance(market, &desk, base: base)
    }

    /// Computes the targets of all members; `false` where the policy has no answer.
    private mutating func setTargets(_ market: borrowing Market) -> Bool {
        if plan.policy == .fixed {
            targets = fixedWeights
            return isTradable.contains(true)
        }
        var candidates: [Int] = []
        candidates.reserveCapacity(members.count)
        for index in members.indices where isTradable[index] { candidates.append(index) }
        let (chosen, weights) = weights(market, among: candidates)
        guard !chosen.isEmpty else { return false }
        for index in targets.indices { targets[index] = 0 }
        for (index, weight) in zip(chosen, weights) { targets[index] = weight }
        return true
    }

    /// What is held of a member, at its last price, in the account's currency.
    private func value(of index: Int, _ market: borrowing Market) -> Cash {
        let instrument = InstrumentIndex(members[index])
        return market.position(of: instrument).quantity * market.unitValue(of: instrument)
    }

    /// Whether any weight is off by more than the band.
    private func isOutsideBand(_ market: borrowing Market, base: Cash) -> Bool {
        for index in members.indices where isTradable[index] {
            if abs(value(of: index, market) - targets[index] * base) > plan.band * market.equity { return true }
        }
        return false
    }

    /// Sends the orders that bring the members to their targets.
    private func rebalance(_ market: borrowing Market, _ desk: inout Desk, base: Cash) {
        for index in members.indices where isTradable[index] {
            let instrument = InstrumentIndex(members[index])
            guard market.hasWorkingOrders(in: instrument) else { continue }
            for order in market.workingOrders(in: instrument) { desk.cancel(order.id) }
        }
        for index in members.indices where isTradable[index] {
            let instrument = InstrumentIndex(members[index])
            let held = market.position(of: instrument).quantity
            if targets[index] == 0 {
                guard held != 0 else { continue }
                desk.submitInTurn(
                    OrderRequest(
                        held > 0 ? .sell : .buy, .fractionOfPosition(1), of: instrument, reduceOnly: true,
                        reason: "left"))
                continue
            }
            let (unitValue, rate) = (market.unitValue(of: instrument), market.rate(of: instrument))
            // In the instrument's own currency, in which its commission is charged.
            let change = plan.change(
                from: held, toValue: targets[index] * base / rate, unitValue: unitValue / rate,
                lot: universe.instruments[members[index]].lotSize)
            guard abs(change) * unitValue > 1e-12 * market.equity else { continue }
            let side: Side = change > 0 ? .buy : .sell
            let reduces = change < 0 && held > 0
            if reduces, change == -held {
                desk.submitInTurn(
                    OrderRequest(side, .fractionOfPosition(1), of: instrument, reduceOnly: true, reason: "rebalance"))
            } else {
                desk.submitInTurn(
                    OrderRequest(
                        side, plan.sizesAtFill ? .value(abs(change) * unitValue) : .units(abs(change)), of: instrument,
                        reduceOnly: reduces, reason: held == 0 ? "entered" : "rebalance"))
            }
        }
    }
}
