internal import Core

/// A search by a global method of NLopt over axes whose values have an order.
///
/// Each axis is `0...1` on its scale for the method; the values of a finite axis have equal parts of it. What a constraint
/// forbids and what fails counts as worse than anything else; the first costs no trial. A round has what the method asks for
/// next and what it would ask for then (see `NLoptReplay`). Of `direct`, `esch` and `isres` nearly all of a round is used; the
/// larger the rounds of `crs` and `mlsl`, the more is tried for nothing. Rounds of one point are the method itself. When a run of a seeded method has come to its end another begins.
///
/// - Complexity: A round replays the run: O(trials).
/// - Verified by: `NLoptSearchTests`, against NLopt called at one go.
public struct NLoptSearch: AdaptiveSearch {
    /// Runs without a new point after which the search has ended.
    private static let mostIdleRuns: UInt64 = 8

    /// What is searched.
    public let space: SearchSpace
    /// The method.
    public let method: NLoptMethod
    /// How many points a round has.
    public let roundSize: Int
    private let seed: UInt64
    private var run: UInt64 = 0
    /// What the present run was answered.
    private var answers: [Double] = []
    /// Minimised values.
    private var known: [SearchPoint: Double] = [:]
    private var round: [SearchPoint] = []

    /// A search.
    ///
    /// - Parameters:
    ///   - roundSize: Points proposed at once, in `1...100_000`; `nil` is the method's usual one.
    ///   - seed: Of the random streams `parameter search: nlopt`, one for each run, that seed NLopt's own generator.
    /// - Throws: `SearchError.notNumeric` for an axis without order, `.setting` for the size of a round, `.noPointMeets`
    ///   where no point meets the constraints.
    public init(_ space: SearchSpace, method: NLoptMethod, roundSize: Int? = nil, seed: UInt64) throws(SearchError) {
        let roundSize = roundSize ?? method.usualRoundSize
        try RoundSize.check(roundSize)
        for axis in space.axes where !axis.isOrdered { throw .notNumeric(method: "NLopt", name: axis.name) }
        self.space = space
        self.method = method
        self.roundSize = roundSize
        self.seed = seed
        // Says early what would else be a search without points.
        _ = try RandomPlan(space, count: 1, seed: seed)
    }

    /// The next round; fewer points than its size near the end of a run, none where the method has ended.
    public mutating func propose() -> [SearchProposal] {
        var idle: UInt64 = 0
        while round.isEmpty, idle < NLoptSearch.mostIdleRuns {
            var stream = RandomStream(seed: seed, name: "parameter search: nlopt", index: run)
            let replay = NLoptReplay(space, known: known, answers: answers, wanted: roundSize)
            replay.go(method, seed: stream.next() >> 32)
            answers = replay.answers
            round = replay.unknown
            guard round.isEmpty else { break }
            guard method.isSeeded else { break }
            run += 1
            idle += 1
            answers = []
        }
        return round.map { SearchProposal($0) }
    }

    /// What the round gave.
    public mutating func observe(_ values: [Double?]) {
        invariant(values.count == round.count, "\(values.count) values for \(round.count) proposals")
        for (point, value) in zip(round, values) {
            known[point] = value.flatMap { $0.isFinite ? -$0 : nil } ?? NLoptReplay.penalty
        }
        round = []
    }
}
