import Core
import Learning
import LinearAlgebra
import Testing

/// What every model that is stored must pass.
@Suite struct StoredModelTests {
    static let transformed: [any Model] = [
        LeastSquares().behind(Winsorisation()),
        RidgeRegression(penalties: [1]).behind(QuantileTransform(.normal, points: 50)).behind(Standardisation()),
        HuberRegression().behind(PrincipalComponentTransform(components: 2)).behind(Standardisation(.robust)),
        QuantileRegression().behind(CorrelationSelection(count: 1)).behind(QuantileTransform()),
        Baseline(.last(feature: "momentum")).behind(Winsorisation(lower: 0.1, upper: 0.9)),
    ]
    static let combined: [any Model] = [
        RollingRegression(window: 30, penalty: 1).behind(Standardisation()),
        KalmanRegression(processVariance: 1e-6).ensemble(of: 3),
        AutoregressiveModel(lags: [2, 3]).behind(Winsorisation()),
        SelectedModel(
            [
                .init(label: "ar", model: AutoregressiveModel(lags: [1])),
                .init(label: "two", model: NetworkModel(hidden: [], plan: TrainingPlan(epochs: 1)).ensemble(of: 2)),
            ], by: .meanSquaredError, over: WalkForward(firstTest: .lastFolds(2), every: 15)
        ).behind(Standardisation()).ensemble(of: 2),
    ]
    static let networks: [any Model] = [
        NetworkModel(
            hidden: [Activation.relu, .leakyRelu(slope: 0.125), .tanh, .sigmoid].map {
                NetworkLayer(width: 5, activation: $0, dropout: 0.1, normalises: true)
            }, plan: TrainingPlan(loss: .huber(delta: 0.75), schedule: .init(rate: 0.01), batch: 32, epochs: 2)),
        NetworkModel(
            hidden: [Activation.gelu, .geluTanh, .silu, .identity].map { NetworkLayer(width: 3, activation: $0) },
            plan: TrainingPlan(schedule: .init(rate: 0.01), batch: 32, epochs: 2)
        ).behind(Standardisation()),
        NetworkModel(hidden: [], plan: TrainingPlan(schedule: .init(rate: 0.01), batch: 32, epochs: 1)),
    ]

    /// Every kind of model, fitted, with samples it has not seen.
    static func everyFitted() throws -> [(fitted: any FittedModel, inputs: SampleInputs)] {
        var all: [(any FittedModel, SampleInputs)] = []
        for (models, classes) in [
            (ModelTests.regressions + transformed + combined + networks, false), (ModelTests.classifiers, true),
        ] {
            let set = try ModelTests.samples(seed: 8, classes: classes)
            let fold = try #require(try set.folds(ModelTests.walk).first)
            for model in models {
                func fit(_ model: some Model) throws -> any FittedModel {
                    try model.fit(fold.training, in: FitContext())
                }
                all.append((try fit(model), fold.test.inputs))
            }
        }
        return all
    }

    @Test func everyModelIsReadBackAndPredictsTheSameBits() throws {
        let restorers = ModelRestorers()
        var kinds: Set<String> = []
        for (fitted, inputs) in try Self.everyFitted() {
            let stored = try StoredModel(of: fitted)
            kinds.insert(stored.kind)
            let restored = try restorers.model(stored)
            #expect(restored.width == fitted.width)
            let (before, after) = (try fitted.predict(inputs), try restored.predict(inputs))
            #expect(before.count > 50 && before.allSatisfy { $0.isFinite })
            #expect(before.map(\.bitPattern) == after.map(\.bitPattern), "\(stored.kind)")
            #expect(try restored.stored == stored, "\(stored.kind)")
        }
        #expect(kinds == Set(restorers.kinds))
    }

    @Test func classesOfThreeLabelsAreReadBack() throws {
        var source = SampleFixtures(seed: 21)
        var features = Matrix<Double>(rows: 90, columns: 2, order: .rowMajor)
        for row in 0..<90 { for column in 0..<2 { features[row, column] = source.number() } }
        let labels = (0..<90).map { Double($0 % 3) - 1 }
        let fit = try MultinomialRegression(penalty: 0.1).fit(features: features, labels: labels, weights: nil)
        let restored = try MultinomialFit(fit.stored)
        #expect(restored == fit)
        #expect(try restored.predict(features) == fit.predict(features))
    }

