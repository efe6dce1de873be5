public import LinearAlgebra

/// Networks of one design, trained on the same samples from other seeds, that predict together.
public struct NetworkEnsemble<Element: BLASElement>: Sendable, Equatable {
    /// The networks, by their number.
    public let members: [Network<Element>]

    /// An ensemble of trained networks.
    ///
    /// - Throws: `LearningError.shape` where there is none, or where they have other inputs or outputs.
    public init(members: [Network<Element>]) throws(LearningError) {
        guard let first = members.first else { throw .shape(found: "no networks", needed: "1 and more") }
        for member in members
        where member.design.inputs != first.design.inputs || member.design.outputs != first.design.outputs {
            throw .shape(
                found: "a network of \(member.design.inputs) inputs and \(member.design.outputs) outputs",
                needed: "\(first.design.inputs) and \(first.design.outputs), as the first")
        }
        self.members = members
    }

    /// The training of one member: that of `trainer` with the member's seed.
    ///
    /// Members may be trained in any order and beside each other.
    ///
    /// - Throws: Nothing that the trainer's own checks do not already exclude.
    public static func trainer<Source: BatchSource>(
        member: Int, of trainer: NetworkTrainer<Source>
    ) throws(LearningError) -> NetworkTrainer<Source> where Source.Element == Element {
        var plan = trainer.plan
        plan.seed.member = member
        return try NetworkTrainer(design: trainer.design, plan: plan, data: trainer.data)
    }

    /// Trains members one after the other.
    ///
    /// - Throws: `LearningError.divergence` where one's loss grows without bound; `.parameter` where `count` is not
    ///   positive.
    public static func train<Source: BatchSource>(
        count: Int, _ trainer: NetworkTrainer<Source>
    ) throws(LearningError) -> NetworkEnsemble where Source.Element == Element {
        guard count > 0 else { throw .parameter(name: "members", found: "\(count)", allowed: "1 and more") }
        var members: [Network<Element>] = []
        for member in 0..<count {
            members.append(try NetworkEnsemble.trainer(member: member, of: trainer).train().get())
        }
        return try NetworkEnsemble(members: members)
    }

    /// The mean of what the members predict: of outputs for regressions, of probabilities for classes.
    ///
    /// - Returns: Shape `[samples, outputs]`, row-major; summed in double precision in the order of the members.
    /// - Throws: As `Network.predict`.
    public func predict<Source: BatchSource>(
        _ source: Source, loss: NetworkLoss, batch: Int = 256
    ) throws(LearningError) -> Matrix<Element> where Source.Element == Element {
        let predictions = try members.map { (member) throws(LearningError) in
            loss.probabilities(try member.predict(source, batch: batch))
        }
        var mean = predictions[0]
        for row in 0..<mean.rows {
            for column in 0..<mean.columns {
                let total = predictions.reduce(0.0) { $0 + Double($1[row, column]) }
                mean[row, column] = Element(total / Double(predictions.count))
            }
        }
        return mean
    }
}
