public import LinearAlgebra

extension NetworkModel.Fitted: ClassifyingFit {
    /// The probability of each class for each sample, from the logits in double precision.
    ///
    /// - Returns: Shape `[inputs.count, classes.count]`; without classes no columns.
    /// - Throws: `LearningError.shape`.
    public func probabilities(_ inputs: SampleInputs) throws(LearningError) -> Matrix<Double> {
        try requireWidth(of: inputs)
        var result = Matrix<Double>(rows: inputs.count, columns: classes.count)
        guard !classes.isEmpty else { return result }
        let logits = try network.predict(InputSource(inputs))
        for row in 0..<inputs.count {
            for column in classes.indices { result[row, column] = Double(logits[row, column]) }
        }
        Softmax.normalise(&result)
        return result
    }
}
