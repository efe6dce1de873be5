import Core
import LinearAlgebra
import Testing

@testable import Learning

@Suite struct NetworkTrainerTests {
    /// A plan in which everything random has a part, and its trainer.
    static func trainer(
        seed: UInt64, optimiser: Optimiser = .adam(), epochs: Int = 6
    ) throws -> NetworkTrainer<MatrixSource<Double>> {
        let design = try NetworkDesign(inputs: 4, hidden: [12, 6], activation: .silu, dropout: 0.2, normalises: true)
        let plan = TrainingPlan(
            optimiser: optimiser, schedule: .init(rate: 0.01, decay: .cosine(), warmUpSteps: 5), clipping: .norm(1),
            penalty: .init(l1: 1e-5, l2: 1e-4), batch: 32, epochs: epochs,
            earlyStopping: .init(validation: 0.25, patience: 50), seed: NetworkSeed(run: seed))
        return try NetworkTrainer(design: design, plan: plan, data: NetworkProblems.regression(seed: 5))
    }

    @Test func theSameSeedGivesTheSameBitsAndAnotherSeedOthers() throws {
        let first = try Self.trainer(seed: 1).train()
        let second = try Self.trainer(seed: 1).train()
        #expect(first.network == second.network)
        #expect(first.checkpoint == second.checkpoint)
        let third = try Self.trainer(seed: 2).train()
        #expect(first.network != third.network)
        for other in [
            NetworkSeed(run: 1, fold: 1), NetworkSeed(run: 1, model: 1), NetworkSeed(run: 1, member: 1),
        ] {
            let start = Network<Double>(design: first.network.design, seed: NetworkSeed(run: 1))
            #expect(start != Network<Double>(design: first.network.design, seed: other))
        }
    }

    @Test func trainingsBesideEachOtherGiveTheBitsOfOneAlone() async throws {
        let alone = try (0..<4).map { try Self.trainer(seed: UInt64($0)).train().network.parameters }
        let beside = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
            for seed in 0..<4 {
                group.addTask { (seed, try Self.trainer(seed: UInt64(seed)).train().network.parameters) }
            }
            return try await group.reduce(into: [Int: [Double]]()) { $0[$1.0] = $1.1 }
        }
        for seed in 0..<4 { #expect(beside[seed] == alone[seed]) }
    }

    static let optimisers: [Optimiser] = [
        .gradientDescent, .momentum(), .nesterov(), .rmsprop(), .adagrad(), .adam(), .adamW(),
    ]

    @Test(arguments: optimisers)
    func anInterruptedTrainingResumesToTheSameBits(optimiser: Optimiser) throws {
        let trainer = try Self.trainer(seed: 3, optimiser: optimiser)
        let whole = try trainer.train()
        #expect(whole.end == .finished)
        #expect(whole.history.count == 6)
        for stop in [0, 1, 4, 7, 8, 20, 41] {
            var asked = 0
            let part = try trainer.train(isCancelled: {
                asked += 1
                return asked > stop
            })
            #expect(part.end == .cancelled)
            #expect(part.checkpoint.steps == stop)
            let read = try TrainingCheckpoint(
                design: part.checkpoint.design, plan: part.checkpoint.plan, samples: part.checkpoint.samples,
                parameters: part.checkpoint.parameters, firstMoments: part.checkpoint.firstMoments,
                secondMoments: part.checkpoint.secondMoments, epoch: part.checkpoint.epoch,
                stepsOfEpoch: part.checkpoint.stepsOfEpoch, steps: part.checkpoint.steps,
                lossOfEpoch: part.checkpoint.lossOfEpoch, firstLoss: part.checkpoint.firstLoss,
                bestParameters: part.checkpoint.bestParameters, bestEpoch: part.checkpoint.bestEpoch,
                bestLoss: part.checkpoint.bestLoss, history: part.checkpoint.history)
            let rest = try trainer.resume(read)
            #expect(rest.checkpoint == whole.checkpoint, "stopped after \(stop) steps")
            #expect(rest.network == whole.network)
        }
    }

