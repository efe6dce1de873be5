public import Core

/// How many units an order is for.
///
/// All but `units` and `fractionOfPosition` are turned into units on the close of the decision's bar, or at the fill's
/// price where the broker says so (`size_at: fill`, S52). Rounding to lots never exceeds what was asked (S37).
@frozen
public enum OrderSize: Hashable, Sendable {
    /// So many units.
    case units(Quantity)
    /// Units worth a fraction of equity: 0.95 is 95 %.
    case fractionOfEquity(Double)
    /// Units that a fraction of the free funds pays for, costs included.
    case fractionOfCash(Double)
    /// Units worth an amount of money.
    case value(Cash)
    /// A fraction of the open position: 1 closes it.
    case fractionOfPosition(Double)

    /// The number in it, whatever it counts.
    public var amount: Double {
        switch self {
        case .units(let amount), .fractionOfEquity(let amount), .fractionOfCash(let amount), .value(let amount),
            .fractionOfPosition(let amount):
            amount
        }
    }

    /// Whether it is a size at all.
    var isPositive: Bool { amount > 0 && amount.isFinite }
}
