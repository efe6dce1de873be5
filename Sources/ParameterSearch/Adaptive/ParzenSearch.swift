internal import Core
#if canImport(Glibc)
    internal import Glibc
#endif

/// A tree-structured Parzen estimator: it proposes points that are likely among the good trials and unlikely among the rest.
///
/// After the start points the finished trials are parted into the good, `min(⌈goodShare · n⌉, mostGood)` of them, and the
/// rest, with which failed and waiting trials count. Both have a density, l and g (see `ParzenDensity`). Candidates are drawn
/// from l, and the one with the largest l / g of those that are new and meet the constraints is proposed. Where all candidates
/// were tried or are forbidden, a random point is. Logarithmic axes are estimated on their scale.
///
/// - Source: Bergstra, Bardenet, Bengio, Kégl (2011), "Algorithms for Hyper-Parameter Optimization", section 4; waiting trials
///   as in the "constant liar" of Ginsbourger, Le Riche, Carraro (2010).
/// - Verified by: `ParzenSearchTests`.
public struct ParzenSearch: AdaptiveSearch {
    /// What is searched.
    public let space: SearchSpace
    private let settings: ParzenSettings
    private let seed: UInt64
    private var untried: UntriedPoints
    private var round: [SearchPoint] = []
    private var proposed: UInt64 = 0
    /// The shares of the trials with a value, and their values.
    private var finished: [(shares: [Double], value: Double)] = []
    private var failed: [[Double]] = []

    /// A search.
    ///
    /// - Parameter seed: Of the random streams `parameter search: parzen`, one for each proposal.
    /// - Throws: `SearchError.setting` for settings out of range, `.noPointMeets` where no point meets the constraints.
    public init(_ space: SearchSpace, settings: ParzenSettings = ParzenSettings(), seed: UInt64) throws(SearchError) {
        try settings.check()
        self.space = space
        self.settings = settings
        self.seed = seed
        untried = try UntriedPoints(space)
        // Says early what would else be an empty first round.
        _ = try RandomPlan(space, count: 1, seed: seed)
    }

    /// The next round: as many points as the settings say, fewer at the end of a finite space.
    public mutating func propose() -> [SearchProposal] {
        if round.isEmpty {
            let good = split
            var rest = failed + good.rest
            let near = density(of: good.best)
            while round.count < settings.roundSize {
                var stream = RandomStream(seed: seed, name: "parameter search: parzen", index: proposed)
                let isStart = proposed < UInt64(settings.startPoints) || finished.count < 2
                let promising = isStart ? nil : candidate(near, far: density(of: rest), from: &stream)
                guard let point = promising ?? untried.draw(from: &stream) else { break }
                proposed += 1
                untried.insert(point)
                round.append(point)
                rest.append(shares(of: point))
            }
        }
        return round.map { SearchProposal($0) }
    }

    /// What the round gave.
    public mutating func observe(_ values: [Double?]) {
        invariant(values.count == round.count, "\(values.count) values for \(round.count) proposals")
        for (point, value) in zip(round, values) {
            if let value, value.isFinite {
                finished.append((shares(of: point), value))
            } else {
                failed.append(shares(of: point))
            }
        }
        round = []
    }

    /// The finished trials, the good ones apart; of equal values the earlier is better.
    private var split: (best: [[Double]], rest: [[Double]]) {
        let order = finished.indices.sorted { (-finished[$0].value, $0) < (-finished[$1].value, $1) }
        let count = min(Int((settings.goodShare * Double(order.count)).rounded(.up)), settings.mostGood)
        return (order.prefix(count).map { finished[$0].shares }, order.dropFirst(count).map { finished[$0].shares })
    }

    private func density(of rows: [[Double]]) -> ParzenDensity {
        ParzenDensity(of: rows, axes: space.axes, priorWeight: settings.priorWeight)
    }

    /// The most promising of some draws; `nil` where all were tried or are forbidden.
    private func candidate(_ near: ParzenDensity, far: ParzenDensity, from stream: inout RandomStream) -> SearchPoint? {
        var best: (point: SearchPoint, score: Double)?
        for _ in 0..<settings.candidates {
            let shares = near.draw(from: &stream)
            let point = CandidateSelection.point(shares, in: space)
            guard untried.isOpen(point) else { continue }
            let score = near.logarithm(at: shares) - far.logarithm(at: shares)
            if score > best?.score ?? -.infinity { best = (point, score) }
        }
        return best?.point
    }

    private func shares(of point: SearchPoint) -> [Double] {
        zip(space.axes, point.values).map { $0.share(of: $1) }
    }
}
