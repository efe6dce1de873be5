/// Walk-forward: train on the past, test on what comes next, move on by what was tested, train again.
///
///     test k = steps [firstTest + k·every, firstTest + (k+1)·every)
///     training k = the steps before it but `gap`, at most the last `longest` of them, less the purged
///
/// All numbers count steps (S66: distinct instants; with one instrument, samples). Samples whose label reaches into the
/// test block are purged besides the gap, so that every training label ended before the first test sample was decided
/// (S67). The past of a test block is free of embargo.
///
/// - Source: Pardo (2008), "The Evaluation and Optimization of Trading Strategies", chapter 11; index sets as of
///   scikit-learn's `TimeSeriesSplit` and skfolio's `WalkForward`.
/// - Verified by: `SplitOracleTests`, `SplitPropertyTests`.
public struct WalkForward: Splitter, Equatable {
    /// Where the first test block begins.
    public enum Start: Sendable, Equatable {
        /// At a step.
        case step(Int)
        /// So that the blocks of this many folds end with the last step.
        case lastFolds(Int)
    }

    /// Where the first test block begins.
    public var firstTest: Start
    /// Retrain after so many steps: the length of a test block.
    public var every: Int
    /// The longest training period (rolling); `nil` for all of the past (expanding).
    public var longest: Int?
    /// Steps left out between training and test.
    public var gap: Int
    /// Whether a last test block shorter than `every` is tested too.
    public var keepsShortLast: Bool

    /// A walk-forward of any kind.
    public init(firstTest: Start, every: Int, longest: Int? = nil, gap: Int = 0, keepsShortLast: Bool = true) {
        self.firstTest = firstTest
        self.every = every
        self.longest = longest
        self.gap = gap
        self.keepsShortLast = keepsShortLast
    }

    /// Training on the last `training` steps, retrained after `every`.
    public static func rolling(
        training: Int, every: Int, gap: Int = 0, keepsShortLast: Bool = true
    ) -> WalkForward {
        WalkForward(
            firstTest: .step(training + gap), every: every, longest: training, gap: gap, keepsShortLast: keepsShortLast)
    }

    /// Training on all of the past, of which there are `first` steps at first, retrained after `every`.
    public static func expanding(first: Int, every: Int, gap: Int = 0, keepsShortLast: Bool = true) -> WalkForward {
        WalkForward(firstTest: .step(first + gap), every: every, gap: gap, keepsShortLast: keepsShortLast)
    }

    /// The folds in order of time.
    ///
    /// - Throws: `LearningError.parameter`, `.tooFewSamples` where no step is left to test, `.emptyFold`.
    public func splits(of spans: SampleSpans) throws(LearningError) -> [Split] {
        guard every >= 1 else { throw .parameter(name: "every", found: "\(every)", allowed: "1 step or more") }
        guard gap >= 0 else { throw .parameter(name: "gap", found: "\(gap)", allowed: "0 steps or more") }
        if let longest, longest < 1 {
            throw .parameter(name: "the training period", found: "\(longest)", allowed: "1 step or more")
        }
        let steps = spans.stepCount
        var start = 0
        switch firstTest {
        case .step(let step): start = step
        case .lastFolds(let folds):
            guard folds >= 1 else {
                throw .parameter(name: "the number of folds", found: "\(folds)", allowed: "1 or more")
            }
            start = steps - folds * every
        }
        let least = start + (keepsShortLast ? 1 : every)
        guard start > gap, steps >= least else {
            throw .tooFewSamples(
                found: steps, needed: max(least, steps + gap + 1 - start),
                purpose: "a walk-forward that tests \(every) steps after a training period and a gap of \(gap)")
        }
        var splits: [Split] = []
        while start + (keepsShortLast ? 1 : every) <= steps {
            let block = spans.places(ofSteps: start..<min(start + every, steps))
            let last = start - gap
            let past = spans.places(ofSteps: max(0, longest.map { last - $0 } ?? 0)..<last)
            splits.append(
                try spans.split(fold: splits.count, candidates: RangeSet(past), test: [block], embargo: 0))
            start += every
        }
        return splits
    }
}
