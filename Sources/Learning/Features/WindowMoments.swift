public import LinearAlgebra

/// The sums over training samples from which linear models of windows are solved, without the windows.
///
/// With `z` the `W·K` numbers of a window, `y` the label and `w` the weight:
///
///     gram = Σ w z zᵀ,   cross = Σ w z y,   sums = Σ w z
///
/// - Verified by: `WindowMomentsTests`, against windows copied into a matrix.
public struct WindowMoments: Sendable {
    /// How many samples there are.
    public internal(set) var count = 0
    /// `Σ w`.
    public internal(set) var weight = 0.0
    /// `Σ w z zᵀ`, symmetric to the bit; shape `[W·K, W·K]`.
    public internal(set) var gram: Matrix<Double>
    /// `Σ w z y`; shape `[W·K]`.
    public internal(set) var cross: [Double]
    /// `Σ w z`; shape `[W·K]`.
    public internal(set) var sums: [Double]
    /// `Σ w y`.
    public internal(set) var labelSum = 0.0
    /// `Σ w y²`.
    public internal(set) var labelSquares = 0.0

    init(width: Int) {
        gram = Matrix(rows: width, columns: width, order: .rowMajor)
        cross = [Double](repeating: 0, count: width)
        sums = cross
    }

    /// The sums over deviations from the weighted means, as a model with an intercept needs them.
    ///
    /// Loses as many digits as the squared mean of a feature is greater than its variance: standardise features first
    /// whose mean is far from zero.
    public var centred: WindowMoments {
        guard weight > 0 else { return self }
        var result = self
        let width = sums.count
        for row in 0..<width {
            for column in 0...row {
                let value = gram[row, column] - sums[row] * sums[column] / weight
                result.gram[row, column] = value
                result.gram[column, row] = value
            }
            result.cross[row] = cross[row] - sums[row] * labelSum / weight
            result.sums[row] = 0
        }
        result.labelSquares = labelSquares - labelSum * labelSum / weight
        result.labelSum = 0
        return result
    }

    /// Adds the sums over other samples.
    ///
    /// - Precondition: windows of the same width.
    public mutating func add(_ other: WindowMoments) {
        precondition(other.sums.count == sums.count, "sums over windows of different width")
        count += other.count
        weight += other.weight
        labelSum += other.labelSum
        labelSquares += other.labelSquares
        for place in sums.indices {
            sums[place] += other.sums[place]
            cross[place] += other.cross[place]
        }
        let elements = sums.count * sums.count
        other.gram.withElements { source in
            gram.withMutableElements { target in
                for place in 0..<elements { target[place] += source[place] }
            }
        }
    }

    /// Copies the lower triangle of the Gram matrix to the upper one.
    mutating func mirror() {
        for row in 0..<gram.rows {
            for column in 0..<row { gram[column, row] = gram[row, column] }
        }
    }
}
