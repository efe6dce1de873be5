public import LinearAlgebra

/// What a regression that is refitted at every row gave.
public struct RollingFit: Sendable {
    /// The first row with a model.
    public let first: Int
    /// The prediction for each row from the model in force there; NaN before the first.
    ///
    /// Shape `[n]`.
    public internal(set) var predictions: [Double]
    /// The model in force at each row, by rows: the intercept, then a coefficient for each feature.
    ///
    /// Row `n` holds the one for the row that is not there yet. NaN before the first; shape `[n + 1, k + 1]`, or `[0, k + 1]` where they were
    /// not to be kept.
    public internal(set) var coefficients: Matrix<Double>
    /// The model for the row after the last: with it the next sample is predicted.
    public internal(set) var last: LinearFunction
    /// In how many fits a feature was left out because it depends on others.
    public internal(set) var leftOut = 0
    /// How often sums were made anew because they had lost digits, the regular times not counted.
    public internal(set) var restarts = 0

    init(rows: Int, features: Int, first: Int, keepingCoefficients: Bool) {
        self.first = first
        predictions = [Double](repeating: .nan, count: rows)
        coefficients = Matrix(
            rows: keepingCoefficients ? rows + 1 : 0, columns: features + 1, order: .rowMajor, repeating: .nan)
        last = LinearFunction(intercept: 0, coefficients: [Double](repeating: 0, count: features))
    }
}
