public import LinearAlgebra

/// A model that learns from all windows as one matrix: every regression here is one.
///
/// The windows are copied for the fit, `W` times the size of the features; predictions are packed in batches.
public protocol MatrixModel: Model where Fitted == FittedMatrixModel<MatrixFit> {
    /// What has been learnt of a matrix.
    associatedtype MatrixFit: MatrixPrediction

    /// Learns from the rows of a matrix.
    func fit(features: Matrix<Double>, labels: [Double], weights: [Double]?) throws(LearningError) -> MatrixFit
}

/// A number for each row of a matrix.
public protocol MatrixPrediction: Sendable {
    /// - Returns: Shape `[features.rows]`.
    /// - Throws: `LearningError.shape`.
    func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double]
}

extension MatrixModel {
    /// Learns from the windows, packed.
    ///
    /// - Throws: `LearningError` of the fit; `.cancelled`.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        guard !context.isCancelled() else { throw .cancelled }
        let weights = samples.weights
        let areEqual = weights.allSatisfy { $0 == weights[0] }
        let matrix = try samples.inputs.matrix()
        do throws(LearningError) {
            return FittedMatrixModel(
                width: samples.inputs.width,
                fit: try fit(features: matrix, labels: samples.labels, weights: areEqual ? nil : weights))
        } catch { throw samples.inputs.naming(error) }
    }
}

/// A model learnt of a matrix of windows.
public struct FittedMatrixModel<Fit: MatrixPrediction>: FittedModel {
    /// How many numbers a window must have.
    public let width: Int
    /// What has been learnt.
    public internal(set) var fit: Fit

    /// The windows that are packed at a time.
    private static var batch: Int { 4_096 }

    /// A number for each sample, packed in batches.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
        try requireWidth(of: inputs)
        var values: [Double] = []
        values.reserveCapacity(inputs.count)
        for start in stride(from: 0, to: inputs.count, by: FittedMatrixModel.batch) {
            let end = min(inputs.count, start + FittedMatrixModel.batch)
            values += try fit.predict(try inputs.matrix(start..<end))
        }
        return values
    }
}
