/// One condition of a gate and what was found.
public struct GateCondition: Sendable, Hashable {
    /// What came of it.
    public enum Outcome: Sendable, Hashable {
        /// The figure lies within the bound.
        case passed
        /// It does not.
        case failed
        /// The data cannot decide, for the reason given.
        case notJudged(String)
    }

    /// What is judged.
    public var subject: String
    /// What was found; NaN where it is undefined.
    public var found: Double
    /// What passes.
    public var bound: FactBound
    /// What came of it.
    public var outcome: Outcome

    /// A condition, judged; not judged where a reason is given.
    public init(_ subject: String, _ found: Double, _ bound: FactBound, notJudged reason: String? = nil) {
        (self.subject, self.found, self.bound) = (subject, found, bound)
        outcome = reason.map { .notJudged($0) } ?? (bound.holds(found) ? .passed : .failed)
    }
}
