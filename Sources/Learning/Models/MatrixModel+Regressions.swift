extension LeastSquares: MatrixModel {}
extension LeastSquaresFit: MatrixPrediction {}

/// Predicts by the penalty whose generalised cross-validation is least, among the training samples.
extension RidgeRegression: MatrixModel {}
extension RidgeFit: MatrixPrediction {}

/// Predicts by the last penalty.
extension ElasticNet: MatrixModel {}
extension ElasticNetFit: MatrixPrediction {}

extension HuberRegression: MatrixModel {}
extension HuberFit: MatrixPrediction {}

extension QuantileRegression: MatrixModel {}
extension QuantileFit: MatrixPrediction {}

/// Predicts the probability of the greater label.
extension LogisticRegression: MatrixModel {
    /// Yes.
    public var predictsProbability: Bool { true }
}
extension LogisticFit: MatrixPrediction {}

/// Predicts the label of the most probable class.
extension MultinomialRegression: MatrixModel {
    /// Yes.
    public var predictsClass: Bool { true }
}
extension MultinomialFit: MatrixPrediction {}

extension PrincipalComponentRegression: MatrixModel {}
extension PrincipalComponentFit: MatrixPrediction {}

extension PartialLeastSquares: MatrixModel {}
extension PartialLeastSquaresFit: MatrixPrediction {}
