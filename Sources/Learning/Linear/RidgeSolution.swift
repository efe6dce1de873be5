/// Ridge regression at one penalty.
public struct RidgeSolution: Sendable, Equatable {
    /// The weight of the squared coefficients.
    public let penalty: Double
    /// The fitted function.
    public let function: LinearFunction
    /// `Σ σ² / (σ² + penalty)`: how many free coefficients the penalised ones are worth, the intercept not counted.
    public let degreesOfFreedom: Double
    /// `Σ w e²`.
    public let residualSquares: Double
    /// Generalised cross-validation, `n Σ w e² / (n − 1 − degreesOfFreedom)²`: an estimate of the mean squared error on
    /// new samples; infinite where nothing is left.
    ///
    /// - Source: Golub, Heath and Wahba (1979), Technometrics 21, eq. 1.4, with one degree for the intercept.
    public let crossValidation: Double
}
