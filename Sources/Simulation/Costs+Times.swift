/// The costs of trading, so many times over.
extension Costs {
    /// The same costs with every charge times a factor: commissions with their minimum, maximum, tiers and tax, slippage
    /// and impact, spread, and the rate of borrowing.
    ///
    /// A rebate (a rate below zero) stays as it is, since no cost is more where it grows; so do the volumes at which tiers
    /// begin.
    public func times(_ factor: Double) -> Costs {
        func scaled(_ charge: Double) -> Double { charge > 0 ? charge * factor : charge }
        var costs = self
        costs.commission.perShare = scaled(commission.perShare)
        costs.commission.perOrder = scaled(commission.perOrder)
        costs.commission.rate = scaled(commission.rate)
        costs.commission.minimum = scaled(commission.minimum)
        costs.commission.maximum = scaled(commission.maximum)
        costs.commission.makerRate = scaled(commission.makerRate)
        costs.commission.takerRate = scaled(commission.takerRate)
        costs.commission.sellTax = scaled(commission.sellTax)
        costs.commission.tiers = commission.tiers.map { tier in
            CommissionTier(from: tier.volume, perShare: scaled(tier.perShare), rate: scaled(tier.rate))
        }
        costs.slippage.ticks = scaled(slippage.ticks)
        costs.slippage.rate = scaled(slippage.rate)
        costs.slippage.volumeShare = scaled(slippage.volumeShare)
        costs.slippage.squareRoot = scaled(slippage.squareRoot)
        costs.spread.half = scaled(spread.half)
        costs.spread.halfRate = scaled(spread.halfRate)
        costs.borrow.annualRate = scaled(borrow.annualRate)
        return costs
    }
}
