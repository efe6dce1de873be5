/// The model of the package: a type of a user's own that learns, is stored and read back.
extension PackageTemplate {
    /// The model's name in configs: `my-strategy-model`.
    var modelKind: String { "\(program)-model" }

    /// The file name of the config that uses the model.
    var modelConfig: String { "\(modelKind).yaml" }

    var modelSource: String {
        """
        import StrategyKit

        /// Follows a trend: the exponentially weighted mean of the first feature over the window, times what such a mean was
        /// worth in training.
        ///
        ///     prediction = intercept + slope · Σ decayᵃ · feature(ago a) / Σ decayᵃ
        ///
        /// It is fitted on `TrainingSamples`, which only splits and the training on schedule make: it cannot be given what it
        /// is tested on.
        struct \(name)Model: Model {
            struct Parameters: StrategyParameters {
                var decay = 0.8
                static var declarations: [ParameterDeclaration<Self>] {
                    [.number("decay", \\.decay, in: 0...1, "The weight of a bar, as a fraction of that of the bar after it")]
                }
            }

            var parameters = Parameters()

            func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
                let mean = Fitted(weights: averaging(samples.inputs), intercept: 0)
                let (values, labels, weights) = (try mean.predict(samples.inputs), samples.labels, samples.weights)
                let total = weights.reduce(0, +)
                func average(_ value: (Int) -> Double) -> Double {
                    labels.indices.reduce(0) { $0 + weights[$1] * value($1) } / total
                }
                let (meanValue, meanLabel) = (average { values[$0] }, average { labels[$0] })
                let variance = average { (values[$0] - meanValue) * (values[$0] - meanValue) }
                guard variance > 0 else { throw .dependentFeatures(columns: [0]) }
                let slope = average { (values[$0] - meanValue) * (labels[$0] - meanLabel) } / variance
                return Fitted(weights: mean.weights.map { slope * $0 }, intercept: meanLabel - slope * meanValue)
            }

            /// The weight of each number of a window, which holds its rows one after the other, the oldest first.
            private func averaging(_ inputs: SampleInputs) -> [Double] {
                var weights = [Double](repeating: 0, count: inputs.width)
                var (weight, total) = (1.0, 0.0)
                for row in (0..<inputs.window).reversed() {
                    weights[row * inputs.features.count] = weight
                    total += weight
                    weight *= parameters.decay
                }
                return weights.map { $0 / total }
            }
        }

        extension \(name)Model {
            /// What has been learnt. A `RestorableModel` is written to a file by `backtest train` and read back by `backtest
            /// predict`.
            struct Fitted: RestorableModel {
                static let storedKind = "\(program).model"

                var weights: [Double]
                var intercept: Double
                var width: Int { weights.count }

                init(weights: [Double], intercept: Double) {
                    self.weights = weights
                    self.intercept = intercept
                }

                func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
                    try requireWidth(of: inputs)
                    let windows = try inputs.matrix()
                    return (0..<inputs.count).map { sample in
                        weights.indices.reduce(intercept) { $0 + weights[$1] * windows[sample, $1] }
                    }
                }

                var stored: StoredModel {
                    StoredModel(kind: Self.storedKind, numbers: ["weights": weights, "intercept": [intercept]])
                }

                init(_ stored: StoredModel) throws(LearningError) {
                    weights = try stored.finiteNumbers("weights")
                    intercept = try stored.finiteNumber("intercept")
                }
            }
        }

        """
    }

    var modelStudy: String {
        """
        name: \(name) model
        data:
          source: csv
          path: prices.csv        # date,open,high,low,close,volume
          calendar: XNYS
        strategy:
          model:
            kind: \(modelKind)
            parameters: { decay: 0.8 }
            features:
              return: close / close[1] - 1
            window: 10
            label: { kind: return, horizon: 5 }
            retrain: { every: 21, first: 250 }
            policy: { kind: thresholds, side: long, buy: 0.004, exit_long: 0.002, weight: 0.95 }
        broker:
          cash: 100_000
          commission: { per_share: 0.005, minimum: 1 }
          slippage: { basis_points: 1 }
        benchmark: buy-and-hold

        """
    }
}
