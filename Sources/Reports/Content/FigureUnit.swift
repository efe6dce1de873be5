/// What a figure counts, which decides how it is printed.
public enum FigureUnit: String, Hashable, Sendable {
    /// A fraction, printed as a percentage: 0.0123 as `1.23 %`.
    case fraction
    /// A pure number: `1.23`.
    case ratio
    /// Money in the account's currency: `12,345.67`.
    case cash
    /// A whole number: `1,234`.
    case count
    /// A number of bars, possibly a mean: `12.5`.
    case bars
    /// Calendar days, possibly a mean: `12.5`.
    case days
}
