internal import Core
internal import LinearAlgebra

/// A training under way.
final class TrainingSession<Source: BatchSource> {
    typealias Element = Source.Element

    let trainer: NetworkTrainer<Source>
    let workspace: NetworkWorkspace<Element>
    let stepsPerEpoch: Int
    private(set) var state: TrainingCheckpoint<Element>
    /// The samples in the order of the epoch.
    private var order: [Int]

    init(trainer: NetworkTrainer<Source>, checkpoint: TrainingCheckpoint<Element>) {
        self.trainer = trainer
        state = checkpoint
        order = Array(trainer.training)
        let plan = trainer.plan
        stepsPerEpoch = trainer.stepsPerEpoch
        workspace = NetworkWorkspace(
            design: trainer.design, capacity: plan.batch, targets: plan.loss.labels(outputs: trainer.design.outputs))
        workspace.load(checkpoint.parameters)
        workspace.copy(checkpoint.firstMoments, to: workspace.firstMoments)
        workspace.copy(checkpoint.secondMoments, to: workspace.secondMoments)
    }

    /// Takes steps until an end.
    func run(
        onEpoch: (EpochRecord) -> Void, onCheckpoint: ((TrainingCheckpoint<Element>) -> Void)?,
        isCancelled: () -> Bool
    ) -> TrainingOutcome<Element> {
        while state.epoch < trainer.plan.epochs {
            if let end = stopsEarly { return outcome(end) }
            shuffle()
            while state.stepsOfEpoch < stepsPerEpoch {
                if isCancelled() { return outcome(.cancelled) }
                guard isBounded(step().loss) else { return outcome(diverged) }
            }
            guard endEpoch() else { return outcome(diverged) }
            if let record = state.history.last { onEpoch(record) }
            if let onCheckpoint {
                takeParameters()
                onCheckpoint(state)
            }
        }
        return outcome(stopsEarly ?? .finished)
    }

    /// Puts the samples in the order of this epoch, a function of the seed and the epoch alone.
    func shuffle() {
        for (place, sample) in trainer.training.enumerated() { order[place] = sample }
        guard trainer.plan.shuffles else { return }
        var stream = trainer.plan.seed.stream("order", index: state.epoch)
        order.withUnsafeMutableBufferPointer { order in
            var place = order.count - 1
            while place > 0 {
                order.swapAt(place, stream.below(place + 1))
                place -= 1
            }
        }
    }

    /// Takes the next step of the epoch; one whose loss is not bounded changes no parameter.
    ///
    /// - Returns: The mean loss of the batch before the step, and the norm of its gradient after clipping (NaN where
    ///   neither the clipping nor the caller asks for it).
    func step(measuresNorm: Bool = false) -> (loss: Double, gradientNorm: Double) {
        let plan = trainer.plan
        let start = state.stepsOfEpoch * plan.batch
        let rows = min(plan.batch, order.count - start)
        pack(order, start..<start + rows)
        workspace.forward(rows: rows, dropout: DropoutDraw(seed: plan.seed, step: state.steps))
        let total = workspace.loss(
            plan.loss, rows: rows, isWeighted: trainer.data.weights != nil, makesGradient: true)
        let loss = total / Double(plan.loss.terms(rows: rows, width: trainer.design.outputs))
        if state.steps == 0 { state.firstLoss = loss }
        guard isBounded(loss) else { return (loss, .nan) }
        workspace.backward(rows: rows)
        let norm = workspace.clip(plan.clipping, measuresNorm: measuresNorm)
        workspace.update(
            plan.optimiser, rate: rate(ofStep: state.steps), step: state.steps + 1, penalty: plan.penalty)
        state.lossOfEpoch += total
        state.stepsOfEpoch += 1
        state.steps += 1
        return (loss, norm)
    }

    private func rate(ofStep step: Int) -> Double {
        trainer.plan.schedule.rate(step: step, stepsPerEpoch: stepsPerEpoch, epochs: trainer.plan.epochs)
    }

    private func pack(_ samples: [Int], _ range: Range<Int>) {
        workspace.pack(trainer.data.source, samples, range)
        workspace.packLabels(trainer.data.labels, weights: trainer.data.weights, samples, range)
    }

    /// Whether a loss is finite and less than a million times that of the first batch (or than 1).
    private func isBounded(_ loss: Double) -> Bool { loss <= 1e6 * max(state.firstLoss, 1) && loss.isFinite }

    private var diverged: TrainingOutcome<Element>.End {
        .failed(.divergence(epoch: state.epoch, step: state.steps))
    }

    private var stopsEarly: TrainingOutcome<Element>.End? {
        guard let rule = trainer.plan.earlyStopping, let best = state.bestEpoch else { return nil }
        return state.epoch - 1 - best >= rule.patience ? .stoppedEarly : nil
    }

    /// Closes the epoch: its record, and the best parameters.
    ///
    /// - Returns: Whether losses and parameters are finite.
    func endEpoch() -> Bool {
        let plan = trainer.plan
        let terms = plan.loss.terms(rows: trainer.training.count, width: trainer.design.outputs)
        let record = EpochRecord(
            epoch: state.epoch, steps: state.steps, learningRate: rate(ofStep: state.steps - 1),
            trainingLoss: state.lossOfEpoch / Double(terms), validationLoss: trainer.validation.map(loss))
        guard isBounded(record.measure), workspace.hasFiniteParameters() else { return false }
        state.history.append(record)
        if record.measure < state.bestLoss - (plan.earlyStopping?.minimumImprovement ?? 0) {
            state.bestLoss = record.measure
            state.bestEpoch = state.epoch
            state.bestParameters = workspace.currentParameters
        }
        state.epoch += 1
        state.stepsOfEpoch = 0
        state.lossOfEpoch = 0
        return true
    }

    /// The mean loss over samples, without dropout.
    func loss(_ samples: Range<Int>) -> Double {
        let (batch, loss) = (trainer.plan.batch, trainer.plan.loss)
        let places = Array(samples)
        var total = 0.0
        for start in stride(from: 0, to: places.count, by: batch) {
            let rows = min(batch, places.count - start)
            pack(places, start..<start + rows)
            workspace.forward(rows: rows, dropout: nil)
            total += workspace.loss(
                loss, rows: rows, isWeighted: trainer.data.weights != nil, makesGradient: false)
        }
        return total / Double(loss.terms(rows: places.count, width: trainer.design.outputs))
    }

    /// Brings the state up to what the workspace has reached.
    private func takeParameters() {
        state.parameters = workspace.currentParameters
        state.firstMoments = workspace.array(workspace.firstMoments)
        state.secondMoments = workspace.array(workspace.secondMoments)
    }

    private func outcome(_ end: TrainingOutcome<Element>.End) -> TrainingOutcome<Element> {
        takeParameters()
        var takesBest = trainer.plan.earlyStopping != nil && state.bestEpoch != nil
        if case .failed = end { takesBest = true }
        let network = Network(
            design: trainer.design, unchecked: takesBest ? state.bestParameters : state.parameters)
        return TrainingOutcome(end: end, network: network, checkpoint: state)
    }
}
