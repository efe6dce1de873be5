/// How a covariance of returns is estimated.
public enum CovarianceEstimate: String, Sendable, CaseIterable {
    /// The sample covariance with divisor n − 1.
    case sample
    /// The sample covariance drawn towards a multiple of the identity, as far as Ledoit and Wolf have it.
    case ledoitWolf = "ledoit-wolf"

    /// The covariance of returns per period.
    ///
    /// - Parameter returns: The returns; at least two periods.
    /// - Returns: The covariance; `nil` with fewer than two periods.
    public func covariance(of returns: ReturnTable) -> SquareMatrix? {
        guard returns.periods >= 2 else { return nil }
        switch self {
        case .sample: return Covariance.sample(returns)
        case .ledoitWolf: return Covariance.ledoitWolf(returns).matrix
        }
    }
}
