import Core
import Learning
import Testing

/// A fit that was interrupted goes on to the bits of one that was not.
@Suite struct FitCheckpointTests {
    static func network(
        epochs: Int = 5, stop: EarlyStopping? = nil, loss: NetworkLoss = .squared, optimiser: Optimiser = .adam()
    ) -> NetworkModel {
        NetworkModel(
            hidden: [
                NetworkLayer(width: 6, dropout: 0.2, normalises: true), NetworkLayer(width: 3, activation: .tanh),
            ],
            plan: TrainingPlan(
                loss: loss, optimiser: optimiser, schedule: .init(rate: 0.01, decay: .cosine(), warmUpSteps: 3),
                batch: 64, epochs: epochs, earlyStopping: stop))
    }

    static let models: [any Model] = [
        network(),
        // No epoch is so much better than the first: it ends after the seventh, with the weights of the first.
        network(
            epochs: 30, stop: EarlyStopping(patience: 6, minimumImprovement: 1e6), optimiser: .adamW(decay: 0.01)),
        network(loss: .huber(delta: 0.5), optimiser: .nesterov(0.9)).behind(Standardisation()),
        network(epochs: 3).ensemble(of: 3),
        network(epochs: 2).ensemble(of: 2).behind(Winsorisation()).ensemble(of: 2),
    ]

    static func fold() throws -> Fold {
        try #require(try ModelTests.samples(seed: 12).folds(ModelTests.walk).first)
    }

    static func fit(_ model: any Model, _ samples: TrainingSamples, _ context: FitContext) throws -> StoredModel {
        func fit(_ model: some Model) throws -> any FittedModel { try model.fit(samples, in: context) }
        return try StoredModel(of: try fit(model))
    }

    /// All numbers of a state, its parts' among them.
    static func numbers(_ stored: StoredModel) -> [Double] {
        stored.numbers.values.flatMap { $0 } + stored.singles.values.flatMap { $0.map { Double($0) } }
            + stored.parts.values.flatMap(numbers)
    }

    @Test(arguments: models.indices) func anInterruptedFitGoesOnToTheSameBits(place: Int) throws {
        let samples = try Self.fold().training
        let model = Self.models[place]
        let alone = KeptStates()
        let whole = try Self.fit(model, samples, alone.context())
        #expect(alone.saved.count == alone.told.count && alone.told.count >= 5)
        // Without a place to save in it is the same.
        #expect(try Self.fit(model, samples, FitContext(seed: NetworkSeed(run: 7))) == whole)
        for steps in [0, 1, 2, 3, 5, 7, 10, 11] {
            let broken = KeptStates()
            #expect(throws: LearningError.cancelled) {
                try Self.fit(model, samples, broken.context(cancelledAfter: steps))
            }
            let state = try #require(broken.saved.last)
            #expect(Self.numbers(state).allSatisfy { $0.isFinite })
            let rest = KeptStates(state)
            #expect(try Self.fit(model, samples, rest.context()) == whole, "after \(steps) steps")
            #expect(broken.told + rest.told == alone.told, "after \(steps) steps")
        }
        // Interrupted again and again.
        var state: StoredModel?
        var (found, rounds): (StoredModel?, Int) = (nil, 0)
        while found == nil, rounds < 100 {
            let part = KeptStates(state)
            found = try? Self.fit(model, samples, part.context(cancelledAfter: 4))
            state = part.saved.last ?? state
            rounds += 1
        }
        #expect(found == whole && rounds > 3)
        // What is done is done at once.
        let again = KeptStates(alone.saved.last)
        #expect(try Self.fit(model, samples, again.context(cancelledAfter: 0)) == whole)
        #expect(again.told.isEmpty)
    }

    @Test func stateOfAnotherTrainingIsIgnored() throws {
        let samples = try Self.fold().training
        let model = Self.network()
        let kept = KeptStates()
        let whole = try Self.fit(model, samples, kept.context())
        let state = try #require(kept.saved.last)
        #expect(state.kind == "network-checkpoint")
        var wider = model
        wider.hidden[0].width = 7
        let others: [(any Model, TrainingSamples, UInt64)] = [
            (Self.network(epochs: 6), samples, 7), (Self.network(loss: .huber(delta: 0.5)), samples, 7),
            (wider, samples, 7), (model, samples, 8),
            (model, try #require(try ModelTests.samples(seed: 12).folds(ModelTests.walk).last).training, 7),
            // As many samples, of other numbers.
            (model, try #require(try ModelTests.samples(seed: 13).folds(ModelTests.walk).first).training, 7),
        ]
        for (model, samples, run) in others {
            let (fresh, given) = (KeptStates(), KeptStates(state))
            let expected = try Self.fit(model, samples, fresh.context(run: run))
            #expect(try Self.fit(model, samples, given.context(run: run)) == expected)
            #expect(given.told == fresh.told && !given.told.isEmpty && expected != whole)
        }
    }

    @Test func aSelectionKeepsTheStateOfItsWinnerAlone() throws {
        let samples = try Self.fold().training
        let model = SelectedModel(
            [
                .init(label: "short", model: Self.network(epochs: 2)),
                .init(label: "long", model: Self.network(epochs: 6)),
            ],
            by: .meanSquaredError, over: WalkForward(firstTest: .lastFolds(2), every: 15))
        let kept = KeptStates()
        let whole = try Self.fit(model, samples, kept.context())
        #expect([2, 6].contains(kept.saved.count) && kept.told == Array(0..<kept.saved.count))
        let again = KeptStates(kept.saved[0])
        #expect(try Self.fit(model, samples, again.context()) == whole)
        #expect(again.told == Array(kept.told.dropFirst()))
    }

    @Test func everyFoldHasAStateOfItsOwn() throws {
        let set = try ModelTests.samples(seed: 12)
        let model = Self.network(epochs: 2)
        let whole = KeptStates()
        let expected = try set.outOfSample(model, ModelTests.walk, in: whole.context())
        let broken = KeptStates()
        #expect(throws: LearningError.cancelled) {
            try set.outOfSample(model, ModelTests.walk, in: broken.context(cancelledAfter: 14))
        }
        let rest = KeptStates(broken.saved.last)
        #expect(try set.outOfSample(model, ModelTests.walk, in: rest.context()).forecasts == expected.forecasts)
        #expect(broken.told.count > 2 && broken.told + rest.told == whole.told)
    }

    /// Whatever is loaded, the fit ends with a model or an error: it never traps.
    @Test(arguments: [0, 1, 3]) func whatIsLoadedMayBeAnythingAtAll(place: Int) throws {
        let seed = UInt64(900 + place)
        var random = RandomStream(seed: seed, name: "hostile checkpoints")
        let samples = try Self.fold().training
        let model = Self.models[place]
        let kept = KeptStates()
        let whole = try Self.fit(model, samples, kept.context())
        let broken = KeptStates()
        #expect(throws: LearningError.cancelled) {
            try Self.fit(model, samples, broken.context(cancelledAfter: 9))
        }
        let states = kept.saved + broken.saved + [whole]
        var same = 0
        for _ in 0..<150 {
            var state = states[random.place(states.count)]
            for _ in 0...random.place(2) {
                state = HostileModels.altered(state, by: states[random.place(states.count)], &random)
            }
            let given = KeptStates(state)
            do {
                if try Self.fit(model, samples, given.context()) == whole { same += 1 }
            } catch let error as LearningError {
                #expect(!error.description.isEmpty, "seed \(seed)")
            }
        }
        #expect(same > 50, "seed \(seed)")
    }
}
