internal import Core
public import Learning

/// Gradient-boosted trees, grown by the XGBoost library on one thread.
///
///     let model = GradientBoostedTrees(rounds: 300, depth: 4, learningRate: 0.05, stop: BoostingStop())
///     let fitted = try model.fit(fold.training, in: FitContext(seed: NetworkSeed(run: 7)))
///
/// The library is opened when a model is first fitted or predicts: Debian's package is `libxgboost-dev`, another file is
/// named in `$BACKTEST_XGBOOST`. The model starts from the weighted mean of the labels. Equal samples, parameters, seed
/// and library give equal bytes: the draws of a round are of the seed and the round alone.
///
/// - Source: Chen and Guestrin (2016), "XGBoost: A Scalable Tree Boosting System"; parameters as in XGBoost's manual.
/// - Verified by: `GradientBoostedTreesTests`, against predictions of the Python package of the same version.
public struct GradientBoostedTrees: Model {
    /// How splits are found.
    public enum Method: String, Sendable, CaseIterable {
        /// Between bins of each feature: fast.
        case hist
        /// Between all values of each feature.
        case exact
    }

    /// How many trees there are at most, 1 to 100,000.
    public var rounds: Int
    /// How many splits lie above a leaf at most, 1 to 20.
    public var depth: Int
    /// How much of each tree counts, above 0 and up to 1.
    public var learningRate: Double
    /// The share of the samples drawn for each tree, above 0 and up to 1.
    public var subsample: Double
    /// The share of the numbers of a window drawn for each tree, above 0 and up to 1.
    public var columnSample: Double
    /// The penalty of squared leaf values (`lambda`), 0 and more.
    public var squaredPenalty: Double
    /// The penalty of absolute leaf values (`alpha`), 0 and more.
    public var absolutePenalty: Double
    /// The least sum of second derivatives in a leaf (`min_child_weight`), 0 and more: the weight of its samples for the
    /// squared error.
    public var minimumChildWeight: Double
    /// By how much a split must lower the loss (`gamma`), 0 and more.
    public var minimumGain: Double
    /// What is made small.
    public var objective: BoostingObjective
    /// How splits are found.
    public var method: Method
    /// Whether the trees learn labels of mean 0 and deviation 1, and forecasts are scaled back.
    ///
    /// XGBoost leaves out splits
    /// that gain less than 1e-6, so that it learns little from returns of minutes as they are. Classes are never scaled.
    public var standardisesLabels: Bool
    /// When boosting ends before the last round; `nil` for never.
    public var stop: BoostingStop?
    /// The library's file; `nil` for what `$BACKTEST_XGBOOST` names, else the system's.
    public var library: String?

    /// A model; the defaults are XGBoost's but for the learning rate, 0.3 there.
    public init(
        rounds: Int = 100, depth: Int = 6, learningRate: Double = 0.1, subsample: Double = 1, columnSample: Double = 1,
        squaredPenalty: Double = 1, absolutePenalty: Double = 0, minimumChildWeight: Double = 1,
        minimumGain: Double = 0, objective: BoostingObjective = .squared, method: Method = .hist,
        standardisesLabels: Bool = true, stop: BoostingStop? = nil, library: String? = nil
    ) {
        (self.rounds, self.depth, self.learningRate) = (rounds, depth, learningRate)
        (self.subsample, self.columnSample) = (subsample, columnSample)
        (self.squaredPenalty, self.absolutePenalty) = (squaredPenalty, absolutePenalty)
        (self.minimumChildWeight, self.minimumGain) = (minimumChildWeight, minimumGain)
        (self.objective, self.method, self.standardisesLabels) = (objective, method, standardisesLabels)
        (self.stop, self.library) = (stop, library)
    }

    /// Yes with the logistic objective.
    public var predictsProbability: Bool { objective == .logistic }

    func requireValid() throws(LearningError) {
        for (name, value, allowed) in [("rounds", rounds, 1...100_000), ("depth", depth, 1...20)] {
            guard allowed.contains(value) else {
                throw .parameter(
                    name: name, found: "\(value)", allowed: "\(allowed.lowerBound) to \(allowed.upperBound)")
            }
        }
        for (name, value) in [
            ("learning rate", learningRate), ("subsample", subsample), ("column sample", columnSample),
        ] {
            guard value > 0, value <= 1 else {
                throw .parameter(name: name, found: "\(value)", allowed: "above 0 and up to 1")
            }
        }
        for (name, value) in [
            ("squared penalty", squaredPenalty), ("absolute penalty", absolutePenalty),
            ("minimum child weight", minimumChildWeight), ("minimum gain", minimumGain),
        ] {
            guard value >= 0, Float(value).isFinite else {
                throw .parameter(name: name, found: "\(value)", allowed: "0 and more")
            }
        }
        if case .huber(let slope) = objective {
            guard Float(slope) > 0, Float(slope).isFinite else {
                throw .parameter(name: "slope of the Huber loss", found: "\(slope)", allowed: "above 0")
            }
        }
        try stop?.requireValid()
    }

    /// The library's names and values of the parameters.
    func settings(seed: NetworkSeed, start: Double) -> [(name: String, value: String)] {
        var stream = seed.stream("boosting", index: 0)
        var settings = [
            ("verbosity", "0"), ("nthread", "1"), ("booster", "gbtree"), ("tree_method", method.rawValue),
            ("objective", objective.name), ("eval_metric", objective.metric), ("base_score", "\(Float(start))"),
            ("max_depth", "\(depth)"), ("learning_rate", "\(learningRate)"), ("subsample", "\(subsample)"),
            ("colsample_bytree", "\(columnSample)"), ("lambda", "\(squaredPenalty)"), ("alpha", "\(absolutePenalty)"),
            ("min_child_weight", "\(minimumChildWeight)"), ("gamma", "\(minimumGain)"),
            ("seed", "\(stream.below(Int(Int32.max)))"),
            // Without it draws would hang on what else this thread has boosted between two rounds.
            ("seed_per_iteration", "1"),
        ]
        if case .huber(let slope) = objective { settings.append(("huber_slope", "\(slope)")) }
        return settings
    }
}

extension GradientBoostedTrees {
    /// The version of the library that grows the trees.
    ///
    /// - Throws: `LearningError.library` where it cannot be opened, with what was tried and the remedy.
    public static func libraryVersion() throws(LearningError) -> String { try XGBoostLibrary.found(file: nil).version }
}