    /// Whatever is stored gives an error or a model that answers: it never traps.
    @Test(arguments: 0..<4) func whatIsStoredMayBeAnythingAtAll(round: Int) throws {
        let seed = UInt64(500 + round)
        var random = RandomStream(seed: seed, name: "hostile models")
        let restorers = ModelRestorers()
        let all = try Self.everyFitted().map { (try StoredModel(of: $0.fitted), $0.inputs) }
        var (refused, answered) = (0, 0)
        for _ in 0..<1_500 {
            var (stored, inputs) = all[random.place(all.count)]
            for _ in 0...random.place(2) {
                stored = HostileModels.altered(stored, by: all[random.place(all.count)].0, &random)
            }
            do throws(LearningError) {
                let model = try restorers.model(stored)
                #expect(model.width >= 1, "seed \(seed)")
                if model.width == inputs.width {
                    let values = try model.predict(inputs)
                    #expect(values.count == inputs.count, "seed \(seed)")
                } else {
                    #expect(throws: LearningError.self) { _ = try model.predict(inputs) }
                }
                answered += 1
            } catch {
                #expect(!error.description.isEmpty)
                refused += 1
            }
        }
        #expect(refused > 300 && answered > 50, "seed \(seed): \(refused) refused, \(answered) answered")
    }

    @Test func errorsSayWhatIsWrong() {
        func message(_ stored: StoredModel) -> String {
            do {
                _ = try ModelRestorers().model(stored)
                return ""
            } catch { return error.description }
        }
        var linear = StoredModel(
            kind: "linear", numbers: ["intercept": [1], "coefficients": [1, 2]], texts: ["link": "identity"])
        #expect(message(linear) == "")
        linear.texts["link"] = "probit\u{1b}"
        #expect(
            message(linear)
                == "'link' of a stored 'linear' model is 'probit\\u{1b}'; allowed is identity, logistic")
        linear.numbers["coefficients"] = [1, .nan]
        #expect(
            message(linear)
                == "'coefficients' of a stored 'linear' model is nan at place 1; allowed is finite numbers")
        linear.numbers["intercept"] = [1, 2]
        #expect(
            message(linear) == "'intercept' of a stored 'linear' model is 2 numbers; allowed is 1 numbers")
        linear.numbers["intercept"] = nil
        #expect(message(linear) == "'intercept' of a stored 'linear' model is missing; allowed is 1 numbers")
        #expect(
            message(StoredModel(kind: "baseline", numbers: ["width": [2.5], "constant": [0]]))
                == "'width' of a stored 'baseline' model is 2.5; allowed is whole numbers from 1 to 1099511627776")
        #expect(
            message(StoredModel(kind: "trees"))
                == "'trees' is no kind of stored model or transform that is known; known are autoregression, baseline, "
                + "ensemble, linear, multinomial, network, transformed; register the type that stored it")
        let base = StoredModel(kind: "baseline", numbers: ["width": [7], "constant": [0]])
        let scaler = StoredModel(kind: "standardisation", numbers: ["centres": [0, 0], "deviations": [1, 1]])
        #expect(
            message(
                StoredModel(
                    kind: "transformed", numbers: ["width": [6]], parts: ["transform": scaler, "base": base]))
                == "'base' of a stored 'transformed' model is a model of windows of 7 numbers; allowed is one of as many "
                + "as the transform gives: 3 times 2")
    }

    @Test func membersThatDoNotGoTogetherAreRefused() throws {
        func baseline(_ width: Double) -> StoredModel {
            StoredModel(kind: "baseline", numbers: ["width": [width], "constant": [0]])
        }
        func message(_ parts: [String: StoredModel]) -> String? {
            #expect(throws: LearningError.self) {
                try ModelRestorers().model(StoredModel(kind: "ensemble", parts: parts))
            }?.description
        }
        #expect(
            message(["member 0": baseline(2), "member 1": baseline(3)])
                == "'member 1' of a stored 'ensemble' model is a model of windows of 3 numbers; allowed is one of 2, as the "
                + "first")
        #expect(
            message(["member 0": baseline(2), "member 2": baseline(2)])
                == "'member 1' of a stored 'ensemble' model is missing; allowed is a model or transform")
        #expect(message([:]) == "'member 0' of a stored 'ensemble' model is missing; allowed is a model or transform")
        let lags = StoredModel(
            kind: "autoregression", numbers: ["width": [3], "places": [3], "intercept": [0], "coefficients": [1]])
        #expect(
            #expect(throws: LearningError.self) { try ModelRestorers().model(lags) }?.description
                == "'places' of a stored 'autoregression' model is 3.0; allowed is whole numbers from 0 to 2")
    }

    /// The parameters of 200 layers as wide as can be would not fit a whole number of 64 bits.
    @Test func aNetworkOfAbsurdSizeIsRefused() {
        let widths = [Double](repeating: Double(1 << 28), count: 200)
        let none = [Double](repeating: 0, count: 201)
        let stored = StoredModel(
            kind: "network",
            numbers: ["inputs": [1], "widths": widths + [1], "slopes": none, "dropouts": none, "normalises": none],
            singles: ["weights": [0]],
            texts: [
                "loss": "squared", "activations": [String](repeating: "relu", count: 201).joined(separator: " "),
            ])
        #expect(throws: LearningError.self) { _ = try ModelRestorers().model(stored) }
    }
}
