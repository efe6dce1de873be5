/// What was found of one fact.
public struct FactResult: Sendable, Hashable {
    /// The fact.
    public var fact: StylizedFact
    /// The figure that stands for it; NaN where it is not measurable.
    public var estimate: Estimate
    /// What the figure was computed from: `one-minute mid returns`.
    public var basis: String
    /// How many of them.
    public var count: Int
    /// The conditions of the gate.
    public var conditions: [GateCondition]
    /// Further figures.
    public var details: [NamedEstimate]
    /// Curves, for charts.
    public var curves: [FactCurve]
    /// What limits the figure: sentences.
    public var notes: [String]
    /// What makes the fact in the market that is judged.
    public var mechanism: String
    /// Why it is not measurable; `nil` where it is.
    public var reason: String?

    /// A measured fact.
    init(
        _ fact: StylizedFact, _ estimate: Estimate, basis: String, count: Int, conditions: [GateCondition] = [],
        details: [NamedEstimate] = [], curves: [FactCurve] = [], notes: [String] = []
    ) {
        (self.fact, self.estimate, self.basis, self.count) = (fact, estimate, basis, count)
        (self.conditions, self.details, self.curves, self.notes) = (conditions, details, curves, notes)
        mechanism = fact.mechanism
    }

    /// A fact that the record does not allow to measure.
    init(_ fact: StylizedFact, notMeasurable reason: String, count: Int = 0, details: [NamedEstimate] = []) {
        self.init(fact, Estimate(.nan), basis: "", count: count, details: details)
        self.reason = reason
    }

    /// The verdict: failed where a condition failed, passed where one passed and none failed.
    public var verdict: FactVerdict {
        if let reason { return .notMeasurable(reason) }
        if conditions.contains(where: { $0.outcome == .failed }) { return .failed }
        return conditions.contains { $0.outcome == .passed } ? .passed : .reported
    }

    /// The difference of the figure from that of another market, in standard errors of the other's.
    ///
    /// - Returns: `nil` where either lacks the figure, or the other's standard error is 0 or not known.
    public func distance(to other: FactResult) -> Double? {
        guard let error = other.estimate.standardError, error > 0 else { return nil }
        let distance = (estimate.value - other.estimate.value) / error
        return distance.isFinite ? distance : nil
    }
}