    @Test func aCheckpointOfAnotherTrainingIsRefused() throws {
        let trainer = try Self.trainer(seed: 3)
        let checkpoint = try trainer.train(isCancelled: { true }).checkpoint
        let other = try Self.trainer(seed: 4)
        #expect(
            throws: LearningError.shape(
                found: "a checkpoint of another design, plan or number of samples", needed: "one of this training")
        ) { try other.resume(checkpoint) }
        var moved = checkpoint
        moved.steps = 99
        #expect(throws: LearningError.self) { try trainer.resume(moved) }
    }

    @Test func theEpochsAreToldAndTheLossFalls() throws {
        var told: [EpochRecord] = []
        let outcome = try Self.trainer(seed: 6, epochs: 40).train(onEpoch: { told.append($0) })
        #expect(told == outcome.history)
        #expect(told.map(\.epoch) == Array(0..<40))
        let (first, last) = (try #require(told.first), try #require(told.last))
        #expect(last.trainingLoss < 0.5 * first.trainingLoss)
        // 300 samples, 75 held out: 225 in batches of 32.
        #expect(first.steps == 8)
        #expect(last.learningRate < first.learningRate)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func earlyStoppingKeepsTheBestWeights(seed: UInt64) throws {
        // Labels that hang on nothing: what is learnt is noise, and the held-out loss rises soon.
        let features = NetworkProblems.features(60, 6, seed: seed)
        var random = RandomStream(seed: seed, name: "labels")
        let labels = (0..<60).map { _ in random.uniform() }
        let plan = TrainingPlan(
            schedule: .init(rate: 0.01), batch: 8, epochs: 500,
            earlyStopping: .init(validation: 0.3, patience: 4), seed: NetworkSeed(run: seed))
        let trainer = try NetworkTrainer(
            design: NetworkDesign(inputs: 6, hidden: [32]), plan: plan,
            data: TrainingData(source: MatrixSource(features), labels: labels))
        let outcome = try trainer.train()
        #expect(outcome.end == .stoppedEarly, "seed \(seed)")
        let losses = outcome.history.compactMap(\.validationLoss)
        let best = try #require(outcome.bestEpoch)
        #expect(losses[best] == losses.min())
        #expect(losses.count == best + 5)
        // The network handed out has that loss on the held-out part.
        let held = MatrixSource(features.rows(42..<60))
        let outputs = try outcome.network.predict(held).elements(.rowMajor)
        let loss = zip(outputs, labels[42...]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 18
        #expect(abs(loss - losses[best]) < 1e-12)
    }

    @Test func anExplodingLossEndsTheTrainingAndTheBestIsHandedOut() throws {
        let data = try NetworkProblems.regression(seed: 8)
        let design = try NetworkDesign(inputs: 4, hidden: [8])
        var plan = TrainingPlan(optimiser: .gradientDescent, schedule: .init(rate: 50), batch: 30, epochs: 20)
        let outcome = try NetworkTrainer(design: design, plan: plan, data: data).train()
        guard case .failed(.divergence(let epoch, let step)) = outcome.end else {
            Issue.record("ended with \(outcome.end)")
            return
        }
        #expect(throws: LearningError.divergence(epoch: epoch, step: step)) { try outcome.get() }
        #expect(outcome.network.parameters.allSatisfy { $0.isFinite })
        #expect(outcome.network == Network(design: design, seed: plan.seed), "no epoch was done")

        // A rate that is good for epochs, then a warm-up without end.
        plan.schedule = .init(rate: 1e6, warmUpSteps: 100_000_000)
        plan.epochs = 2_000
        let later = try NetworkTrainer(design: design, plan: plan, data: data).train()
        guard case .failed(.divergence(let last, _)) = later.end else {
            Issue.record("ended with \(later.end)")
            return
        }
        #expect(last > 0)
        let best = try #require(later.bestEpoch)
        #expect(later.history[best].trainingLoss == later.history.map(\.trainingLoss).min())
        #expect(later.network.parameters == later.checkpoint.bestParameters)
        #expect(later.network.parameters.allSatisfy { $0.isFinite })
    }

    @Test(arguments: [2, 4]) func classesAreToldApart(classes: Int) throws {
        let data = try NetworkProblems.quadrants(classes: classes, seed: 11)
        let binary = classes == 2
        let plan = TrainingPlan(
            loss: binary ? .binaryCrossEntropy : .softmaxCrossEntropy, schedule: .init(rate: 0.02), batch: 40,
            epochs: 60)
        let design = try NetworkDesign(inputs: 2, hidden: [16], activation: .tanh, outputs: binary ? 1 : classes)
        let network = try NetworkTrainer(design: design, plan: plan, data: data).train().get()
        let chances = plan.loss.probabilities(try network.predict(data.source))
        var right = 0
        for row in 0..<chances.rows {
            let label = Int(data.labels[row, 0])
            if binary {
                right += (chances[row, 0] > 0.5) == (label == 1) ? 1 : 0
            } else {
                let values = chances.row(row)
                #expect(abs(values.reduce(0, +) - 1) < 1e-12)
                right += values.firstIndex(of: values.max() ?? 0) == label ? 1 : 0
            }
        }
        #expect(right > 380, "\(right) of 400 are right")
    }

    @Test func aWeightOfTwoIsASampleTwice() throws {
        let once = NetworkProblems.features(20, 3, seed: 13)
        let labels = once.column(0).map { $0 * $0 }
        let twice = once.rows(at: Array(0..<20) + Array(0..<10)).packed(.rowMajor)
        let design = try NetworkDesign(inputs: 3, hidden: [7], activation: .tanh)
        let weighted = try TrainingData(
            source: MatrixSource(once), labels: labels, weights: (0..<20).map { $0 < 10 ? 2.0 : 1.0 })
        let doubled = try TrainingData(source: MatrixSource(twice), labels: labels + labels[..<10])
        var plan = TrainingPlan(schedule: .init(rate: 0.05), batch: 20, epochs: 30, shuffles: false)
        let first = try NetworkTrainer(design: design, plan: plan, data: weighted).train().get()
        plan.batch = 30
        let second = try NetworkTrainer(design: design, plan: plan, data: doubled).train().get()
        for (a, b) in zip(first.parameters, second.parameters) { #expect(abs(a - b) < 1e-9) }
    }
}
