internal import LinearAlgebra

/// What a model must beat: a forecast that needs no learning to speak of.
public struct Baseline: Model, Equatable {
    /// The forecast.
    public enum Kind: Sendable, Equatable {
        /// Nothing moves: 0.
        case zero
        /// The weighted mean of the training labels, as an investor who buys and holds expects it.
        case mean
        /// What was is what will be: the newest value of a feature, by its name.
        case last(feature: String)
        /// The newest value of the first feature.
        case first
    }

    /// The forecast.
    public var kind: Kind

    /// A baseline.
    public init(_ kind: Kind) { self.kind = kind }

    /// Learns the mean, or finds the feature.
    ///
    /// - Throws: `LearningError.labelNotFinite`; `.parameter` where there is no such feature.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        let features = samples.inputs.features
        switch kind {
        case .zero: return Fitted(width: samples.inputs.width, constant: 0, column: nil)
        case .mean:
            let (labels, weights) = (samples.labels, samples.weights)
            if let place = labels.firstIndex(where: { !$0.isFinite }) { throw .labelNotFinite(sample: place) }
            let total = Vectors.sum(weights)
            guard total > 0 else {
                throw .parameter(name: "weights of all samples", found: "0", allowed: "more than 0")
            }
            return Fitted(width: samples.inputs.width, constant: Vectors.dot(labels, weights) / total, column: nil)
        case .first: return Fitted(last: 0, of: samples.inputs)
        case .last(let name):
            guard let column = features.firstIndex(of: name) else {
                throw .parameter(
                    name: "the feature of the last value", found: "'\(name)'",
                    allowed: features.joined(separator: ", "))
            }
            return Fitted(last: column, of: samples.inputs)
        }
    }

    /// A constant, or a place in the window.
    public struct Fitted: FittedModel, Equatable {
        /// How many numbers a window must have.
        public let width: Int
        /// What is forecast where no place is.
        public let constant: Double
        /// The place in the packed window; `nil` for the constant.
        public let column: Int?

        init(width: Int, constant: Double, column: Int?) {
            self.width = width
            self.constant = constant
            self.column = column
        }

        /// The newest value of a feature.
        fileprivate init(last feature: Int, of inputs: SampleInputs) {
            let features = inputs.width / inputs.window
            self.init(width: inputs.width, constant: 0, column: (inputs.window - 1) * features + feature)
        }

        /// The constant, or the number in that place, for each sample.
        ///
        /// - Throws: `LearningError.shape`.
        public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            return (0..<inputs.count).map { sample in
                column.map { inputs.table.values[inputs.offset(sample) + $0] } ?? constant
            }
        }
    }
}
