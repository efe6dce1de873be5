import ParameterSearch

extension SweepPlan {
    /// Has an adaptive method propose points, round after round; the plans of others know their points anyway.
    ///
    /// The same results give the same points, whoever has them: trials that are run now, or a folder (S71).
    ///
    /// - Parameters:
    ///   - most: As many trials are proposed at most; a round that is cut there is the last.
    ///   - results: The first objective of the trials of a round, by their numbers, in order; `nil` where there is none.
    func search(
        upTo most: Int, results: (Range<Int>) throws(SweepError) -> [Double?]
    ) throws(SweepError) {
        guard let points = points as? ProposedPoints, let beginSearch, let objective = objectives.first else { return }
        var search: any AdaptiveSearch
        do throws(SearchError) { search = try beginSearch() } catch { throw .space(error, at: nil) }
        points.removeAll()
        while points.count < most {
            let round = Array(search.propose().prefix(most - points.count))
            if round.isEmpty { break }
            let numbers = points.count..<points.count + round.count
            points.append(round)
            let figures = try results(numbers)
            if points.count < most { search.observe(figures.map { objective.score($0) }) }
        }
    }
}
