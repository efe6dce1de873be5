internal import Glibc

/// The correlation of the innovations of several instruments, as the root that turns independent draws into correlated ones.
///
/// The correlation of two instruments is that of their residuals over the rows in which both have one, over the root of the
/// shares of variance that innovations carry in their models. Such a matrix need not be positive definite: it is then shrunk
/// towards the identity, by the least share that makes it so.
///
/// - Source: Higham, Strabić & Šego (2016), "Restoring Definiteness via Shrinking, with an Application to Correlation Matrices
///   with a Fixed Block", section 3 (bisection with Cholesky).
/// - Verified by: `InnovationCorrelationTests`.
struct InnovationCorrelation: Sendable {
    /// Rows that two instruments need in common.
    static let fewestCommon = 30

    /// Lower triangle by rows.
    ///
    /// Shape `[n·n]`.
    let root: [Double]
    /// By how much the matrix was shrunk: 0 where it was positive definite.
    let shrinkage: Double
    /// The pairs that had too few rows in common, and count as independent.
    let unknownPairs: [(Int, Int)]
    private let count: Int

    /// Of residuals on the rows of a grid; NaN where an instrument has none.
    ///
    /// - Parameters:
    ///   - residuals: A column for each instrument.
    ///   - shares: What innovations carry, above 0 to 1.
    init(_ residuals: [[Double]], shares: [Double]) {
        let n = residuals.count
        var matrix = [Double](repeating: 0, count: n * n)
        var unknown: [(Int, Int)] = []
        for row in 0..<n {
            matrix[row * n + row] = 1
            for column in 0..<row {
                guard let found = InnovationCorrelation.correlation(residuals[row], residuals[column]) else {
                    unknown.append((column, row))
                    continue
                }
                let value = max(-0.999, min(0.999, found / (shares[row] * shares[column]).squareRoot()))
                (matrix[row * n + column], matrix[column * n + row]) = (value, value)
            }
        }
        let (root, shrinkage) = InnovationCorrelation.repairedRoot(matrix, count: n)
        (self.root, self.shrinkage, unknownPairs, count) = (root, shrinkage, unknown, n)
    }

    /// Pearson's correlation over the rows in which both are known; `nil` for too few, or such as do not vary.
    private static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
        var (n, sumA, sumB) = (0.0, 0.0, 0.0)
        for row in a.indices where !a[row].isNaN && !b[row].isNaN {
            (n, sumA, sumB) = (n + 1, sumA + a[row], sumB + b[row])
        }
        guard n >= Double(fewestCommon) else { return nil }
        let (meanA, meanB) = (sumA / n, sumB / n)
        var (aa, bb, ab) = (0.0, 0.0, 0.0)
        for row in a.indices where !a[row].isNaN && !b[row].isNaN {
            let (x, y) = (a[row] - meanA, b[row] - meanB)
            (aa, bb, ab) = (aa + x * x, bb + y * y, ab + x * y)
        }
        return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : nil
    }

    /// The Cholesky root of a correlation matrix, shrunk where it has none.
    static func repairedRoot(_ matrix: [Double], count n: Int) -> (root: [Double], shrinkage: Double) {
        func shrunk(_ share: Double) -> [Double]? {
            var copy = matrix
            for row in 0..<n {
                for column in 0..<n where row != column { copy[row * n + column] *= 1 - share }
            }
            return root(copy, count: n)
        }
        if let root = shrunk(0) { return (root, 0) }
        var (low, high) = (0.0, 1.0)
        var best = (root: shrunk(1) ?? matrix, shrinkage: 1.0)
        for _ in 0..<40 where high - low > 1e-6 {
            let middle = (low + high) / 2
            if let root = shrunk(middle) { (high, best) = (middle, (root, middle)) } else { low = middle }
        }
        return best
    }

    /// The lower Cholesky root; `nil` where a pivot is not above 1e-10.
    private static func root(_ matrix: [Double], count n: Int) -> [Double]? {
        var root = [Double](repeating: 0, count: n * n)
        for row in 0..<n {
            for column in 0...row {
                var sum = matrix[row * n + column]
                for inner in 0..<column { sum -= root[row * n + inner] * root[column * n + inner] }
                if row == column {
                    guard sum > 1e-10 else { return nil }
                    root[row * n + row] = sum.squareRoot()
                } else {
                    root[row * n + column] = sum / root[column * n + column]
                }
            }
        }
        return root
    }

    /// Turns independent draws of the instruments up to one into the correlated ones of this one.
    ///
    /// - Parameters:
    ///   - draws: A column after the other, each of `rows`, of the instruments up to `instrument`.
    ///   - target: Shape `[rows]`.
    func correlated(
        _ draws: UnsafeBufferPointer<Double>, instrument: Int, rows: Int,
        into target: UnsafeMutableBufferPointer<Double>
    ) {
        let own = root[instrument * count + instrument]
        for row in 0..<rows { target[row] = own * draws[instrument * rows + row] }
        for other in 0..<instrument {
            let weight = root[instrument * count + other]
            guard weight != 0 else { continue }
            for row in 0..<rows { target[row] += weight * draws[other * rows + row] }
        }
    }
}
