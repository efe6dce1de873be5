/// By what rule a portfolio is spread over its instruments.
public enum AllocationPolicy: String, Sendable, CaseIterable {
    /// Weights that the user states.
    case fixed
    /// The same weight for every instrument that can be bought.
    case equal
    /// Inverse volatility: `Allocation.inverseVolatility`.
    case inverseVolatility = "inverse-volatility"
    /// Equal risk contribution: `Allocation.equalRiskContribution`.
    case equalRisk = "equal-risk"
    /// Least variance within bounds: `Allocation.minimumVariance`.
    case minimumVariance = "minimum-variance"
    /// Mean against variance within bounds: `Allocation.meanVariance`.
    case meanVariance = "mean-variance"
    /// Equal weights in the instruments that rose most: `Allocation.highestScores`.
    case momentum

    /// Whether it looks at past returns, and so needs a `lookback`.
    public var needsHistory: Bool {
        switch self {
        case .fixed, .equal: false
        case .inverseVolatility, .equalRisk, .minimumVariance, .meanVariance, .momentum: true
        }
    }
}
