import StrategyKit
import Testing

/// Every built-in model, made from its declaration and fitted.
@Suite struct ModelKindTests {
    /// Rows of three features `a`, `b`, `c`, in windows of two; labels `0.3 + 1.0 a − 0.5 b + noise` of the newest row, as
    /// they are or by a function.
    static func set(seed: UInt64, rows: Int = 1_500, label: (Double) -> Double = { $0 }) throws -> SampleSet {
        var random = RandomStream(seed: seed, name: "model kinds")
        func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() } }
        let features = try Matrix<Double>(
            rows: rows, columns: 3, order: .rowMajor, elements: (0..<3 * rows).map { _ in normal() })
        let labelled = Array(0..<rows - 1)
        let values = labelled.map { label(0.3 + features[$0, 0] - 0.5 * features[$0, 1] + 0.1 * normal()) }
        return try SampleSet(
            features: ["a", "b", "c"], window: 2,
            [
                InstrumentSamples(
                    times: (0..<rows).map { Int64($0) }, features: features,
                    labels: try LabelSeries(rows: labelled, ends: labelled.map { $0 + 1 }, values: values))
            ])
    }

    static let walk = WalkForward.expanding(first: 1_000, every: 250)

    static func forecasts(
        _ name: String, _ set: SampleSet, _ values: [(name: String, value: ParameterValue)] = []
    ) throws -> OutOfSample {
        func run(_ model: some Model) throws -> OutOfSample { try set.outOfSample(model, walk) }
        let model = try #require(ModelRegistry().named(name)).make(values)
        return try run(model)
    }

    @Test func everyRegressionForecastsWhatItsFeaturesTell() throws {
        let seed: UInt64 = 1
        let set = try Self.set(seed: seed)
        // What each is given beside its defaults, and the least share of the labels' squares that it must explain.
        let rows: [(name: String, values: [(name: String, value: ParameterValue)], share: Double)] = [
            ("ols", [], 0.98), ("huber", [], 0.98), ("quantile", [], 0.98), ("ridge", [], 0.98),
            ("lasso", [], 0.95), ("lasso", [("penalty", .number(0.01))], 0.98),
            ("elastic-net", [], 0.95), ("elastic-net", [("penalty", .number(0.01))], 0.98),
            ("pca-regression", [("components", .integer(6))], 0.98), ("pls", [], 0.98),
            ("rolling-ols", [], 0.98), ("rolling-ols", [("span", .choice("expanding"))], 0.98),
            ("rolling-ridge", [], 0.98), ("rolling-ridge", [("span", .choice("expanding"))], 0.98),
            ("kalman", [], 0.97), ("mlp", [("batch", .integer(64))], 0.9),
            ("mlp", [("batch", .integer(64)), ("members", .integer(2)), ("hidden", .numbers([16]))], 0.9),
            // One of the two features, whose part of the variance is 1 of 1.25 and the mean's square.
            ("ar", [], 0.7), ("ar", [("exogenous", .boolean(true))], 0.98),
            ("xgboost", [("depth", .integer(4))], 0.9),
            ("xgboost", [("objective", .choice("huber")), ("patience", .integer(20))], 0.9),
            ("xgboost", [("method", .choice("exact")), ("rounds", .integer(60)), ("depth", .integer(3))], 0.9),
        ]
        for row in rows {
            let score = try Self.forecasts(row.name, set, row.values).score
            #expect(score.outOfSampleR2.map { $0 > row.share } == true, "seed \(seed), \(row.name): \(score)")
        }
        let covered = Set(rows.map(\.name) + ["logistic", "multinomial", "zero", "mean", "last"])
        #expect(covered.isSuperset(of: ModelRegistry().models.map(\.name)))
    }

    @Test func baselinesForecastNothingTheMeanAndTheLastValue() throws {
        let set = try Self.set(seed: 2)
        #expect(try Self.forecasts("zero", set).forecasts.allSatisfy { $0 == 0 })
        let mean = try Self.forecasts("mean", set).forecasts
        #expect(Set(mean).count == 2 && mean.allSatisfy { abs($0 - 0.3) < 0.15 })
        let first = try Self.forecasts("last", set)
        #expect(try Self.forecasts("last", set, [("feature", .text("a"))]).forecasts == first.forecasts)
        #expect(first.score.informationCoefficient.map { $0 > 0.8 && $0 < 0.95 } == true)
        let other = try Self.forecasts("last", set, [("feature", .text("c"))])
        #expect(other.score.informationCoefficient.map { abs($0) < 0.2 } == true)
    }

    @Test func classifiersForecastProbabilitiesOrClasses() throws {
        let seed: UInt64 = 3
        let set = try Self.set(seed: seed) { $0 > 0.3 ? 1 : -1 }
        let network: [(name: String, value: ParameterValue)] = [
            ("loss", .choice("cross-entropy")), ("batch", .integer(64)),
        ]
        for (name, values) in [("logistic", []), ("mlp", network), ("mlp", network + [("members", .integer(2))])] {
            let model = try #require(ModelRegistry().named(name)).make(values)
            #expect(model.predictsProbability)
            let found = try Self.forecasts(name, set, values)
            #expect(found.forecasts.allSatisfy { $0 >= 0 && $0 <= 1 })
            let right = zip(found.forecasts, found.labels).count { ($0 > 0.5) == ($1 > 0) }
            #expect(Double(right) > 0.92 * Double(found.labels.count), "seed \(seed), \(name)")
        }
        let three = try Self.set(seed: seed) { $0 > 0.8 ? 1 : ($0 < -0.2 ? -1 : 0) }
        let softmax: [(name: String, value: ParameterValue)] = [("loss", .choice("softmax")), ("batch", .integer(64))]
        for (name, values) in [("multinomial", []), ("mlp", softmax), ("mlp", softmax + [("members", .integer(2))])] {
            #expect(try #require(ModelRegistry().named(name)).make(values).predictsClass)
            let found = try Self.forecasts(name, three, values)
            let right = zip(found.forecasts, found.labels).count { $0 == $1 }
            #expect(Double(right) > 0.85 * Double(found.labels.count), "seed \(seed), \(name)")
        }
        #expect(throws: LearningError.self) { try Self.forecasts("logistic", three) }
    }

    @Test func theParametersOfANetworkReachItsPlan() throws {
        let declaration = try #require(ModelRegistry().named("mlp"))
        let made = try #require(
            try declaration.make([
                ("hidden", .numbers([8, 4])), ("activation", .choice("leaky-relu")), ("leak", .number(0.2)),
                ("dropout", .number(0.1)), ("layer_norm", .boolean(true)), ("loss", .choice("huber")),
                ("huber_delta", .number(2)), ("optimiser", .choice("adamw")), ("weight_decay", .number(0.05)),
                ("learning_rate", .number(0.01)), ("schedule", .choice("step")), ("decay_factor", .number(0.3)),
                ("decay_epochs", .integer(7)), ("warm_up", .integer(5)), ("batch", .integer(32)),
                ("epochs", .integer(9)), ("l1", .number(0.001)), ("l2", .number(0.002)), ("clip", .number(3)),
                ("patience", .integer(4)), ("validation", .number(0.25)),
            ]) as? NetworkModel)
        #expect(
            made.hidden
                == [8, 4].map {
                    NetworkLayer(width: $0, activation: .leakyRelu(slope: 0.2), dropout: 0.1, normalises: true)
                })
        #expect(
            made.plan
                == TrainingPlan(
                    loss: .huber(delta: 2), optimiser: .adamW(decay: 0.05),
                    schedule: LearningRateSchedule(rate: 0.01, decay: .step(epochs: 7, factor: 0.3), warmUpSteps: 5),
                    clipping: .norm(3), penalty: WeightPenalty(l1: 0.001, l2: 0.002), batch: 32, epochs: 9,
                    earlyStopping: EarlyStopping(validation: 0.25, patience: 4)))
        let words: [(parameter: String, word: String, plan: Optimiser)] = [
            ("optimiser", "adam", .adam()), ("optimiser", "sgd", .momentum(0.5)),
            ("optimiser", "nesterov", .nesterov(0.5)), ("optimiser", "rmsprop", .rmsprop()),
            ("optimiser", "adagrad", .adagrad()),
        ]
        for row in words {
            let values: [(name: String, value: ParameterValue)] = [
                (row.parameter, .choice(row.word)), ("momentum", .number(0.5)),
            ]
            #expect(try #require(try declaration.make(values) as? NetworkModel).plan.optimiser == row.plan)
        }
        let still = try declaration.make([("optimiser", .choice("sgd")), ("momentum", .number(0))])
        #expect(try #require(still as? NetworkModel).plan.optimiser == .gradientDescent)
        #expect(try #require(try declaration.make() as? NetworkModel).plan.earlyStopping == nil)
    }
}
