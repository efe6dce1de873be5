/// How much may be held on how much equity (S50).
///
/// With it an opening leg needs what equity leaves over the initial margin of all that is held:
///
///     equity − Σ initial margin of what is held after the leg − its costs ≥ 0
///
/// and after every mark equity must reach the sum of maintenance margins, or the broker calls. Margins are fractions of the
/// gross market value, or money per unit where an instrument says so. Without it the account is a cash account.
///
/// A call is answered in this order. At the mark that finds equity too low, or at the first one after the sessions of
/// grace, of the positions the one with the largest maintenance margin goes first (of equal ones that of the lower
/// instrument), by as many lots as bring equity back to the requirement at the marked price and costs, or whole; then the
/// next, until it suffices. They go as market orders that meet the next price by the market fill rule, with the reason
/// `margin-call`; orders that wait in the instrument are cancelled. What still waits for its price counts as gone. Until
/// equity reaches the requirement at a mark, nothing is opened.
public struct Margin: Hashable, Sendable {
    /// What the broker does when equity is below the maintenance margin.
    public enum Call: String, Sendable, CaseIterable {
        /// Positions are closed until it suffices.
        case liquidate
        /// Nothing is opened until it suffices.
        case stopOpening = "stop-opening"
    }

    /// The part of the value of a position that is needed to open it: 0.5 allows twice the equity.
    public var initial: Double = 0.5
    /// The part of the value of a position below which equity must not fall.
    public var maintenance: Double = 0.25
    /// What the broker does when it has fallen there.
    public var call = Call.liquidate
    /// The sessions between a call and the closing of positions; 0 closes them at once.
    public var graceSessions = 0

    /// Half of the value to open, a quarter to hold, closed at once.
    public init() {}
}
