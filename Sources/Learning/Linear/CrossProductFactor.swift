/// The Cholesky factor of the products of an intercept, features and a label, in this order; it takes samples in and off.
///
/// - Source: Golub and Van Loan (2013), "Matrix Computations", 4th edition, section 6.5.4.
struct CrossProductFactor {
    private let size: Int
    /// The lower triangle by columns, in a square.
    private var lower: [Double]

    init(columns: Int) {
        size = columns
        lower = [Double](repeating: 0, count: columns * columns)
    }

    /// Begins anew with these sums; what depends on columns before it gets a pivot of zero.
    mutating func restart(_ sums: RegressionSums, count: Double, penalty: Double) {
        var place = 0
        lower[0] = count
        for row in 1..<size {
            lower[row] = sums.sums[row - 1]
            for column in 1...row {
                lower[column * size + row] = sums.products[place]
                place += 1
            }
            if row < size - 1 { lower[row * size + row] += penalty }
        }
        for column in 0..<size {
            for earlier in 0..<column {
                let factor = lower[earlier * size + column]
                for row in column..<size { lower[column * size + row] -= factor * lower[earlier * size + row] }
            }
            let pivot = max(0, lower[column * size + column]).squareRoot()
            for row in column..<size {
                lower[column * size + row] = pivot > 0 ? lower[column * size + row] / pivot : 0
            }
        }
    }

    /// Whether a feature has less than `RegressionLanes.dependence` of its squares left after the columns before it.
    var isDependent: Bool {
        for row in 1..<max(1, size - 1) {
            var squares = 0.0
            for column in 0...row { squares += lower[column * size + row] * lower[column * size + row] }
            let pivot = lower[row * size + row]
            if pivot * pivot <= squares * RegressionLanes.dependence { return true }
        }
        return false
    }

    /// Takes a sample in.
    mutating func update(_ sample: [Double]) { _ = rotate(sample, sign: 1) }

    /// Takes a sample off; false where too many digits were lost, and the factor is of no use any more.
    mutating func downdate(_ sample: [Double]) -> Bool { rotate(sample, sign: -1) }

    private mutating func rotate(_ sample: [Double], sign: Double) -> Bool {
        var rest = sample
        let size = size
        return lower.withUnsafeMutableBufferPointer { lower in
            rest.withUnsafeMutableBufferPointer { rest in
                for column in 0..<size {
                    let pivot = lower[column * size + column]
                    let square = pivot * pivot + sign * rest[column] * rest[column]
                    // The label's own pivot is of no use for the coefficients: a perfect fit may bring it to zero.
                    if column == size - 1 {
                        lower[column * size + column] = max(0, square).squareRoot()
                        return true
                    }
                    guard square > RegressionLanes.driftLimit * pivot * pivot, square > 0 else { return false }
                    let length = square.squareRoot()
                    let (stretch, cosine) = (pivot / length, length / (pivot > 0 ? pivot : length))
                    let sine = rest[column] / (pivot > 0 ? pivot : length)
                    lower[column * size + column] = length
                    guard pivot > 0 else { return false }
                    for row in column + 1..<size {
                        let element = (lower[column * size + row] + sign * sine * rest[row]) * stretch
                        rest[row] = cosine * rest[row] - sine * element
                        lower[column * size + row] = element
                    }
                }
                return true
            }
        }
    }

    /// The intercept and the coefficients about the shift of the samples.
    func solution() -> [Double] {
        let last = size - 1
        var solution = [Double](repeating: 0, count: last)
        for row in stride(from: last - 1, through: 0, by: -1) {
            var rest = lower[row * size + last]
            for index in row + 1..<max(last, row + 1) { rest -= lower[row * size + index] * solution[index] }
            solution[row] = rest / lower[row * size + row]
        }
        return solution
    }
}
