/// The end of a training period in parts of equal length, each tested by a model of all that comes before it.
///
/// Half of the steps are never tested, so that the first part has something to learn from.
///
/// - Verified by: `LastPartsTests`.
public struct LastParts: Splitter, Equatable {
    /// How many parts there are, 1 or more.
    public var count: Int

    /// `count` parts.
    public init(count: Int) { self.count = count }

    /// The folds in order of time.
    ///
    /// - Throws: `LearningError.parameter`; `.tooFewSamples` for fewer than two steps a part; `.emptyFold`.
    public func splits(of spans: SampleSpans) throws(LearningError) -> [Split] {
        guard count >= 1 else { throw .parameter(name: "the number of parts", found: "\(count)", allowed: "1 or more") }
        let every = spans.stepCount / 2 / count
        guard every >= 1 else {
            throw .tooFewSamples(
                found: spans.stepCount, needed: 2 * count,
                purpose: "a choice by \(count) parts at the end of a training")
        }
        return try WalkForward(firstTest: .lastFolds(count), every: every).splits(of: spans)
    }
}
