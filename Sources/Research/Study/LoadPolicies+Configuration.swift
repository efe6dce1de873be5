public import StrategyKit
public import TimeSeries

extension LoadPolicies {
    /// What a section of policies of a config says.
    public init(_ policies: DataConfiguration.Policies) {
        self.init()
        gaps =
            switch policies.gaps {
            case .report: .keep
            case .fill: .fill
            case .error: .error
            }
        closed = Closed(rawValue: policies.closed.rawValue) ?? .error
        duplicates = Duplicates(rawValue: policies.duplicates.rawValue) ?? .error
        order = Order(rawValue: policies.order.rawValue) ?? .error
        ohlc = Enclosure(rawValue: policies.violations.rawValue) ?? .error
        nan = Missing(rawValue: policies.emptyPrices.rawValue) ?? .drop
    }
}
