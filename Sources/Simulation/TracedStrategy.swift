/// A strategy that shows its inputs and signals at each decision, so that an audit can compare them (S74) and name the
/// one that is wrong, even where no order is ever sent.
public protocol TracedStrategy: Strategy {
    /// What is shown, in the order in which it is computed: an input stands before what is made of it.
    var traceColumns: [TraceColumn] { get }

    /// Adds the present value of each column; called after each decision.
    ///
    /// What is not defined yet is `nan`.
    func appendTrace(to values: inout [Double])
}

/// One value that a strategy computes at each decision.
public struct TraceColumn: Hashable, Sendable {
    /// The instrument that it is computed for.
    public var symbol: String
    /// What it is, as a rule would write it: `sma(close, 50)`.
    public var name: String
    /// The rules that read it, by their keys: `enter_long`.
    public var rules: [String]
    /// Whether it is true or false: 1 or 0.
    public var isCondition: Bool
    /// Whether it depends on what was traded before, and not on bars alone.
    public var dependsOnAccount: Bool
    /// Whether it was learnt from the past, so that a longer past changes it.
    public var isLearnt: Bool

    /// A column.
    public init(
        symbol: String, name: String, rules: [String] = [], isCondition: Bool = false,
        dependsOnAccount: Bool = false, isLearnt: Bool = false
    ) {
        self.symbol = symbol
        self.name = name
        self.rules = rules
        self.isCondition = isCondition
        self.dependsOnAccount = dependsOnAccount
        self.isLearnt = isLearnt
    }
}
