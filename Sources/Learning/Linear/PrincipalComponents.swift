public import LinearAlgebra

/// The directions in which features vary most.
///
/// - Verified by: `PrincipalComponentTests`: the oracle's components, variances and scores.
public struct PrincipalComponents: Sendable, Equatable {
    /// The means that are taken off the features.
    public let means: [Double]
    /// A direction a row, of length one, the largest variance first; its largest loading is positive.
    ///
    /// Shape `[m, k]`.
    public let directions: Matrix<Double>
    /// The variance along each direction, with divisor `n − 1` (with weights: of the sum of the weights).
    public let variances: [Double]
    /// The part of the whole variance along each direction; NaN where nothing varies.
    public let shares: [Double]
    /// `Σ w score label` of each component, for the regression on them.
    let projections: [Double]
    /// The squared singular value of each component.
    let squares: [Double]

    /// The first `count` components, by singular values.
    ///
    /// - Throws: `LearningError.parameter` where `count` is not from 1 to `k`; `.tooFewSamples` for fewer than 2.
    public init(features: Matrix<Double>, count: Int) throws(LearningError) {
        let labels = [Double](repeating: 0, count: features.rows)
        try self.init(TrainingSample(features, labels, weights: nil, needed: 2, purpose: "components"), count: count)
    }

    init(_ sample: TrainingSample, count: Int) throws(LearningError) {
        guard count >= 1, count <= sample.features.columns else {
            throw .parameter(
                name: "components", found: "\(count)",
                allowed: "1 to \(sample.features.columns), the number of features")
        }
        let centred = sample.centred()
        let (values, projected) = try LearningError.wrapping { () throws(LinearAlgebraError) in
            let values = try SingularValues(of: centred.features)
            return (values, try values.left.transposed * centred.labels)
        }
        means = centred.means
        let rank = min(count, values.values.count)
        var directions = Matrix<Double>(rows: rank, columns: means.count, order: .rowMajor)
        var projections: [Double] = []
        for place in 0..<rank {
            let row = values.rightTransposed.row(place)
            let largest = row.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
            let sign: Double = largest < 0 ? -1 : 1
            for column in row.indices { directions[place, column] = sign * row[column] }
            projections.append(sign * projected[place] * values.values[place])
        }
        let divisor = sample.weights == nil ? Double(sample.count - 1) : sample.totalWeight
        let all = values.values.map { $0 * $0 }
        let total = Vectors.sum(all)
        self.directions = directions
        self.projections = projections
        squares = all.prefix(rank).enumerated().map { $0.offset < values.rank ? $0.element : 0 }
        variances = all.prefix(rank).map { $0 / divisor }
        shares = all.prefix(rank).map { $0 / total }
    }

    /// The place of each row along the directions; shape `[rows, m]`.
    ///
    /// - Throws: `LearningError.shape`.
    public func scores(_ features: Matrix<Double>) throws(LearningError) -> Matrix<Double> {
        guard features.columns == means.count else {
            throw .shape(found: "\(features.columns) features", needed: "the \(means.count) of the components")
        }
        var moved = features.packed(.columnMajor)
        for column in 0..<moved.columns {
            for row in 0..<moved.rows { moved[row, column] -= means[column] }
        }
        let (matrix, directions) = (moved, directions)
        return try LearningError.wrapping { () throws(LinearAlgebraError) in try matrix * directions.transposed }
    }
}
