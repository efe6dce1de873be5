internal import LinearAlgebra

/// The linear program of quantile regression and its dual, on the way to the solution.
///
/// The dual asks for `a` in `[0, 1]ⁿ` with `Xᵀa = (1 − quantile) Xᵀ1` and the largest `yᵀa`; where `a` is 0 the residual is
/// negative, where it is 1 positive. Both problems are feasible from the first step on, so that `gap` is an upper bound of
/// what the objective is above its least value.
struct QuantileProgram {
    private let quantile: Double
    /// Features less their means over their lengths, by columns, the intercept first; each row times its weight.
    private let design: Matrix<Double>
    private let labels: [Double]
    private let means: [Double]
    private let lengths: [Double]
    /// The coefficients on the design.
    private var beta: [Double]
    /// `a`, its slack `1 − a`, and the multipliers of both bounds.
    private var point: [Double]
    private var slack: [Double]
    private var lower: [Double]
    private var upper: [Double]
    /// The sum of the labels' magnitudes about their mean.
    let scale: Double

    init(_ sample: TrainingSample, start: LinearFunction, quantile: Double) throws(LearningError) {
        self.quantile = quantile
        let used = sample.labels.indices.filter { sample.weights?[$0] ?? 1 > 0 }
        let weight = used.map { sample.weights?[$0] ?? 1 }
        var columns = [weight]
        var (means, lengths): ([Double], [Double]) = ([], [])
        for column in 0..<sample.features.columns {
            let values = sample.features.column(column)
            let mean = sample.mean(values)
            let length = used.reduce(0) { max($0, abs(values[$1] - mean)) }
            means.append(mean)
            lengths.append(length)
            columns.append(zip(used, weight).map { (values[$0] - mean) / length * $1 })
        }
        let made = columns
        design = try LearningError.wrapping { () throws(LinearAlgebraError) in try Matrix(columns: made) }
        (self.means, self.lengths) = (means, lengths)
        labels = zip(used, weight).map { sample.labels[$0] * $1 }
        beta =
            [start.intercept + Vectors.dot(means, start.coefficients)]
            + zip(start.coefficients, lengths).map { $0 * $1 }
        let centre = sample.mean(sample.labels)
        scale = zip(used, weight).reduce(0) { $0 + abs(sample.labels[$1.0] - centre) * $1.1 }
        point = [Double](repeating: 1 - quantile, count: labels.count)
        slack = [Double](repeating: quantile, count: labels.count)
        (lower, upper) = ([], [])
        // The multipliers differ by the negative residual; both are above zero.
        let least = max(scale / Double(labels.count), Double.leastNormalMagnitude) * 1e-3
        for residual in try residuals() {
            lower.append(max(-residual, 0) + least)
            upper.append(max(residual, 0) + least)
        }
    }

    /// `y − X b`.
    private func residuals() throws(LearningError) -> [Double] {
        var rest = labels
        let (design, beta) = (design, beta)
        try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Matrix.multiply(design, beta, into: &rest, alpha: -1, beta: 1)
        }
        return rest
    }

    /// An upper bound of how far the objective is above its least value.
    var gap: Double { Vectors.dot(point, lower) + Vectors.dot(slack, upper) }

    /// The sum that is to be made least.
    func objective() throws(LearningError) -> Double {
        try residuals().reduce(0) { $0 + ($1 < 0 ? quantile - 1 : quantile) * $1 }
    }

    /// The function in the units of the features.
    var function: LinearFunction {
        let coefficients = zip(beta.dropFirst(), lengths).map { $0 / $1 }
        return LinearFunction(intercept: beta[0] - Vectors.dot(means, coefficients), coefficients: coefficients)
    }

    /// One step of predictor and corrector.
    mutating func step() throws(LearningError) {
        let count = labels.count
        let difference = zip(lower, upper).map { $0 - $1 }
        let metric = (0..<count).map { 1 / (lower[$0] / point[$0] + upper[$0] / slack[$0]) }
        let factors = try WeightedDirections(design, metric)
        var (turn, move) = try factors.directions(difference)
        var moveLower = (0..<count).map { -lower[$0] * (1 + move[$0] / point[$0]) }
        var moveUpper = (0..<count).map { -upper[$0] * (1 - move[$0] / slack[$0]) }
        var lengths = reach(move, moveLower, moveUpper)
        if min(lengths.primal, lengths.dual) < 1 {
            let before = gap
            var after = 0.0
            for index in 0..<count {
                let step = lengths.primal * move[index]
                after += (point[index] + step) * (lower[index] + lengths.dual * moveLower[index])
                after += (slack[index] - step) * (upper[index] + lengths.dual * moveUpper[index])
            }
            let ratio = after / before
            let centre = before * ratio * ratio * ratio / Double(2 * count)
            // What the predictor left of the products, made good to second order.
            let low = (0..<count).map { (centre - move[$0] * moveLower[$0]) / point[$0] }
            let high = (0..<count).map { (centre + move[$0] * moveUpper[$0]) / slack[$0] }
            (turn, move) = try factors.directions((0..<count).map { difference[$0] - low[$0] + high[$0] })
            moveLower = (0..<count).map { low[$0] - lower[$0] * (1 + move[$0] / point[$0]) }
            moveUpper = (0..<count).map { high[$0] - upper[$0] * (1 - move[$0] / slack[$0]) }
            lengths = reach(move, moveLower, moveUpper)
        }
        for index in 0..<count {
            point[index] += lengths.primal * move[index]
            slack[index] -= lengths.primal * move[index]
            lower[index] += lengths.dual * moveLower[index]
            upper[index] += lengths.dual * moveUpper[index]
        }
        for index in beta.indices { beta[index] -= lengths.dual * turn[index] }
    }

    /// How far each problem may go until just before a bound.
    private func reach(
        _ move: [Double], _ moveLower: [Double], _ moveUpper: [Double]
    ) -> (primal: Double, dual: Double) {
        var (primal, dual) = (1.0, 1.0)
        let margin = 0.99995
        for index in move.indices {
            if move[index] < 0 { primal = min(primal, -margin * point[index] / move[index]) }
            if move[index] > 0 { primal = min(primal, margin * slack[index] / move[index]) }
            if moveLower[index] < 0 { dual = min(dual, -margin * lower[index] / moveLower[index]) }
            if moveUpper[index] < 0 { dual = min(dual, -margin * upper[index] / moveUpper[index]) }
        }
        return (primal, dual)
    }
}
