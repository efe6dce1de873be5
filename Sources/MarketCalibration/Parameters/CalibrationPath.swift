internal import MarketSimulator

/// A parameter of a market under its path, with what its declaration says.
struct CalibrationPath: Sendable {
    var path: String
    var unit: String
    var summary: String
    var domain: MarketParameterDomain
    var value: MarketParameterValue
}
