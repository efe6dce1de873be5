/// Covariances of returns.
public enum Covariance {
    /// The sample covariance.
    ///
    ///     S(i, j) = Σ (r(t, i) − mean(i)) · (r(t, j) − mean(j)) / (n − ddof)
    ///
    /// - Parameters:
    ///   - returns: The returns; more than `ddof` periods.
    ///   - ddof: What is taken off the number of periods in the divisor.
    /// - Complexity: O(periods · instruments²).
    /// - Edge cases: a return that is not finite makes its row and column `nan` or infinite.
    /// - Verified by: `CovarianceTests`.
    public static func sample(_ returns: ReturnTable, ddof: Int = 1) -> SquareMatrix {
        products(of: centred(returns), divisor: Double(returns.periods - ddof))
    }

    /// The sample covariance shrunk towards a multiple of the identity.
    ///
    ///     Σ = (1 − δ) · S + δ · μ · I
    ///
    /// with S the sample covariance of divisor n, μ the mean of its diagonal, and δ = min(β, d²) / d² for
    /// d² = ‖S − μI‖² / p and β = (Σ over i, j of Σ x(t, i)²·x(t, j)² / n − ‖S‖²) / (p·n).
    ///
    /// - Parameter returns: The returns; at least one period.
    /// - Returns: The covariance, positive definite unless every return is the same, and the intensity δ in `0...1`.
    /// - Source: Ledoit and Wolf (2004), "A Well-Conditioned Estimator for Large-Dimensional Covariance Matrices",
    ///   lemmas 3.2 to 3.4.
    /// - Verified by: `CovarianceTests`.
    public static func ledoitWolf(_ returns: ReturnTable) -> (matrix: SquareMatrix, shrinkage: Double) {
        let centred = centred(returns)
        let (n, p) = (Double(returns.periods), Double(returns.count))
        var matrix = products(of: centred, divisor: n)
        let fourth = products(of: centred.map { $0.map { $0 * $0 } }, divisor: 1)
        var (trace, squares, fourths) = (0.0, 0.0, 0.0)
        for variance in matrix.diagonal { trace += variance }
        for value in matrix.values { squares += value * value }
        for value in fourth.values { fourths += value }
        let mean = trace / p
        let distance = (squares - 2 * mean * trace + p * mean * mean) / p
        let error = min((fourths / n - squares) / (p * n), distance)
        let shrinkage = error > 0 && distance > 0 ? error / distance : 0
        for place in matrix.values.indices { matrix.values[place] *= 1 - shrinkage }
        for place in 0..<matrix.count { matrix[place, place] += shrinkage * mean }
        return (matrix, shrinkage)
    }

    private static func centred(_ returns: ReturnTable) -> [[Double]] {
        zip(returns.columns, returns.means).map { column, mean in column.map { $0 - mean } }
    }

    private static func products(of columns: [[Double]], divisor: Double) -> SquareMatrix {
        var matrix = SquareMatrix(count: columns.count)
        for row in columns.indices {
            for column in 0...row {
                var sum = 0.0
                for (a, b) in zip(columns[row], columns[column]) { sum += a * b }
                matrix[row, column] = sum / divisor
                matrix[column, row] = sum / divisor
            }
        }
        return matrix
    }
}
