/// What the battery found of a market.
public struct Scorecard: Sendable, Hashable {
    /// What the market is called.
    public var name: String
    /// By fact, in the order of their numbers.
    public var results: [FactResult]
    /// How the record was sampled: what stands for what, a line each.
    public var sampling: [SamplingLine]
    /// How many resamples intervals are made of.
    public var resamples: Int
    /// The seed of the resamples.
    public var seed: UInt64

    /// A line about the sampling.
    public struct SamplingLine: Sendable, Hashable {
        /// What it is about.
        public var label: String
        /// What was done.
        public var text: String

        /// A line.
        public init(_ label: String, _ text: String) { (self.label, self.text) = (label, text) }
    }

    /// The result of a fact; `nil` where the scorecard lacks it.
    public subscript(fact: StylizedFact) -> FactResult? { results.first { $0.fact == fact } }

    /// How many facts have a verdict.
    public func count(_ verdict: FactVerdict) -> Int {
        results.count { $0.verdict.label == verdict.label }
    }

    /// Whether no gate failed and at least one passed.
    public var passes: Bool { count(.failed) == 0 && count(.passed) > 0 }
}
