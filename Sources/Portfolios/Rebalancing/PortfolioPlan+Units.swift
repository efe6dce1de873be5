import Core
import Simulation

extension PortfolioPlan {
    /// The units to buy (positive) or sell (negative) so that a position comes to a value, all in the instrument's currency.
    ///
    /// - Parameters:
    ///   - held: What is held, in units.
    ///   - value: What it shall be worth.
    ///   - unitValue: What one unit is worth.
    ///   - lot: The smallest quantity step; 0 for any fraction.
    func change(from held: Quantity, toValue value: Cash, unitValue: Cash, lot: Quantity) -> Quantity {
        switch costs {
        case .onTop: return PortfolioPlan.rounded(value / unitValue, lot: lot, .down) - held
        case .inside:
            let amount = value - held * unitValue
            if amount >= 0 {
                return PortfolioPlan.rounded(purchase(for: amount, unitValue: unitValue), lot: lot, .down)
            }
            let sold = PortfolioPlan.rounded(sale(raising: -amount, unitValue: unitValue), lot: lot, .up)
            return held > 0 ? -min(sold, held) : -sold
        }
    }

    /// The units that an amount pays for with their commission; 0 where it pays for none.
    private func purchase(for amount: Cash, unitValue: Cash) -> Quantity {
        let plain = (amount - commission.perOrder) / (unitValue * (1 + commission.rate) + commission.perShare)
        let asked = commission.perOrder + commission.perShare * plain + commission.rate * plain * unitValue
        if asked < commission.minimum { return max(0, (amount - commission.minimum) / unitValue) }
        if asked > commission.maximum { return max(0, (amount - commission.maximum) / unitValue) }
        return max(0, plain)
    }

    /// The units of which the sale brings an amount after commission; all there are where the commission eats the price.
    private func sale(raising amount: Cash, unitValue: Cash) -> Quantity {
        let net = unitValue * (1 - commission.rate) - commission.perShare
        guard net > 0 else { return .infinity }
        let plain = (amount + commission.perOrder) / net
        let asked = commission.perOrder + commission.perShare * plain + commission.rate * plain * unitValue
        if asked < commission.minimum { return (amount + commission.minimum) / unitValue }
        if asked > commission.maximum { return (amount + commission.maximum) / unitValue }
        return plain
    }

    /// A quantity rounded to whole lots; one within 1e-9 of a whole number of lots is taken as that number (S37).
    private static func rounded(_ quantity: Quantity, lot: Quantity, _ rule: FloatingPointRoundingRule) -> Quantity {
        guard lot > 0, quantity.isFinite else { return quantity }
        let lots = quantity / lot
        let nearest = lots.rounded()
        return (abs(lots - nearest) <= 1e-9 * max(1, abs(nearest)) ? nearest : lots.rounded(rule)) * lot
    }
}
