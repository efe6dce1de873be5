public import LinearAlgebra

/// An intercept and a coefficient for each feature: what every linear model is in the end.
public struct LinearFunction: Sendable, Equatable, Codable {
    /// The value where all features are zero.
    public var intercept: Double
    /// A coefficient for each feature, in the units of the label over those of the feature.
    public var coefficients: [Double]

    /// An intercept and coefficients.
    public init(intercept: Double, coefficients: [Double]) {
        self.intercept = intercept
        self.coefficients = coefficients
    }

    /// `intercept + features · coefficients` for each row.
    ///
    /// - Throws: `LearningError.shape` where there are not as many columns as coefficients.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        guard features.columns == coefficients.count else {
            throw .shape(
                found: "\(features.columns) features", needed: "the \(coefficients.count) that the model was fitted on")
        }
        var values = [Double](repeating: intercept, count: features.rows)
        try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Matrix.multiply(features, coefficients, into: &values, beta: 1)
        }
        return values
    }

    /// `intercept + row · coefficients`; the row must have as many features.
    public func value(_ row: [Double]) -> Double { intercept + Vectors.dot(row, coefficients) }
}
