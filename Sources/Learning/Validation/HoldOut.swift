/// One split: the end is tested, what comes before it is trained on, purged of labels that reach into the end.
///
/// It cuts off the final test period (`data.test_from`, S70), and the validation part of a training period for early
/// stopping.
///
/// - Verified by: `HoldOutTests`, `SplitPropertyTests`.
public struct HoldOut: Splitter, Equatable {
    /// Where the tested end begins.
    public enum Start: Sendable, Equatable {
        /// At the first step at or after an instant of the axis.
        case instant(Int64)
        /// So that this fraction of the steps, rounded down but at least one, is tested.
        case fraction(Double)
    }

    /// Where the tested end begins.
    public var start: Start

    /// A hold-out of the end.
    public init(from start: Start) { self.start = start }

    /// The only fold.
    ///
    /// - Throws: `LearningError.parameter` for a fraction that does not lie between 0 and 1; or where no step
    ///   would be tested or none lie before those; `.emptyFold`.
    public func splits(of spans: SampleSpans) throws(LearningError) -> [Split] {
        var first = 0
        switch start {
        case .instant(let instant): first = spans.firstStep(at: instant)
        case .fraction(let fraction):
            guard fraction > 0, fraction < 1 else {
                throw .parameter(name: "the fraction held out", found: "\(fraction)", allowed: "between 0 and 1")
            }
            first = spans.stepCount - max(1, Int(Double(spans.stepCount) * fraction))
        }
        guard first > 0, first < spans.stepCount else {
            throw .parameter(
                name: "the start of the test period", found: "step \(first) of \(spans.stepCount)",
                allowed: "behind the first step and not behind the last")
        }
        let test = spans.places(ofSteps: first..<spans.stepCount)
        return [
            try spans.split(fold: 0, candidates: RangeSet(0..<test.lowerBound), test: [test], embargo: 0)
        ]
    }
}
