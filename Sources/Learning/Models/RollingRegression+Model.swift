public import LinearAlgebra

/// Least squares or ridge on the last `window` samples, or on all with `window` the fewest: samples are counted, of all
/// instruments together, in the order in which they are decided.
///
/// A new sample costs O(`k²`); the oldest leaves the window of a rolling one.
extension RollingRegression: UpdatingModel {
    /// Learns from the last `window` samples, or from all.
    ///
    /// - Throws: `LearningError.tooFewSamples` below the window, and for windows too short for the features; `.notFinite`,
    ///   `.labelNotFinite`; `.parameter`, also for a delay, which the samples that are known at a time have in them
    ///   already, and for unequal weights with a rolling window.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        guard !context.isCancelled() else { throw .cancelled }
        guard delay == 0 else {
            throw .parameter(
                name: "delay", found: "\(delay)", allowed: "0 for a model: labels are known when it is fitted")
        }
        let (count, width) = (samples.count, samples.inputs.width)
        try checkParameters(features: width)
        guard count >= window else {
            throw .tooFewSamples(found: count, needed: window, purpose: "the first window")
        }
        switch span {
        case .rolling:
            var state = RollingState(
                rolling: try StreamingRegression(self, features: width), weight: samples.weights[0])
            try state.take(samples, from: count - window)
            return Fitted(width: width, fit: state)
        case .expanding:
            let sample = try TrainingSample(
                try samples.inputs.matrix(), samples.labels, weights: samples.weights, needed: min(window, count),
                purpose: "the first fit")
            return Fitted(
                width: width, fit: RollingState(expanding: ExpandingRegression(sample, penalty: penalty)))
        }
    }

    /// Takes samples in, and the oldest off where the window is rolling.
    public func updated(
        _ fitted: consuming Fitted, with samples: TrainingSamples
    ) throws(LearningError) -> Fitted {
        try fitted.requireWidth(of: samples.inputs)
        var fitted = fitted
        try fitted.fit.take(samples, from: 0)
        return fitted
    }

    /// What has been learnt: the function in force and what a new sample is taken into.
    public typealias Fitted = FittedMatrixModel<RollingState>
}

/// A regression on the last samples, or on all so far, that takes in new ones.
public struct RollingState: MatrixPrediction {
    private var rolling: StreamingRegression?
    private var expanding: ExpandingRegression?
    /// That of every sample in a rolling window.
    private var weight = 1.0
    /// The function in force.
    public private(set) var function: LinearFunction

    init(rolling: StreamingRegression, weight: Double) {
        self.rolling = rolling
        self.weight = weight
        function = LinearFunction(intercept: 0, coefficients: [])
    }

    init(expanding: ExpandingRegression) {
        function = expanding.function
        self.expanding = expanding
    }

    mutating func take(_ samples: TrainingSamples, from first: Int) throws(LearningError) {
        let (labels, weights) = (samples.labels, samples.weights)
        for sample in first..<samples.count {
            let row = samples.inputs.window(sample)
            if rolling != nil {
                guard weights[sample] == weight else {
                    throw .parameter(
                        name: "the weight of sample \(sample)", found: "\(weights[sample])",
                        allowed: "\(weight) as that of the others in a rolling window")
                }
                try rolling?.append(row, label: labels[sample])
            } else {
                if let feature = row.firstIndex(where: { !$0.isFinite }) {
                    throw .notFinite(sample: sample, feature: feature)
                }
                guard labels[sample].isFinite else { throw .labelNotFinite(sample: sample) }
                expanding?.append(row, label: labels[sample], weight: weights[sample])
            }
        }
        function = rolling?.function ?? expanding?.function ?? function
    }

    /// The value for each row with the function in force.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try function.predict(features)
    }
}
