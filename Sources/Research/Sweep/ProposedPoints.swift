import ParameterSearch
import Synchronization

/// The points of an adaptive search as far as it has proposed them, in the order of trials.
///
/// The points of a trial do not change once they are known; a search that is replayed proposes the same again.
final class ProposedPoints: SearchPlan {
    let space: SearchSpace
    private let known = Mutex<[SearchProposal]>([])

    init(_ space: SearchSpace) { self.space = space }

    /// The trials that are known so far.
    var count: Int { known.withLock { $0.count } }

    func point(at trial: Int) -> SearchPoint { known.withLock { $0[trial].point } }

    /// The part of the period that a trial is for, from its beginning.
    func periodFraction(of trial: Int) -> Double { known.withLock { $0[trial].periodFraction } }

    /// Adds a round; its trials are numbered from the number of those before.
    func append(_ round: [SearchProposal]) { known.withLock { $0 += round } }

    /// Forgets all points.
    func removeAll() { known.withLock { $0.removeAll() } }
}
