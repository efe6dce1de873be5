public import LinearAlgebra

/// A fitted model that tells a few classes apart: what it predicts is the label of the most probable, the first of equals.
///
/// - Verified by: `NetworkClassesTests`.
public protocol ClassifyingFit: FittedModel {
    /// The labels of the classes, ascending; empty for a fit that forecasts numbers.
    var classes: [Double] { get }

    /// The probability of each class for each sample.
    ///
    /// - Returns: Shape `[inputs.count, classes.count]`; each row sums to 1.
    /// - Throws: `LearningError.shape`.
    func probabilities(_ inputs: SampleInputs) throws(LearningError) -> Matrix<Double>
}

extension FittedMatrixModel: ClassifyingFit where Fit == MultinomialFit {
    /// The labels of the classes, ascending.
    public var classes: [Double] { fit.classes }

    /// The probability of each class for each sample.
    ///
    /// - Throws: `LearningError.shape`.
    public func probabilities(_ inputs: SampleInputs) throws(LearningError) -> Matrix<Double> {
        try requireWidth(of: inputs)
        return try fit.probabilities(try inputs.matrix())
    }
}
