internal import LinearAlgebra

extension TrainingCheckpoint<Float> {
    /// The tag in `StoredModel.kind`.
    static var storedKind: String { "network-checkpoint" }

    /// The checkpoint without design and plan, for which a digest stands.
    ///
    /// - Parameter training: The digest of all that the training hangs on.
    /// - Returns: `nil` where a number is not finite, from where no training can go on.
    func stored(of training: String) -> StoredModel? {
        var numbers = [
            "counters": [epoch, stepsOfEpoch, steps].map { Double($0) }, "losses": [lossOfEpoch, firstLoss],
            "history_steps": history.map { Double($0.steps) }, "history_rates": history.map(\.learningRate),
            "history_training": history.map(\.trainingLoss),
        ]
        // Before the first epoch there is no best one, and its loss is infinite.
        if let bestEpoch { numbers["best"] = [Double(bestEpoch), bestLoss] }
        if plan.earlyStopping != nil { numbers["history_validation"] = history.compactMap(\.validationLoss) }
        let singles = [
            "parameters": parameters, "first_moments": firstMoments, "second_moments": secondMoments,
            "best_parameters": bestParameters,
        ]
        guard numbers.values.allSatisfy({ $0.allSatisfy(\.isFinite) }),
            singles.values.allSatisfy({ $0.allSatisfy(\.isFinite) })
        else { return nil }
        return StoredModel(
            kind: Self.storedKind, numbers: numbers, singles: singles, texts: ["training": training])
    }

    /// The checkpoint that was stored.
    ///
    /// - Throws: `LearningError.parameter`, `.shape` for anything that is none of this training.
    init(
        _ stored: StoredModel, of training: String, design: NetworkDesign, plan: TrainingPlan, samples: Int
    ) throws(LearningError) {
        guard stored.kind == Self.storedKind, try stored.text("training") == training else {
            throw stored.invalid("training", found: "that of another", "a checkpoint of this training")
        }
        let most = 1 << 52
        let counters = try stored.wholeNumbers("counters", in: 0...most, count: 3)
        let epoch = counters[0]
        guard epoch <= plan.epochs else {
            throw stored.invalid("counters", found: "\(epoch) epochs", "at most \(plan.epochs)")
        }
        let steps = try stored.wholeNumbers("history_steps", in: 0...most, count: epoch)
        let rates = try stored.finiteNumbers("history_rates", count: epoch)
        let losses = try stored.finiteNumbers("history_training", count: epoch)
        let held = plan.earlyStopping == nil ? nil : try stored.finiteNumbers("history_validation", count: epoch)
        let sums = try stored.finiteNumbers("losses", count: 2)
        var best: (epoch: Int?, loss: Double) = (nil, .infinity)
        if stored.numbers["best"] != nil {
            let pair = try stored.finiteNumbers("best", count: 2)
            guard let place = Int(exactly: pair[0]), (0..<epoch).contains(place) else {
                throw stored.invalid("best", found: "epoch \(pair[0])", "one of the \(epoch) that are done")
            }
            best = (place, pair[1])
        }
        let count = design.parameterCount
        try self.init(
            design: design, plan: plan, samples: samples,
            parameters: try stored.finiteSingles("parameters", count: count),
            firstMoments: try stored.finiteSingles("first_moments", count: count),
            secondMoments: try stored.finiteSingles("second_moments", count: count), epoch: epoch,
            stepsOfEpoch: counters[1], steps: counters[2], lossOfEpoch: sums[0], firstLoss: sums[1],
            bestParameters: try stored.finiteSingles("best_parameters", count: count), bestEpoch: best.epoch,
            bestLoss: best.loss,
            history: (0..<epoch).map {
                EpochRecord(
                    epoch: $0, steps: steps[$0], learningRate: rates[$0], trainingLoss: losses[$0],
                    validationLoss: held?[$0])
            })
    }
}
