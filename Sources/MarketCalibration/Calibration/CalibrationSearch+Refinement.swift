extension CalibrationSearch {
    /// Refines the best point by damped steps of Gauss and Newton, as long as the distance falls.
    ///
    ///     δ = −(J'WJ + μ diag J'WJ)⁻¹ J'W (m − m*)
    ///
    /// The distance is a weighted sum of squares, so that derivatives of the moments give its floor at once, where a search by
    /// generations stays as far from it as it is wide: often wider than the standard errors. Steps of four dampings μ are
    /// tried at a time, and the best is taken.
    ///
    /// - Returns: Why it ended: `converged` where no step helped, else that the budget was spent or it was stopped.
    /// - Source: Marquardt (1963), "An Algorithm for Least-Squares Estimation of Nonlinear Parameters".
    mutating func refine(progress: (CalibrationProgress) -> Void) -> CalibrationResult.Status {
        let count = objective.parameters.count
        let dampings = [0, 0.1, 1, 10]
        while options.budget - evaluations >= 2 * count + dampings.count {
            let now = self
            let slopes = objective.jacobian(at: best, step: options.derivativeStep) { whole in
                progress(now.progress(.refinement, beyond: whole))
            }
            guard let jacobian = slopes else { return .interrupted }
            evaluations += 2 * count
            let candidates = dampings.compactMap { step(jacobian, damping: $0) }
            guard let found = objective.evaluate(candidates) else { return .interrupted }
            evaluations += found.count
            let before = best.distance
            for point in found where point.distance < best.distance { best = point }
            history.append(best.distance)
            progress(self.progress(.refinement))
            // Falls of less than this are within the roughness of simulated moments.
            if !(best.distance < before - max(1e-3 * before, 1e-6)) { return .converged }
        }
        return .budgetSpent
    }

    /// The best point after a step, in the cube; `nil` where the moments do not tell the direction.
    private func step(_ jacobian: [[Double]], damping: Double) -> [Double]? {
        let weighting = objective.weighting
        let axes = best.places.indices
        let columns = axes.map { axis in jacobian.indices.map { jacobian[$0][axis] / weighting.scales[$0] } }
        let differences = best.moments.indices.map { (best.moments[$0] - weighting.target[$0]) / weighting.scales[$0] }
        var information = SymmetricMatrix(size: axes.count)
        for row in axes {
            for column in 0...row {
                information[row, column] = weighting.inverse.product(columns[row], columns[column])
            }
        }
        for axis in axes { information[axis, axis] *= 1 + damping }
        guard let inverse = information.inverse() else { return nil }
        let slope = columns.map { weighting.inverse.product($0, differences) }
        return axes.map { row in
            let move = axes.reduce(0) { $0 + inverse[row, $1] * slope[$1] }
            return min(1, max(0, best.places[row] - move))
        }
    }
}
