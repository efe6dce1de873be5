/// What the battery says of a fact.
public enum FactVerdict: Sendable, Hashable {
    /// All conditions of the gate that could be judged hold.
    case passed
    /// A condition does not hold.
    case failed
    /// The record lacks what the fact is measured on, for the reason given.
    case notMeasurable(String)
    /// The fact has no gate, or none that the record can decide.
    case reported

    /// In words.
    public var label: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .notMeasurable: "not measurable"
        case .reported: "reported only"
        }
    }

    /// Why the fact is not measurable; `nil` where it is.
    public var reason: String? {
        if case .notMeasurable(let reason) = self { reason } else { nil }
    }
}
