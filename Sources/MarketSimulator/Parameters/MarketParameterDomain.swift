/// What values a parameter of the market can take.
public enum MarketParameterDomain: Hashable, Sendable {
    /// Whole numbers of a range.
    case integer(ClosedRange<Int>)
    /// Numbers of a range.
    case number(ClosedRange<Double>)
    /// True or false.
    case boolean
    /// One of several words.
    case choice([String])
    /// A number of a range, or a distribution whose mean lies in it.
    case distribution(ClosedRange<Double>)
}
