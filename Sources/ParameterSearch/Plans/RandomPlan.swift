internal import Core

/// Points drawn independently and evenly over each axis on its scale, no point twice.
///
/// A plan of fewer points is the beginning of a plan of more with the same seed. A finite space of up to four million points
/// is shuffled and can be drawn to its last point; in any other what was drawn already or breaks a constraint is drawn
/// anew, up to a hundred times the points wanted (at least 100,000).
///
/// - Verified by: `RandomPlanTests`.
public struct RandomPlan: SearchPlan {
    /// The largest space that is shuffled.
    private static let mostShuffled = 1 << 22

    /// What is searched.
    public let space: SearchSpace
    /// How many points were asked for; `count` is less where the space has not as many.
    public let wanted: Int
    private let seed: UInt64
    /// Trials of the grid where that is shuffled, else numbers of candidates.
    private let chosen: [UInt32]
    private let grid: GridPlan?

    /// Random points of a space.
    ///
    /// - Parameters:
    ///   - count: How many points, in `1...100_000_000`.
    ///   - seed: Of the random stream `parameter search: random`.
    /// - Throws: `SearchError.setting` for the count, `.noPointMeets` where no point drawn meets the constraints.
    public init(_ space: SearchSpace, count: Int, seed: UInt64) throws(SearchError) {
        try SampleCount.check(count)
        self.space = space
        self.seed = seed
        wanted = count
        if let total = space.count, total <= RandomPlan.mostShuffled {
            let grid = try GridPlan(space)
            self.grid = grid
            var stream = RandomStream(seed: seed, name: "parameter search: shuffle")
            chosen = RandomOrder.first(count, below: grid.count, from: &stream)
            return
        }
        grid = nil
        let selection = CandidateSelection(of: space, wanted: count, most: SampleCount.candidates(for: count)) {
            RandomPlan.draw($0, seed: seed, into: &$1)
        }
        guard !selection.chosen.isEmpty else { throw space.noneMeets(of: selection.looked, isAll: false) }
        chosen = selection.chosen
    }

    /// How many trials there are.
    public var count: Int { chosen.count }

    /// The point of a trial.
    public func point(at trial: Int) -> SearchPoint {
        if let grid { return grid.point(at: Int(chosen[trial])) }
        var shares = [Double](repeating: 0, count: space.axes.count)
        RandomPlan.draw(Int(chosen[trial]), seed: seed, into: &shares)
        return CandidateSelection.point(shares, in: space)
    }

    private static func draw(_ candidate: Int, seed: UInt64, into shares: inout [Double]) {
        var stream = RandomStream(seed: seed, name: "parameter search: random", index: UInt64(candidate))
        for axis in shares.indices { shares[axis] = stream.uniform() }
    }
}
