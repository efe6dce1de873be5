/// A model behind a transform of its features that is fitted on the same training samples, such as a standardisation.
///
///     let model = RidgeRegression(penalties: [1, 10, 100]).behind(Standardisation())
public struct TransformedModel<Transform: FeatureTransform, Base: Model>: Model {
    /// What the features go through.
    public var transform: Transform
    /// What learns from the transformed features.
    public var base: Base

    /// A model behind a transform.
    public init(_ transform: Transform, _ base: Base) {
        self.transform = transform
        self.base = base
    }

    /// As the model behind it.
    public var predictsProbability: Bool { base.predictsProbability }

    /// As the model behind it.
    public var predictsClass: Bool { base.predictsClass }

    /// Fits the transform, then the model on what it makes of the samples.
    ///
    /// - Throws: `LearningError` of either.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        let fitted = try transform.fit(samples)
        return Fitted(
            width: samples.inputs.width, transform: fitted,
            base: try base.fit(try samples.transformed(by: fitted), in: context))
    }

    /// Both, learnt.
    public struct Fitted: FittedModel {
        /// How many numbers a window must have, before the transform.
        public let width: Int
        /// The transform.
        public let transform: Transform.Fitted
        /// The model.
        public let base: Base.Fitted

        /// Transforms the rows of the windows, then predicts.
        ///
        /// - Throws: `LearningError.shape`.
        public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            return try base.predict(try inputs.transformed(by: transform))
        }
    }
}

extension Model {
    /// This model behind a transform.
    public func behind<Transform: FeatureTransform>(_ transform: Transform) -> TransformedModel<Transform, Self> {
        TransformedModel(transform, self)
    }
}

/// A fitted model behind transforms, for those who ask what is inside.
public protocol TransformedFit: FittedModel {
    /// The model behind the transforms.
    var innerFit: any FittedModel { get }
}

extension TransformedModel.Fitted: TransformedFit {
    /// The model behind this transform.
    public var innerFit: any FittedModel { base }
}
