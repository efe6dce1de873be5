internal import LinearAlgebra

/// Coordinate descent on the normal equations: what each feature still correlates with the residuals is kept up to date,
/// so that a visit that changes nothing costs O(1) and one that does O(`k`), whatever the number of samples.
struct CoordinateDescent {
    private(set) var coefficients: [Double]
    /// `XᵀX / n`, by columns.
    private let gram: Matrix<Double>
    /// `Xᵀy / n`.
    private let correlations: [Double]
    /// `Xᵀ(y − X b) / n`.
    private var gradient: [Double]
    /// `yᵀy / n`.
    private let labelSquares: Double

    init(_ centred: CentredSample, totalWeight: Double) throws(LearningError) {
        var gram = centred.features.gram()
        for column in 0..<gram.columns {
            for row in 0..<gram.rows { gram[row, column] /= totalWeight }
        }
        let (matrix, labels) = (centred.features, centred.labels)
        let products = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try matrix.transposed * labels
        }
        // What rounding leaves of a constant feature is no variation.
        for column in 0..<gram.columns {
            let noise = Double(labels.count) * centred.means[column] * Double.ulpOfOne
            if gram[column, column] <= noise * noise {
                for row in 0..<gram.rows {
                    gram[row, column] = 0
                    gram[column, row] = 0
                }
            }
        }
        correlations = products.indices.map { gram[$0, $0] > 0 ? products[$0] / totalWeight : 0 }
        self.gram = gram
        gradient = correlations
        coefficients = [Double](repeating: 0, count: products.count)
        labelSquares = Vectors.sumOfSquares(labels) / totalWeight
    }

    /// The least lasso penalty at which all coefficients are zero.
    var largestCorrelation: Double { correlations.reduce(0) { max($0, abs($1)) } }

    /// Goes on from the coefficients in force to those of a penalty; returns how often they were visited.
    mutating func solve(
        lasso: Double, ridge: Double, tolerance: Double, maximumIterations: Int
    ) throws(LearningError) -> Int {
        let all = Array(coefficients.indices)
        let threshold = tolerance * labelSquares
        var iterations = 0
        while iterations < maximumIterations {
            let gain = visit(all, lasso, ridge)
            iterations += 1
            refresh()
            // Without a lasso part there is no gap to the dual: the gain of a round stands for it.
            if lasso > 0 ? gap(lasso, ridge) <= threshold : gain <= threshold * 1e-8 { return iterations }
            let active = all.filter { coefficients[$0] != 0 }
            var change = Double.infinity
            while change > threshold * 1e-8, iterations < maximumIterations {
                change = visit(active, lasso, ridge)
                iterations += 1
            }
        }
        throw .noConvergence(method: "coordinate descent", iterations: maximumIterations)
    }

    /// Brings each coefficient named to its best; returns the largest gain, in units of the objective.
    private mutating func visit(_ places: [Int], _ lasso: Double, _ ridge: Double) -> Double {
        var largest = 0.0
        for place in places {
            let diagonal = gram[place, place]
            guard diagonal > 0 else { continue }
            let old = coefficients[place]
            let free = gradient[place] + diagonal * old
            let shrunk = free > lasso ? free - lasso : free < -lasso ? free + lasso : 0
            let new = shrunk / (diagonal + ridge)
            guard new != old else { continue }
            coefficients[place] = new
            let step = new - old
            let size = gradient.count
            gram.withElements { address in
                let column = address + place * size
                gradient.withUnsafeMutableBufferPointer { gradient in
                    for index in 0..<size { gradient[index] -= column[index] * step }
                }
            }
            largest = max(largest, diagonal * step * step)
        }
        return largest
    }

    /// The gradient anew from the coefficients: what the updates have rounded off is gone.
    private mutating func refresh() {
        gradient = correlations
        let size = gradient.count
        gram.withElements { address in
            gradient.withUnsafeMutableBufferPointer { gradient in
                for place in 0..<size where coefficients[place] != 0 {
                    for index in 0..<size { gradient[index] -= address[place * size + index] * coefficients[place] }
                }
            }
        }
    }

    /// How far the objective is from that of a point of the dual problem: never less than from its least value.
    ///
    /// The ridge part counts as further samples `√ridge b`, so that the problem is a lasso.
    private func gap(_ lasso: Double, _ ridge: Double) -> Double {
        var (magnitude, squares, explained, fitted) = (0.0, 0.0, 0.0, 0.0)
        var steepest = 0.0
        for place in coefficients.indices {
            let coefficient = coefficients[place]
            magnitude += abs(coefficient)
            squares += coefficient * coefficient
            explained += coefficient * (correlations[place] - gradient[place])
            fitted += coefficient * correlations[place]
            steepest = max(steepest, abs(gradient[place] - ridge * coefficient))
        }
        let residual = max(0, labelSquares - 2 * fitted + explained) + ridge * squares
        let withLabels = labelSquares - fitted
        // The residual, shrunk until no feature correlates more than the penalty, is a point of the dual.
        let scale = steepest > lasso ? lasso / steepest : 1
        return 0.5 * residual * (1 + scale * scale) + lasso * magnitude - scale * withLabels
    }
}
