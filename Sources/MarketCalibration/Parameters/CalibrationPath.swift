public import MarketSimulator

/// A parameter of a market under its path, with what its declaration says.
public struct CalibrationPath: Sendable {
    /// The path.
    public var path: String
    /// The unit; empty for pure numbers and words.
    public var unit: String
    /// What it means, in a line.
    public var summary: String
    /// What values it can take.
    public var domain: MarketParameterDomain
    /// What it is in the market.
    public var value: MarketParameterValue

    /// Whether it can be calibrated: it is a number or a distribution.
    public var isNumeric: Bool {
        switch (domain, value) {
        case (.number, .number), (.integer, .integer), (.distribution, .distribution): true
        default: false
        }
    }
}
