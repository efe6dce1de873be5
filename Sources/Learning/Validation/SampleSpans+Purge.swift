import Core

extension SampleSpans {
    /// The samples whose span touches that of a block of test samples: with the block's first start `a` and the largest
    /// end `E` in it, those with `end ≥ a` and `start ≤ E` (S66).
    ///
    /// The block's own are among them.
    ///
    /// - Parameter block: Places of whole steps.
    /// - Complexity: O(log `count`) and what lies within the longest label of the block.
    public func overlapping(_ block: Range<Int>) -> RangeSet<Int> {
        guard let end = ends[block].max() else { return RangeSet() }
        let start = starts[block.lowerBound]
        let (earliest, isBelowAll) = start.subtractingReportingOverflow(longest)
        var ranges = RangeSet(block.lowerBound..<starts.firstPlace { $0 > end })
        let candidates = (isBelowAll ? 0 : starts.firstPlace { $0 >= earliest })..<block.lowerBound
        for place in candidates where ends[place] >= start { ranges.insert(contentsOf: place..<place + 1) }
        return ranges
    }

    /// The samples of the first `steps` steps that are decided after the last label of a block of test samples ended.
    public func following(_ block: Range<Int>, steps: Int) -> RangeSet<Int> {
        guard steps > 0, let end = ends[block].max() else { return RangeSet() }
        let first = firstPlaces.firstPlace { $0 == starts.count || starts[$0] > end }
        return RangeSet(places(ofSteps: first..<min(first + steps, stepCount)))
    }

    /// The split that trains on the candidates that neither a test block, nor its purge, nor its embargo takes.
    ///
    /// - Throws: `LearningError.emptyFold` where none is left.
    func split(
        fold: Int, candidates: RangeSet<Int>, test: [Range<Int>], embargo: Int
    ) throws(LearningError) -> Split {
        let tested = RangeSet(test)
        var overlap = RangeSet<Int>()
        var embargoed = RangeSet<Int>()
        for block in test {
            overlap.formUnion(overlapping(block))
            embargoed.formUnion(following(block, steps: embargo))
        }
        let offered = candidates.subtracting(tested)
        let purged = offered.intersection(overlap)
        embargoed = offered.intersection(embargoed).subtracting(purged)
        let training = offered.subtracting(purged).subtracting(embargoed)
        guard !training.isEmpty else {
            throw .emptyFold(fold: fold, purged: purged.memberCount, embargoed: embargoed.memberCount)
        }
        return Split(fold: fold, training: training, test: test, purged: purged, embargoed: embargoed)
    }

    /// The steps in blocks one after the other.
    ///
    /// - Throws: `LearningError.parameter` for fewer than two blocks; `.tooFewSamples` for fewer steps than blocks.
    func blocks(_ count: Int, remainder: BlockRemainder, purpose: String) throws(LearningError) -> [Range<Int>] {
        guard count >= 2 else { throw .parameter(name: "the number of folds", found: "\(count)", allowed: "2 or more") }
        guard stepCount >= count else { throw .tooFewSamples(found: stepCount, needed: count, purpose: purpose) }
        let (size, rest) = stepCount.quotientAndRemainder(dividingBy: count)
        return (0..<count).map { block in
            switch remainder {
            case .spread:
                places(ofSteps: block * size + min(block, rest)..<(block + 1) * size + min(block + 1, rest))
            case .last: places(ofSteps: block * size..<(block == count - 1 ? stepCount : (block + 1) * size))
            }
        }
    }
}

extension RangeSet<Int> {
    /// How many numbers there are in the ranges.
    var memberCount: Int { ranges.reduce(0) { $0 + $1.count } }

    /// The numbers in the ranges, ascending.
    var members: [Int] {
        var members: [Int] = []
        members.reserveCapacity(memberCount)
        for range in ranges { members.append(contentsOf: range) }
        return members
    }
}
