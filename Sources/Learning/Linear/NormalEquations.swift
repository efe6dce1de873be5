internal import LinearAlgebra

/// One system of normal equations, factorized as `L D Lᵀ`.
struct NormalEquations {
    private let size: Int
    /// The centred products with the penalty, the lower triangle by rows in a square; replaced by `L` when solved.
    var products: [Double]
    /// The squares of each column that its sums' rounding errors are relative to.
    var squares: [Double]
    /// The centred products with the label.
    var right: [Double]

    init(size: Int) {
        self.size = size
        products = [Double](repeating: 0, count: size * size)
        squares = [Double](repeating: 0, count: size)
        right = squares
    }

    /// The coefficients, and the features of which less than `RegressionLanes.dependence` of the squares is left after
    /// those before them: these get zero.
    ///
    /// - Complexity: O(`size³ / 6`) products.
    mutating func solve() -> (coefficients: [Double], dependent: [Int]) {
        let size = size
        var dependent: [Int] = []
        var pivots = [Double](repeating: 0, count: size)
        products.withUnsafeMutableBufferPointer { lower in
            guard let base = lower.baseAddress else { return }
            for row in 0..<size {
                let start = row * size
                for column in 0..<row {
                    let total = Vectors.dot(base + start, base + column * size, count: column)
                    // Still times the pivot: the row is divided once it is whole.
                    lower[start + column] -= total
                }
                var rest = lower[start + row]
                for index in 0..<row {
                    let scaled = lower[start + index]
                    let ratio = scaled * pivots[index]
                    rest -= scaled * ratio
                    lower[start + index] = ratio
                }
                if rest > squares[row] * RegressionLanes.dependence {
                    pivots[row] = 1 / rest
                } else {
                    dependent.append(row)
                }
            }
        }
        return (substitute(pivots), dependent)
    }

    private func substitute(_ pivots: [Double]) -> [Double] {
        var solution = right
        for row in 0..<size {
            for index in 0..<row { solution[row] -= products[row * size + index] * solution[index] }
            if pivots[row] == 0 { solution[row] = 0 }
        }
        for row in 0..<size { solution[row] *= pivots[row] }
        for row in stride(from: size - 1, through: 0, by: -1) {
            for index in row + 1..<max(size, row + 1) {
                solution[row] -= products[index * size + row] * solution[index]
            }
            if pivots[row] == 0 { solution[row] = 0 }
        }
        return solution
    }
}
