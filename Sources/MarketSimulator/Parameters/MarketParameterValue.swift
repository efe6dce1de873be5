/// A value of a parameter of the market, as it stands in a config.
public enum MarketParameterValue: Hashable, Sendable {
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// True or false.
    case boolean(Bool)
    /// One word of several.
    case choice(String)
    /// A number, or what it is drawn from per participant or per use.
    case distribution(Distribution)
}
