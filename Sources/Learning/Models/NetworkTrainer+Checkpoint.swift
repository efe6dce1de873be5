internal import Core
internal import LinearAlgebra

extension NetworkTrainer<InputSource> {
    /// Trains from the state that was kept, if it is of this training, else from the beginning, and keeps its own.
    ///
    /// - Parameter training: The digest of all that the training hangs on.
    func train(
        in context: FitContext, of training: String, keeping place: FitCheckpoint
    ) throws(LearningError) -> TrainingOutcome<Float> {
        func keep(_ state: TrainingCheckpoint<Float>) {
            if let stored = state.stored(of: training) { place.save(stored) }
        }
        var resumed: TrainingOutcome<Float>?
        if let kept = place.load(),
            let state = try? TrainingCheckpoint(
                kept, of: training, design: design, plan: plan, samples: data.source.count)
        {
            resumed = try? resume(
                state, onEpoch: context.onEpoch, onCheckpoint: keep, isCancelled: context.isCancelled)
        }
        let outcome: TrainingOutcome<Float>
        if let resumed {
            outcome = resumed
        } else {
            outcome = try train(onEpoch: context.onEpoch, onCheckpoint: keep, isCancelled: context.isCancelled)
        }
        if outcome.end == .cancelled { keep(outcome.checkpoint) }
        return outcome
    }

    /// The SHA-256 of layers, plan and samples: each row of features that is in some window once, labels and weights.
    func digest(of samples: TrainingSamples) -> String {
        var hash = SHA256()
        // Descriptions hold every field, and numbers in full.
        hash.update("\(design)\n\(plan)\n\(samples.count) \(samples.inputs.window)\n")
        hash.update(samples.labels)
        hash.update(samples.weights)
        // Early stopping divides by instants, and purges by the ends of labels.
        if plan.earlyStopping != nil {
            hash.update(data.spans.starts)
            hash.update(data.spans.ends)
        }
        let inputs = samples.inputs
        let (table, features) = (inputs.table, inputs.table.width)
        var isUsed = [Bool](repeating: false, count: table.values.count / features)
        let offsets = (0..<inputs.count).map(inputs.offset)
        for offset in offsets {
            for row in 0..<inputs.window { isUsed[offset / features + row] = true }
        }
        hash.update(offsets)
        table.values.withUnsafeBytes { bytes in
            let size = features * MemoryLayout<Double>.size
            for row in isUsed.indices where isUsed[row] {
                hash.update(UnsafeRawBufferPointer(rebasing: bytes[row * size..<(row + 1) * size]))
            }
        }
        return hash.hexDigest()
    }
}
