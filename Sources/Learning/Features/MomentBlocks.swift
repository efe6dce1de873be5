import LinearAlgebra

/// The sums of a whole sample set in blocks of consecutive samples, from which those of many folds are put together:
/// what overlapping training periods share is summed once.
///
/// Only sums of `TrainingSamples` come out, of blocks that lie wholly in them and of single samples beside: they do not
/// depend on any other sample, to the last bit. Nothing is subtracted, so that nothing drifts.
///
///     let blocks = try MomentBlocks(set)
///     for fold in try set.folds(WalkForward.expanding(first: 1_260, every: 21)) {
///         let sums = try blocks.moments(of: fold.training)
///     }
///
/// - Verified by: `MomentBlocksTests`.
public struct MomentBlocks: Sendable {
    let inputs: SampleInputs
    /// How many samples a block has.
    public let size: Int
    let blocks: [WindowMoments]

    /// The sums of all blocks.
    ///
    /// - Parameters:
    ///   - set: The samples.
    ///   - size: How many samples a block has: fewer cost memory and additions, more cost sums of single samples.
    /// - Throws: `LearningError.parameter` for a size below 1; else as `TrainingSamples.moments()`.
    /// - Complexity: That of the moments of all samples; memory `count / size · (W·K)²` numbers.
    public init(_ set: SampleSet, size: Int = 256) throws(LearningError) {
        guard size >= 1 else { throw .parameter(name: "the size of a block", found: "\(size)", allowed: "1 or more") }
        self.size = size
        inputs = SampleInputs(set: set, places: [])
        var blocks: [WindowMoments] = []
        for block in 0..<set.count / size {
            let places = Array(block * size..<(block + 1) * size)
            blocks.append(try TrainingSamples(inputs: inputs.selecting(places)).moments())
        }
        self.blocks = blocks
    }

    /// The sums of training samples of the set.
    ///
    /// - Throws: `LearningError.shape` for samples with other features than the set's, as transformed ones have.
    /// - Complexity: O(blocks·(W·K)²), and that of the samples outside of whole blocks.
    public func moments(of samples: TrainingSamples) throws(LearningError) -> WindowMoments {
        guard samples.inputs.window == inputs.window, samples.inputs.table.isSame(as: inputs.table) else {
            throw .shape(found: "samples of other features", needed: "samples of the set whose sums these are")
        }
        let places = samples.inputs.places
        var sums = WindowMoments(width: inputs.width)
        var (others, first) = ([Int](), 0)
        while first < places.count {
            let block = places[first] / size
            // Places ascend: the block is whole where its last stands as far behind its first as in the set.
            let last = first + size - 1
            if places[first] == block * size, block < blocks.count, last < places.count,
                places[last] == places[first] + size - 1
            {
                sums.add(blocks[block])
                first += size
            } else {
                others.append(places[first])
                first += 1
            }
        }
        if !others.isEmpty { sums.add(try TrainingSamples(inputs: inputs.selecting(others)).moments()) }
        return sums
    }
}
