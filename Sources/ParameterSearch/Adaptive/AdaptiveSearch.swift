/// A search that looks at results before it proposes more.
///
///     while true {
///         let round = search.propose()
///         if round.isEmpty { break }
///         search.observe(round.map(evaluate))
///     }
///
/// A search is a pure function of its space, its settings, its seed and what it observed: replaying the same observations
/// gives the same proposals, which is how an interrupted search goes on. The size of a round is a setting and does not
/// depend on how many trials run at once.
///
/// A conformer must propose only points that meet the space's constraints, and the same again until they are observed.
public protocol AdaptiveSearch: Sendable {
    /// What is searched.
    var space: SearchSpace { get }
    /// The next round; empty where the search has ended.
    mutating func propose() -> [SearchProposal]
    /// What the proposals of the last round gave, in their order.
    ///
    /// - Parameter values: What is maximised; `nil` for a trial that failed. What is not finite counts as failed.
    /// - Precondition: One value for each proposal.
    mutating func observe(_ values: [Double?])
}
