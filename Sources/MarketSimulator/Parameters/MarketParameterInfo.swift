/// A parameter of a type of participants as a reader of configs, or help, sees it: without the type behind.
public struct MarketParameterInfo: Sendable {
    /// The name in configs.
    public var name: String
    /// The unit; empty for pure numbers and words.
    public var unit: String
    /// What values it can take.
    public var domain: MarketParameterDomain
    /// What it means, in a line.
    public var summary: String
    /// What it is here.
    public var value: MarketParameterValue
}
