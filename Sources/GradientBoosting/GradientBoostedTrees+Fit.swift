public import Learning

extension GradientBoostedTrees {
    /// Grows the trees.
    ///
    /// All windows are copied in single precision, and once more by the library. `context.onEpoch` is told of each round;
    /// its losses are means over the samples, in squared units of the labels for the squared error.
    ///
    /// - Throws: `LearningError`: `.library` where it is absent or fails; parameters out of range; `.oneClass`;
    ///   `.emptyFold` where the purge leaves nothing before the validation part; `.divergence`; `.cancelled`, which is
    ///   asked before each round.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> FittedTrees {
        try requireValid()
        let library = try XGBoostLibrary.found(file: self.library)
        var (training, validation): (TrainingSamples, TestSamples?) = (samples, nil)
        if let stop {
            let fold = try samples.folds(HoldOut(from: .fraction(stop.validation)))[0]
            (training, validation) = (fold.training, fold.test)
        }
        let labels = try BoostingLabels(training, objective: objective, areStandardised: standardisesLabels)
        var matrices = [
            try BoosterMatrix(
                training.inputs, labels: try labels.learnt(training.labels), weights: training.weights, in: library)
        ]
        if let validation {
            matrices.append(
                try BoosterMatrix(
                    validation.inputs, labels: try labels.learnt(validation.labels), weights: validation.weights,
                    in: library))
        }
        var booster = try Booster(library, matrices: matrices)
        for (name, value) in settings(seed: context.seed, start: labels.start) { try booster.set(name, value) }
        let (history, kept) = try grow(booster, scale: labels.scale, context)
        if kept < history.count { booster = try booster.first(kept) }
        try booster.note(TreeDocument.centreName, "\(labels.centre)")
        try booster.note(TreeDocument.scaleName, "\(labels.scale)")
        return FittedTrees(
            width: samples.inputs.width, bytes: try booster.bytes(), rounds: kept, centre: labels.centre,
            scale: labels.scale, history: history, library: self.library)
    }

    /// Grows trees round by round until the last, or until the loss of the held-out part has not fallen for a while.
    ///
    /// - Returns: The losses, and how many rounds are kept.
    private func grow(
        _ booster: Booster, scale: Double, _ context: FitContext
    ) throws(LearningError) -> (history: [EpochRecord], kept: Int) {
        var (history, best): ([EpochRecord], (round: Int, loss: Double)) = ([], (0, .infinity))
        for round in 0..<rounds {
            guard !context.isCancelled() else { throw .cancelled }
            let losses = try booster.grow(round).map { objective.loss(ofMetric: $0, scale: scale) }
            guard losses.allSatisfy({ $0.isFinite }) else { throw .divergence(epoch: round, step: round + 1) }
            let record = EpochRecord(
                epoch: round, steps: round + 1, learningRate: learningRate, trainingLoss: losses[0],
                validationLoss: losses.count > 1 ? losses[1] : nil)
            history.append(record)
            context.onEpoch(record)
            if let stop, let loss = record.validationLoss {
                if loss < best.loss { best = (round, loss) }
                if round - best.round >= stop.patience { break }
            }
        }
        return (history, stop == nil ? history.count : best.round + 1)
    }
}
