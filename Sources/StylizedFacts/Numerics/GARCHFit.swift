internal import Glibc

/// A GARCH(1,1) model fitted by Gaussian quasi maximum likelihood.
///
/// Returns are scaled to variance 1; ω, α + β and α/(α + β) are moved on the logarithm's and the logistic function's
/// scale, so that ω > 0, α ≥ 0, β ≥ 0 and α + β < 1 always hold; Broyden–Fletcher–Goldfarb–Shanno steps from the best
/// of four starts.
///
/// - Source: Bollerslev & Wooldridge (1992), "Quasi-Maximum Likelihood Estimation and Inference in Dynamic Models with
///   Time-Varying Covariances".
/// - Verified by: `OracleFactsTests/garch`, against arch on real returns. By hand against the benchmark of Fiorentini,
///   Calzolari & Panattoni (1996) for 1,974 daily returns of the mark against the pound, μ −0.00619041, ω 0.0107613,
///   α 0.153134, β 0.805974: ours are −0.00619041, 0.0107614, 0.153134 and 0.805974.
public struct GARCHFit: Sendable, Hashable {
    /// The model.
    public let model: GARCHModel
    /// The log-likelihood of the returns.
    public let logLikelihood: Double
    /// Whether the gradient vanished; else the model is the best that was found.
    public let hasConverged: Bool
    /// How many steps were taken.
    public let steps: Int

    /// The fit to returns.
    ///
    /// - Parameter returns: Shape `[n]`, `n ≥ 10`.
    /// - Returns: `nil` with fewer, or where returns do not vary.
    /// - Complexity: O(n) for each step, of which there are some thirty.
    public init?(_ returns: [Double]) {
        let n = Double(returns.count)
        guard returns.count >= 10 else { return nil }
        let mean = returns.reduce(0, +) / n
        let variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
        guard variance > 0, variance.isFinite else { return nil }
        let scale = variance.squareRoot()
        let likelihood = GARCHLikelihood(returns.map { ($0 - mean) / scale })
        let starts = [(0.05, 0.9), (0.1, 0.8), (0.02, 0.97), (0.2, 0.5)].map { start -> Point in
            Point(GARCHModel(mean: 0, constant: 1 - start.0 - start.1, shock: start.0, memory: start.1))
        }
        var search = Search(likelihood: likelihood, count: n)
        let values = starts.map { search.evaluate($0).value }
        guard let best = values.indices.min(by: { values[$0] < values[$1] }) else { return nil }
        let found = search.minimise(from: starts[best])
        let model = found.point.model
        self.model = GARCHModel(
            mean: mean + scale * model.mean, constant: variance * model.constant, shock: model.shock,
            memory: model.memory)
        logLikelihood = likelihood.evaluate(model).value - n * log(scale)
        (hasConverged, steps) = (found.hasConverged, search.steps)
    }

    /// ln ω, logit(α + β), logit(α/(α + β)) and μ.
    private struct Point {
        var place: SIMD4<Double>

        init(place: SIMD4<Double>) { self.place = place }

        init(_ model: GARCHModel) {
            let (sum, share) = (model.persistence, model.shock / model.persistence)
            place = SIMD4(log(model.constant), log(sum / (1 - sum)), log(share / (1 - share)), model.mean)
        }

        private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-max(-30, min(30, value)))) }

        var sum: Double { Point.logistic(place[1]) }
        var share: Double { Point.logistic(place[2]) }
        var model: GARCHModel {
            GARCHModel(
                mean: place[3], constant: exp(max(-60, min(20, place[0]))), shock: sum * share,
                memory: sum * (1 - share))
        }
    }

    /// Minimises minus the mean log-likelihood.
    private struct Search {
        let likelihood: GARCHLikelihood
        let count: Double
        var steps = 0

        init(likelihood: GARCHLikelihood, count: Double) { (self.likelihood, self.count) = (likelihood, count) }

        func evaluate(_ point: Point) -> (value: Double, gradient: SIMD4<Double>) {
            let model = point.model
            let (value, slope) = likelihood.evaluate(model)
            let (sum, share) = (point.sum, point.share)
            let byConstant = slope[0] * model.constant
            let bySum = (slope[1] * share + slope[2] * (1 - share)) * sum * (1 - sum)
            let byShare = (slope[1] - slope[2]) * sum * share * (1 - share)
            return (-value / count, SIMD4(byConstant, bySum, byShare, slope[3]) / -count)
        }

        mutating func minimise(from start: Point) -> (point: Point, hasConverged: Bool) {
            var point = start
            var (value, gradient) = evaluate(point)
            var inverse = Search.identity
            for step in 0..<200 {
                steps = step
                if dot(gradient, gradient) < 1e-18 { return (point, true) }
                var direction = -Search.times(inverse, gradient)
                if dot(direction, gradient) >= 0 { (inverse, direction) = (Search.identity, -gradient) }
                // No step leaves what the scales can show.
                let length = dot(direction, direction).squareRoot()
                if length > 4 { direction *= 4 / length }
                var share = 1.0
                var next = point
                var found = (value: Double.infinity, gradient: SIMD4<Double>.zero)
                while share > 1e-12 {
                    next = Point(place: point.place + direction * share)
                    found = evaluate(next)
                    if found.value <= value + 1e-4 * share * dot(direction, gradient) { break }
                    share /= 2
                }
                // Rounding hides any further fall.
                guard found.value <= value else { return (point, dot(gradient, gradient) < 1e-12) }
                let (move, turn) = (next.place - point.place, found.gradient - gradient)
                let curvature = dot(move, turn)
                if curvature > 1e-14 * dot(move, move).squareRoot() * dot(turn, turn).squareRoot() {
                    if step == 0 { inverse = inverse.map { $0 * (curvature / dot(turn, turn)) } }
                    let product = Search.times(inverse, turn)
                    let weight = (1 + dot(turn, product) / curvature) / curvature
                    for row in 0..<4 {
                        inverse[row] +=
                            move * (weight * move[row])
                            - (product * move[row] + move * product[row]) / curvature
                    }
                }
                (point, value, gradient) = (next, found.value, found.gradient)
            }
            return (point, false)
        }

        private static let identity = [SIMD4(1.0, 0, 0, 0), SIMD4(0, 1, 0, 0), SIMD4(0, 0, 1, 0), SIMD4(0, 0, 0, 1)]

        private static func times(_ matrix: [SIMD4<Double>], _ vector: SIMD4<Double>) -> SIMD4<Double> {
            SIMD4(
                (matrix[0] * vector).sum(), (matrix[1] * vector).sum(), (matrix[2] * vector).sum(),
                (matrix[3] * vector).sum())
        }
    }
}

private func dot(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> Double { (a * b).sum() }
