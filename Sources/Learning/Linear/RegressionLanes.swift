/// Least squares over eight windows at once, one in each lane of the vectors.
///
/// The columns are the features and, last, the label; each lane holds their sums and products about a shift of its own.
/// The normal equations are centred and factorized as `L D Lᵀ` of all columns, so that the row of the label is the
/// solution before the back substitution and its pivot the sum of squared residuals. Eight independent systems fill the
/// processor's pipes where one waits for each division.
struct RegressionLanes: ~Copyable {
    typealias Lanes = SIMD8<Double>

    /// A feature of which less than this part of its squares is left after those before it counts as dependent.
    static let dependence = 1e-10
    /// Sums are made anew when the centred squares fall below this part of all squares that were added.
    static let driftLimit = 1e-4

    let features: Int
    /// The features and the label.
    let width: Int
    let penalty: Double
    private let memory: UnsafeMutablePointer<Lanes>
    /// What is subtracted from each column.
    let shift: UnsafeMutablePointer<Lanes>
    let sums: UnsafeMutablePointer<Lanes>
    /// Products of columns, the lower triangle by rows.
    let products: UnsafeMutablePointer<Lanes>
    /// All squares added since the sums were made: an upper bound of what any rounding error is relative to.
    let squares: UnsafeMutablePointer<Lanes>
    /// A row that comes in and one that goes out.
    let entering: UnsafeMutablePointer<Lanes>
    let leaving: UnsafeMutablePointer<Lanes>
    let means: UnsafeMutablePointer<Lanes>
    /// `L`, and `L D` beside it.
    private let lower: UnsafeMutablePointer<Lanes>
    private let scaled: UnsafeMutablePointer<Lanes>
    private let reciprocals: UnsafeMutablePointer<Lanes>
    /// The solution of the last `solve`.
    let coefficients: UnsafeMutablePointer<Lanes>
    /// How many features of each lane the last `solve` left out.
    private(set) var leftOut = SIMD8<Int64>(repeating: 0)

    init(features: Int, penalty: Double) {
        self.features = features
        self.penalty = penalty
        let width = features + 1
        self.width = width
        let triangle = width * (width + 1) / 2
        let total = 8 * width + 3 * triangle
        memory = .allocate(capacity: total)
        memory.initialize(repeating: Lanes(repeating: 0), count: total)
        shift = memory
        sums = shift + width
        squares = sums + width
        entering = squares + width
        leaving = entering + width
        means = leaving + width
        reciprocals = means + width
        coefficients = reciprocals + width
        products = coefficients + width
        lower = products + triangle
        scaled = lower + triangle
    }

    deinit { memory.deallocate() }

    /// Puts the sums of one window into a lane.
    func set(_ lane: Int, _ sum: borrowing RegressionSums) {
        for column in 0..<width {
            shift[column][lane] = sum.shift[column]
            sums[column][lane] = sum.sums[column]
            let diagonal = column * (column + 1) / 2 + column
            squares[column][lane] = sum.products[diagonal]
        }
        for place in 0..<width * (width + 1) / 2 { products[place][lane] = sum.products[place] }
    }

    /// Adds the entering row to the sums, and takes the leaving one off.
    @inline(__always)
    func slide(dropping: Bool) {
        var place = 0
        for row in 0..<width {
            let (new, old) = (entering[row], leaving[row])
            squares[row] += new * new
            if dropping {
                sums[row] += new - old
                for column in 0...row {
                    products[place] += new * entering[column] - old * leaving[column]
                    place += 1
                }
            } else {
                sums[row] += new
                for column in 0...row {
                    products[place] += new * entering[column]
                    place += 1
                }
            }
        }
    }

    /// Solves the systems of all lanes.
    ///
    /// - Parameter reciprocal: One over the number of samples in each window.
    /// - Returns: The lanes whose sums have lost more digits than the limit allows.
    @inline(__always)
    mutating func solve(reciprocal: Lanes) -> SIMDMask<SIMD8<Int64>> {
        let (features, penalty) = (features, Lanes(repeating: penalty))
        var drifted = SIMDMask<SIMD8<Int64>>(repeating: false)
        var out = SIMD8<Int64>(repeating: 0)
        var line = 0
        for row in 0...features {
            let total = sums[row]
            means[row] = total * reciprocal
            let left = lower + line
            var other = 0
            for column in 0..<row {
                let right = scaled + other
                var rest = products[line + column] - total * means[column]
                for index in 0..<column { rest -= left[index] * right[index] }
                scaled[line + column] = rest
                left[column] = rest * reciprocals[column]
                other += column + 1
            }
            let centred = products[line + row] - total * means[row]
            drifted = drifted .| (centred .< squares[row] * RegressionLanes.driftLimit)
            var rest = row == features ? centred : centred + penalty
            for index in 0..<row { rest -= left[index] * scaled[line + index] }
            scaled[line + row] = rest
            let dependent = rest .<= squares[row] * RegressionLanes.dependence
            reciprocals[row] = (1 / rest).replacing(with: 0, where: dependent)
            if row < features { out.replace(with: out &+ 1, where: dependent) }
            line += row + 1
        }
        leftOut = out
        let last = lower + features * (features + 1) / 2
        for row in stride(from: features - 1, through: 0, by: -1) {
            var rest = last[row]
            var place = (row + 1) * (row + 2) / 2 + row
            for index in row + 1..<max(features, row + 1) {
                rest -= lower[place] * coefficients[index]
                place += index + 1
            }
            coefficients[row] = rest
        }
        return drifted
    }

    /// The value of the last solution at a row that is shifted as the sums are.
    @inline(__always)
    func value(at row: UnsafeMutablePointer<Lanes>) -> Lanes {
        var total = shift[features] + means[features]
        for index in 0..<features { total += coefficients[index] * (row[index] - means[index]) }
        return total
    }

    /// The intercept of the last solution, for features that are not shifted.
    func intercept() -> Lanes {
        var total = shift[features] + means[features]
        for index in 0..<features { total -= coefficients[index] * (means[index] + shift[index]) }
        return total
    }

    /// The sum of squared residuals of the last solution; with a penalty, that and the penalty's part.
    func residualSquares() -> Lanes {
        scaled[(features + 1) * (features + 2) / 2 - 1]
    }
}
