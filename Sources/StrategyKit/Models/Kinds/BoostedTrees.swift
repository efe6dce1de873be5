internal import GradientBoosting
public import Learning
import Simulation

/// The parameters of `xgboost`.
struct BoostedTreesParameters: StrategyParameters {
    enum Objective: String, CaseIterable { case squared, huber, logistic }

    enum Method: String, CaseIterable { case hist, exact }

    var rounds = 100
    var depth = 6
    var rate = 0.1
    var subsample = 1.0
    var columnSample = 1.0
    var l2 = 1.0
    var l1 = 0.0
    var childWeight = 1.0
    var gain = 0.0
    var objective = Objective.squared
    var slope = 1.0
    var method = Method.hist
    var patience = 0
    var validation = 0.2

    static var declarations: [ParameterDeclaration<Self>] { trees + ends }

    private static var trees: [ParameterDeclaration<Self>] {
        [
            .integer("rounds", \.rounds, in: 1...100_000, "How many trees there are at most"),
            .integer("depth", \.depth, in: 1...20, "How many splits lie above a leaf at most"),
            .number("learning_rate", \.rate, in: 1e-6...1, "How much of each tree counts"),
            .number("subsample", \.subsample, in: 1e-6...1, "The share of the samples drawn for each tree"),
            .number(
                "column_sample", \.columnSample, in: 1e-6...1,
                "The share of the numbers of a window drawn for each tree"),
            .number("l2", \.l2, in: 0...1e12, "The penalty of squared leaf values"),
            .number("l1", \.l1, in: 0...1e12, "The penalty of the magnitudes of leaf values"),
            .number("min_child_weight", \.childWeight, in: 0...1e12, "The least weight of the samples in a leaf"),
            .number("min_gain", \.gain, in: 0...1e12, "By how much a split must lower the loss"),
        ]
    }

    private static var ends: [ParameterDeclaration<Self>] {
        [
            .choice(
                "objective", \.objective,
                "What is made small; logistic is for two labels and forecasts the probability of the greater"),
            .number(
                "huber_slope", \.slope, in: 1e-6...1e6,
                "The error, in deviations of the label, from which the Huber loss grows evenly"),
            .choice("method", \.method, "Whether splits are sought between bins of a feature or all of its values"),
            .integer(
                "patience", \.patience, in: 0...100_000,
                "After how many rounds without a lower loss on the validation part boosting ends; 0: never early"),
            .number(
                "validation", \.validation, in: 0.001...0.9,
                "The last share of the training period, which patience holds out"),
        ]
    }

    /// The model.
    var model: GradientBoostedTrees {
        GradientBoostedTrees(
            rounds: rounds, depth: depth, learningRate: rate, subsample: subsample, columnSample: columnSample,
            squaredPenalty: l2, absolutePenalty: l1, minimumChildWeight: childWeight, minimumGain: gain,
            objective: loss, method: method == .hist ? .hist : .exact,
            stop: patience > 0 ? BoostingStop(validation: validation, patience: patience) : nil)
    }

    private var loss: BoostingObjective {
        switch objective {
        case .squared: .squared
        case .huber: .huber(slope: slope)
        case .logistic: .logistic
        }
    }
}

extension ModelDeclaration {
    /// Trees.
    static let boostedTrees: [ModelDeclaration] = [
        .model(
            "xgboost", "Gradient-boosted trees, grown by the XGBoost library (Debian: libxgboost-dev)",
            parameters: BoostedTreesParameters.self
        ) { $0.model }.reading([
            ParameterUse("huber_slope", for: "objective", "huber"), .positive("validation", for: "patience"),
        ])
    ]
}

extension ModelRestorers {
    /// Those of every model that has a name in configs.
    public static let builtIn: ModelRestorers = {
        var restorers = ModelRestorers()
        restorers.addBoostedTrees()
        return restorers
    }()
}
