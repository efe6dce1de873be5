import Core
import Simulation
import Testing

/// Costs times a factor.
@Suite struct CostsTimesTests {
    /// The numbers of a value, by the names of their fields.
    private func numbers(_ value: Any, _ path: String = "") -> [(path: String, value: Double)] {
        if let number = value as? Double { return [(path, number)] }
        return Mirror(reflecting: value).children.enumerated().flatMap { place, child in
            numbers(child.value, "\(path)/\(child.label ?? String(place))")
        }
    }

    private func everyCost() -> Costs {
        var costs = Costs()
        costs.commission.perShare = 0.01
        costs.commission.perOrder = 2
        costs.commission.rate = 0.001
        costs.commission.minimum = 1
        costs.commission.maximum = 50
        costs.commission.makerRate = 0.0002
        costs.commission.takerRate = 0.0004
        costs.commission.sellTax = 0.003
        costs.commission.tiers = [CommissionTier(from: 1_000, perShare: 0.005, rate: 0.0005)]
        costs.slippage.ticks = 1
        costs.slippage.rate = 0.0001
        costs.slippage.volumeShare = 0.1
        costs.slippage.squareRoot = 0.7
        costs.spread.half = 0.02
        costs.spread.halfRate = 0.0003
        costs.borrow.annualRate = 0.04
        return costs
    }

    @Test func everyChargeThereIsDoubles() {
        let (own, doubled) = (numbers(everyCost()), numbers(everyCost().times(2)))
        #expect(own.count == doubled.count && own.count >= 17)
        for (before, after) in zip(own, doubled) {
            // A field that is added to the costs must be set above, and be thought of in `times`.
            #expect(before.value != 0, "\(before.path) is not set by this test")
            let isVolume = before.path.hasSuffix("/volume")
            #expect(after.value == (isVolume ? 1 : 2) * before.value, "\(before.path)")
        }
    }

    @Test func aRebateStaysAsItIs() {
        var costs = Costs()
        costs.commission.makerRate = -0.0001
        #expect(costs.times(2) == costs)
        #expect(Costs().times(2) == Costs())
    }
}
