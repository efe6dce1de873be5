internal import Core

extension SampleSet {
    /// The folds of a model that is fitted anew as time goes on, exactly as a run fits it: at the first instant of each test
    /// block on all samples whose label has ended by then (S67).
    ///
    ///     test k = samples decided at instants [first + k·every, first + (k+1)·every)
    ///     training k = known(at: the first of these instants, longest:)
    ///
    /// Samples of the past whose label has not ended are purged. Blocks without samples have no fold.
    ///
    /// - Parameters:
    ///   - instants: The instants that count, ascending, those without samples among them.
    ///   - first: How many pass before the first training.
    ///   - every: After how many it is fitted again.
    ///   - longest: The newest steps that are learnt from; `nil` for all.
    /// - Throws: `LearningError.parameter`; `.tooFewSamples` where no instant is left to test; `.emptyFold` where no label
    ///   has ended by a training.
    /// - Verified by: `RetrainingTests`, against what runs predict.
    public func retrainings(
        instants: [Int64], first: Int, every: Int, longest: Int? = nil
    ) throws(LearningError) -> Folds {
        guard every >= 1 else { throw .parameter(name: "every", found: "\(every)", allowed: "1 or more") }
        guard first >= 1, first < instants.count else {
            throw .tooFewSamples(
                found: instants.count, needed: first + 1, purpose: "a first training after \(first) instants and a test"
            )
        }
        var splits: [Split] = []
        var start = first
        while start < instants.count {
            let next = start + every
            let (opening, closing) = (instants[start], next < instants.count ? instants[next] : .max)
            let low = spans.starts.firstPlace { $0 >= opening }
            let high = spans.starts.firstPlace { $0 >= closing }
            start = next
            guard low < high else { continue }
            let past = 0..<low
            // What is decided at this very instant is tested, even if its label ended with it.
            let training = try knownPlaces(at: opening, longest: longest).intersection(RangeSet(past))
            guard let oldest = training.ranges.first?.lowerBound else {
                throw .emptyFold(fold: splits.count, purged: past.count, embargoed: 0)
            }
            splits.append(
                Split(
                    fold: splits.count, training: training, test: [low..<high],
                    purged: RangeSet(oldest..<low).subtracting(training), embargoed: RangeSet()))
        }
        guard !splits.isEmpty else {
            throw .tooFewSamples(found: 0, needed: 1, purpose: "a test after \(first) instants")
        }
        return Folds(inputs: SampleInputs(set: self, places: Array(0..<count)), splits: splits)
    }
}
