internal import Core

/// A Latin hypercube: each axis is cut into as many equal strata as there are points, and each stratum has one point.
///
/// The strata hold for the points as drawn; what breaks a constraint or repeats another point, as on axes of few values, is
/// left out and not replaced, so that there can be fewer than were asked for.
///
/// - Source: McKay, Beckman, Conover (1979), "A Comparison of Three Methods for Selecting Values of Input Variables".
/// - Verified by: `LatinHypercubePlanTests`.
public struct LatinHypercubePlan: SearchPlan {
    /// What is searched.
    public let space: SearchSpace
    /// How many points were drawn, before constraints and repeats.
    public let wanted: Int
    private let seed: UInt64
    /// For each axis the stratum of each point.
    private let strata: [[UInt32]]
    private let chosen: [UInt32]

    /// Points of a space.
    ///
    /// - Parameters:
    ///   - count: How many points and strata, in `1...100_000_000`; an axis takes four bytes for each.
    ///   - seed: Of the random streams `parameter search: latin`.
    /// - Throws: `SearchError.setting` for the count, `.noPointMeets` where no point drawn meets the constraints.
    public init(_ space: SearchSpace, count: Int, seed: UInt64) throws(SearchError) {
        try SampleCount.check(count)
        let strata = space.axes.indices.map { axis in
            var stream = RandomStream(seed: seed, name: "parameter search: latin strata", index: UInt64(axis))
            return RandomOrder.first(count, below: count, from: &stream)
        }
        let selection = CandidateSelection(of: space, wanted: count, most: count) {
            LatinHypercubePlan.draw($0, of: strata, seed: seed, into: &$1)
        }
        guard !selection.chosen.isEmpty else { throw space.noneMeets(of: selection.looked, isAll: false) }
        self.space = space
        self.seed = seed
        self.strata = strata
        wanted = count
        chosen = selection.chosen
    }

    /// How many trials there are.
    public var count: Int { chosen.count }

    /// The point of a trial.
    public func point(at trial: Int) -> SearchPoint {
        var shares = [Double](repeating: 0, count: space.axes.count)
        LatinHypercubePlan.draw(Int(chosen[trial]), of: strata, seed: seed, into: &shares)
        return CandidateSelection.point(shares, in: space)
    }

    private static func draw(_ candidate: Int, of strata: [[UInt32]], seed: UInt64, into shares: inout [Double]) {
        var stream = RandomStream(seed: seed, name: "parameter search: latin", index: UInt64(candidate))
        for axis in shares.indices {
            shares[axis] = (Double(strata[axis][candidate]) + stream.uniform()) / Double(strata[axis].count)
        }
    }
}
