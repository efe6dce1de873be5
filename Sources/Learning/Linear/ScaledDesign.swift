internal import LinearAlgebra

/// Features brought to one scale behind an intercept: what Newton's method for classes works on.
struct ScaledDesign {
    /// The intercept and features less their means over their lengths, by columns.
    let matrix: Matrix<Double>
    /// The penalty of each coefficient on the matrix, 0 for the intercept.
    let penalties: [Double]
    let means: [Double]
    let lengths: [Double]

    init(_ sample: TrainingSample, penalty: Double) throws(LearningError) {
        var columns = [[Double](repeating: 1, count: sample.count)]
        var (means, lengths): ([Double], [Double]) = ([], [])
        for column in 0..<sample.features.columns {
            let values = sample.features.column(column)
            let mean = sample.mean(values)
            let length = sample.mean(values.map { ($0 - mean) * ($0 - mean) }).squareRoot()
            means.append(mean)
            lengths.append(length > 0 ? length : 1)
            columns.append(values.map { ($0 - mean) / (length > 0 ? length : 1) })
        }
        let made = columns
        matrix = try LearningError.wrapping { () throws(LinearAlgebraError) in try Matrix(columns: made) }
        (self.means, self.lengths) = (means, lengths)
        penalties = [0] + lengths.map { penalty / ($0 * $0) }
    }

    /// The function of coefficients on the matrix, the intercept first, in the units of the features.
    func function(_ beta: [Double]) -> LinearFunction {
        let coefficients = zip(beta.dropFirst(), lengths).map { $0 / $1 }
        return LinearFunction(intercept: beta[0] - Vectors.dot(means, coefficients), coefficients: coefficients)
    }
}

extension TrainingSample {
    /// Samples whose classes shall be told apart, with a penalty or without.
    init(
        classesOf features: Matrix<Double>, _ labels: [Double], weights: [Double]?, penalty: Double, purpose: String
    ) throws(LearningError) {
        guard penalty >= 0, penalty.isFinite else {
            throw .parameter(name: "penalty", found: "\(penalty)", allowed: "0 or more")
        }
        try self.init(
            features, labels, weights: weights, needed: penalty > 0 ? 2 : features.columns + 2, purpose: purpose)
    }

    /// Throws where features depend on others and no penalty chooses among the solutions.
    func requireIndependentFeatures(penalty: Double) throws(LearningError) {
        guard penalty == 0 else { return }
        let solution = try PivotedSolution(centred(), samples: self)
        guard solution.leftOut.isEmpty else { throw .dependentFeatures(columns: solution.leftOut) }
    }
}
