internal import LinearAlgebra

/// Features and labels less their weighted means, each sample times the root of its weight: regression through the
/// origin on these is regression with an intercept on those before.
struct CentredSample {
    /// Column-major, packed.
    let features: Matrix<Double>
    let labels: [Double]
    let means: [Double]
    let labelMean: Double

    /// The linear function on the features as they were.
    func function(_ coefficients: [Double]) -> LinearFunction {
        LinearFunction(intercept: labelMean - Vectors.dot(means, coefficients), coefficients: coefficients)
    }
}
