/// Who can begin a market, and who can make it trade.
extension ParticipantRule {
    /// Whether it may lay an order into a book that is empty; where nobody does, nobody ever trades.
    public var providesLiquidity: Bool {
        switch self {
        case .noise(let parameters): parameters.aggressiveShare < 1
        case .poissonFlow(let parameters): parameters.limitRate != .fixed(0)
        case .hawkesFlow(let parameters):
            parameters.limitRate != .fixed(0) || parameters.marketRate != .fixed(0) && parameters.marketToLimit > 0
        case .momentum, .execution, .arbitrage: false
        case .value, .adaptiveMaker, .fixedSpreadMaker, .inventoryMaker, .chartist, .open: true
        }
    }

    /// Whether it takes what others offer, other than by accident as market makers do whose quotes cross.
    public var takesLiquidity: Bool {
        switch self {
        case .noise(let parameters): parameters.aggressiveShare > 0
        case .poissonFlow(let parameters): parameters.marketRate != .fixed(0)
        case .hawkesFlow(let parameters):
            parameters.marketRate != .fixed(0) || parameters.limitRate != .fixed(0) && parameters.limitToMarket > 0
        case .adaptiveMaker, .fixedSpreadMaker, .inventoryMaker: false
        case .value, .momentum, .chartist, .execution, .arbitrage, .open: true
        }
    }
}
