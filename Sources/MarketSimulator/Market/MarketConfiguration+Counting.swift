/// Cash is counted in whole ticks × lots of 64 bits: what a market may be so that it stays countable.
extension MarketConfiguration {
    /// The greatest price times lots of an order, in ticks × lots: an account holds 92,000 trades of it on one side.
    public static let greatestOrderValue = 1e14
    /// The most cash, in ticks × lots, or lots of an instrument that all participants may have together at the beginning.
    public static let greatestHoldings = 2e18

    /// Refuses orders and holdings that could not be counted.
    func checkCounting() throws(MarketConfigurationError) {
        for group in groups where group.count > 0 {
            let instrument = instruments[group.instrument]
            for size in group.rule.orderSizes {
                guard size.lots * instrument.fundamental.mean > MarketConfiguration.greatestOrderValue else { continue }
                throw .orderTooLarge(
                    group: group.name, name: size.name, lots: size.lots, symbol: instrument.symbol,
                    mean: instrument.fundamental.mean)
            }
        }
        let cash = groups.reduce(0) { $0 + Double($1.count) * Double($1.cash).magnitude }
        guard cash <= MarketConfiguration.greatestHoldings else { throw .holdingsTooLarge("cash", cash) }
        let shares = groups.reduce(0) { $0 + Double($1.count) * Double($1.shares).magnitude }
        guard shares <= MarketConfiguration.greatestHoldings else { throw .holdingsTooLarge("shares", shares) }
    }
}

extension ParticipantRule {
    /// The parameters that are sizes of orders, each with the lots that one draw in a million exceeds.
    fileprivate var orderSizes: [(name: String, lots: Double)] {
        var most = 1e9
        if case .execution(let parameters) = self { most = Double(parameters.largestSize) }
        var sizes: [(name: String, lots: Double)] = []
        for info in parameterInfos
        where ["size", "limit_size", "market_size", "lots", "least_lots"].contains(info.name) {
            switch info.value {
            case .integer(let lots): sizes.append((info.name, Double(lots)))
            case .distribution(let distribution): sizes.append((info.name, min(most, distribution.rarelyExceeded)))
            default: continue
            }
        }
        return sizes
    }
}
