/// Several fits of one model, from other random numbers, that predict together.
///
/// - Verified by: `EnsembleModelTests`: the mean of the members, `NetworkEnsemble`.
public struct EnsembleModel<Base: Model>: Model {
    /// The model of every member.
    public var base: Base
    /// How many members there are, 1 or more.
    public var members: Int

    /// An ensemble of `members`.
    public init(of base: Base, members: Int) {
        self.base = base
        self.members = members
    }

    /// As the model of the members.
    public var predictsProbability: Bool { base.predictsProbability }

    /// As the model of the members.
    public var predictsClass: Bool { base.predictsClass }

    /// Fits one member after the other, each by a seed of its own.
    ///
    /// - Throws: `LearningError.parameter` where there are no members; what the first fit that fails does.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        guard members >= 1 else { throw .parameter(name: "members", found: "\(members)", allowed: "1 or more") }
        let names = (0..<members).map(ModelsTogether.name)
        let states = context.checkpoint.map { CheckpointGroup($0, names: names) }
        var fitted: [Base.Fitted] = []
        for member in 0..<members {
            var context = context
            // Ensembles within ensembles have no member twice.
            context.seed.member = context.seed.member &* members &+ member
            context.checkpoint = states?.checkpoint(names[member])
            fitted.append(try base.fit(samples, in: context))
        }
        return Fitted(width: samples.inputs.width, members: fitted)
    }

    /// The members, fitted.
    public struct Fitted: FittedModel {
        /// How many numbers a window must have.
        public let width: Int
        /// The members, by their number.
        public let members: [Base.Fitted]

        /// The mean of what the members predict, summed in their order; of classes the label with the greatest mean
        /// probability.
        ///
        /// - Throws: As the members.
        public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            return try ModelsTogether.mean(members, inputs)
        }
    }
}

extension Model {
    /// Several of this model that predict together.
    public func ensemble(of members: Int) -> EnsembleModel<Self> { EnsembleModel(of: self, members: members) }
}
