import ParameterSearch

extension SweepPlan {
    /// Has an adaptive method propose again what it proposed, from what its trials gave; the plans of others know their
    /// points anyway.
    ///
    /// - Parameter figures: The first objective of every trial, in the order of numbers; `nan` where there is none.
    func replay(figures: [Double]) throws(SearchError) {
        guard let points = points as? ProposedPoints, let beginSearch, let objective = objectives.first else { return }
        var search = try beginSearch()
        points.removeAll()
        while points.count < figures.count {
            let round = Array(search.propose().prefix(figures.count - points.count))
            if round.isEmpty { break }
            let numbers = points.count..<points.count + round.count
            points.append(round)
            guard points.count < figures.count else { break }
            search.observe(numbers.map { objective.score(figures[$0].isNaN ? nil : figures[$0]) })
        }
    }
}
