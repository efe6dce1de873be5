/// Points of Sobol's sequence: evenly spread, and still so when more are added.
///
/// A plan of fewer points is the beginning of a plan of more. What breaks a constraint or repeats a point, as on axes of few
/// values, is passed over, up to a hundred candidates for each point wanted (at least 100,000).
///
/// - Verified by: `SobolPlanTests`.
public struct SobolPlan: SearchPlan {
    /// The most axes.
    public static let mostAxes = SobolSequence.mostAxes

    /// What is searched.
    public let space: SearchSpace
    /// How many points were asked for; `count` is less where the space has not as many.
    public let wanted: Int
    private let sequence: SobolSequence
    private let chosen: [UInt32]

    /// Points of a space.
    ///
    /// - Parameters:
    ///   - count: How many points, in `1...100_000_000`; powers of two fill the axes most evenly.
    ///   - seed: Of a random shift of each axis that keeps the points' even spread; without it they begin at the lower end
    ///     of every axis.
    /// - Throws: `SearchError.setting` for the count, `.tooManyAxes` above 64, `.noPointMeets` where no point of the
    ///   sequence meets the constraints.
    public init(_ space: SearchSpace, count: Int, seed: UInt64? = nil) throws(SearchError) {
        try SampleCount.check(count)
        guard space.axes.count <= SobolPlan.mostAxes else {
            throw .tooManyAxes(method: "Sobol's sequence", found: space.axes.count, most: SobolPlan.mostAxes)
        }
        let sequence = SobolSequence(axes: space.axes.count, seed: seed)
        let selection = CandidateSelection(of: space, wanted: count, most: SampleCount.candidates(for: count)) {
            sequence.write($0, into: &$1)
        }
        guard !selection.chosen.isEmpty else { throw space.noneMeets(of: selection.looked, isAll: false) }
        self.space = space
        self.sequence = sequence
        wanted = count
        chosen = selection.chosen
    }

    /// How many trials there are.
    public var count: Int { chosen.count }

    /// The point of a trial.
    public func point(at trial: Int) -> SearchPoint {
        var shares = [Double](repeating: 0, count: space.axes.count)
        sequence.write(Int(chosen[trial]), into: &shares)
        return CandidateSelection.point(shares, in: space)
    }
}
