/// A line of a table of counts: what happened, why, and how often.
public struct CountedLine: Hashable, Sendable {
    /// What happened: `rejected`, `cancelled`, `expired`.
    public var kind: String
    /// Why: `cash`, `other leg filled`, `end of day`.
    public var reason: String
    /// How often.
    public var count: Int

    /// A counted line.
    public init(kind: String, reason: String, count: Int) {
        self.kind = kind
        self.reason = reason
        self.count = count
    }
}
