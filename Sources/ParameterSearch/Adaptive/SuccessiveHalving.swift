internal import Core

/// Successive halving: many points on a short part of the period, the best of them on more, a few on all of it.
///
///     rung k of 0…K:  ⌊n / η^k⌋ points on the fraction η^(k − K),   K = ⌊log_η min(n, 1 / lowest)⌋
///
/// A rung is a round. Its survivors are the best by value, of equal ones the earlier; failed trials never survive.
///
/// - Source: Jamieson, Talwalkar (2016), "Non-stochastic Best Arm Identification and Hyperparameter Optimization",
///   algorithm 1, with the rungs of Li et al. (2018), "Hyperband", for η other than two.
/// - Verified by: `SuccessiveHalvingTests`.
public struct SuccessiveHalving: AdaptiveSearch {
    /// Some points on a fraction of the period.
    public struct Rung: Hashable, Sendable {
        /// How many points.
        public var count: Int
        /// The fraction of the period.
        public var periodFraction: Double
    }

    /// What is searched.
    public let space: SearchSpace
    /// The rungs, from the shortest part of the period to all of it.
    public let rungs: [Rung]
    private var rung = 0
    /// The points of the present rung.
    private var round: [SearchPoint]

    /// A search over random points.
    ///
    /// - Parameters:
    ///   - points: How many points begin; fewer where a finite space has not as many.
    ///   - lowestFraction: The least fraction of the period worth trying, in `0 <… 1`.
    ///   - reduction: η, how many points of a rung there are for each of the next, in `2...100`.
    ///   - seed: Of the `RandomPlan` that gives the points.
    /// - Throws: `SearchError.setting` for a setting out of range, `.noPointMeets` for contradictory constraints.
    public init(
        _ space: SearchSpace, points: Int, lowestFraction: Double, reduction: Int = 3, seed: UInt64
    ) throws(SearchError) {
        guard lowestFraction > 0, lowestFraction <= 1 else {
            throw .setting(
                name: "the lowest fraction of the period", found: lowestFraction.shortestText,
                allowed: "above 0 and at most 1")
        }
        guard 2...100 ~= reduction else {
            throw .setting(name: "the reduction", found: String(reduction), allowed: "2 to 100")
        }
        let plan = try RandomPlan(space, count: points, seed: seed)
        var fractions = [1.0]
        // Products of whole numbers, so that 1/27 has three reductions by three. A rung above the others has a point at least.
        var (divisor, left) = (reduction, plan.count / reduction)
        while left > 0, 1 / Double(divisor) >= lowestFraction * (1 - 1e-12) {
            fractions.append(1 / Double(divisor))
            divisor *= reduction
            left /= reduction
        }
        var count = plan.count
        rungs = fractions.reversed().map { fraction in
            defer { count /= reduction }
            return Rung(count: count, periodFraction: fraction)
        }
        self.space = space
        round = (0..<plan.count).map { plan.point(at: $0) }
    }

    /// The points of the next rung.
    public mutating func propose() -> [SearchProposal] {
        guard rung < rungs.count else { return [] }
        return round.map { SearchProposal($0, periodFraction: rungs[rung].periodFraction) }
    }

    /// What the rung gave.
    public mutating func observe(_ values: [Double?]) {
        invariant(values.count == round.count, "\(values.count) values for \(round.count) proposals")
        rung += 1
        guard rung < rungs.count else {
            round = []
            return
        }
        let ranked = values.enumerated().compactMap { place, value in
            value.flatMap { $0.isFinite ? (place: place, value: $0) : nil }
        }.sorted { (-$0.value, $0.place) < (-$1.value, $1.place) }
        // In the order of the rung before.
        round = ranked.prefix(rungs[rung].count).map(\.place).sorted().map { round[$0] }
    }
}
