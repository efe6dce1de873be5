extension TrainingSamples {
    /// The same samples with other weights, such as those that only what was known at a training can tell.
    ///
    /// - Parameter weights: Not negative and finite; shape `[count]`.
    /// - Throws: `LearningError.shape`, `.parameter`.
    public func weighted(_ weights: [Double]) throws(LearningError) -> TrainingSamples {
        guard weights.count == count else {
            throw .shape(found: "\(weights.count) weights", needed: "one for each of \(count) samples")
        }
        var columns = inputs.columns
        for (place, weight) in zip(inputs.places, weights) {
            guard weight >= 0, weight.isFinite else {
                throw .parameter(name: "a weight", found: "\(weight)", allowed: "a finite number from 0 on")
            }
            columns.weights[place] = weight
        }
        return TrainingSamples(
            inputs: SampleInputs(
                table: inputs.table, columns: columns, window: inputs.window,
                instrumentIndices: inputs.instrumentIndices, places: inputs.places))
    }
}
