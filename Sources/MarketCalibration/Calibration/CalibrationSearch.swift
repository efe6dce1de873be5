internal import Core

/// The search for the best point: generations of points until they narrow, then steps along the derivatives, within the
/// budget and until it is stopped.
struct CalibrationSearch {
    let objective: SimulatedObjective
    let options: CalibrationOptions
    /// The start.
    let start: SimulatedObjective.Point
    var best: SimulatedObjective.Point
    var evaluations = 1
    var history: [Double]
    private(set) var status = CalibrationResult.Status.budgetSpent

    /// A search from a point that was evaluated.
    init(_ objective: SimulatedObjective, _ options: CalibrationOptions, from start: SimulatedObjective.Point) {
        (self.objective, self.options, self.start, best) = (objective, options, start, start)
        history = [start.distance]
    }

    /// Where it is, with so many points of a part that is not whole.
    func progress(
        _ stage: CalibrationProgress.Stage, beyond points: Int = 0, spread: Double = 0
    ) -> CalibrationProgress {
        CalibrationProgress(
            stage: stage, evaluations: evaluations + points,
            planned: options.budget + options.pointsAfterSearch(parameters: objective.parameters.count),
            distance: best.distance, spread: spread)
    }

    /// Searches.
    ///
    /// - Source: restarts with doubled generations after Auger and Hansen (2005), "A Restart CMA Evolution Strategy with
    ///   Increasing Population Size".
    mutating func run(progress: (CalibrationProgress) -> Void) {
        var population: Int?
        var isBestOfConverged = false
        for round in 0...options.restarts {
            let stream = RandomStream(seed: options.seed, name: "calibration.search", index: UInt64(round))
            var points = RandomStream(seed: options.seed, name: "calibration.restart", index: UInt64(round))
            let mean = start.places.map { round == 0 ? $0 : points.uniform() }
            var search = CovarianceAdaptation(around: mean, step: 0.25, population: population, stream: stream)
            population = 2 * search.population
            let before = best.distance
            while true {
                let left = options.budget - evaluations
                if left <= 0 {
                    let isOld = best.distance == before && isBestOfConverged
                    status = isOld ? .converged : .budgetSpent
                    return
                }
                let asked = search.ask()
                let (before, spread) = (self, search.spread)
                let evaluated = objective.evaluate(Array(asked.prefix(left))) { whole in
                    progress(before.progress(.search, beyond: whole, spread: spread))
                }
                guard let found = evaluated else {
                    status = .interrupted
                    return
                }
                evaluations += found.count
                for point in found where point.distance < best.distance { best = point }
                history.append(best.distance)
                progress(self.progress(.search, spread: search.spread))
                if found.count < asked.count { continue }
                search.tell(found.map(\.distance))
                if search.spread < options.tolerance { break }
            }
            guard best.distance < before || round == 0 else { continue }
            let end = refine(progress: progress)
            guard end == .converged else {
                status = end
                return
            }
            isBestOfConverged = true
        }
        status = .converged
    }
}
