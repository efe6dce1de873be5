internal import LinearAlgebra

/// Fitted models of any types that predict together: what `EnsembleModel.Fitted` is read back as.
public struct ModelsTogether: StorableModel {
    /// How many numbers a window must have.
    public let width: Int
    /// The members, by their number; 1 or more, of equal widths.
    public let members: [any StorableModel]

    /// The tag in `StoredModel.kind`.
    public static let storedKind = "ensemble"

    /// What was stored.
    ///
    /// - Throws: `LearningError.parameter`, also where members are of different widths.
    init(_ stored: StoredModel, restoring restorers: ModelRestorers) throws(LearningError) {
        let first = try restorers.model(try stored.part(ModelsTogether.name(0)))
        var members = [first]
        for place in 1..<max(1, stored.parts.count) {
            let name = ModelsTogether.name(place)
            let member = try restorers.model(try stored.part(name))
            guard member.width == first.width else {
                throw stored.invalid(
                    name, found: "a model of windows of \(member.width) numbers", "one of \(first.width), as the first")
            }
            members.append(member)
        }
        (width, self.members) = (first.width, members)
    }

    /// The members, as parts.
    public var stored: StoredModel {
        get throws(LearningError) { try ModelsTogether.stored(members) }
    }

    /// The mean of what the members predict, summed in their order; of classes the label with the greatest mean
    /// probability.
    ///
    /// - Throws: As the members.
    public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
        try requireWidth(of: inputs)
        return try ModelsTogether.mean(members, inputs)
    }

    /// The name of a member's part.
    static func name(_ member: Int) -> String { "member \(member)" }

    /// Members as parts.
    static func stored(_ members: [any FittedModel]) throws(LearningError) -> StoredModel {
        var stored = StoredModel(kind: storedKind)
        for (place, member) in members.enumerated() { stored.parts[name(place)] = try StoredModel(of: member) }
        return stored
    }

    /// The mean of what models predict, summed in their order; of classes the label with the greatest mean probability.
    static func mean(_ members: [any FittedModel], _ inputs: SampleInputs) throws(LearningError) -> [Double] {
        let classifiers = members.compactMap { $0 as? any ClassifyingFit }
        if let classes = classifiers.first?.classes, classes.count > 1, classifiers.count == members.count,
            classifiers.allSatisfy({ $0.classes == classes })
        {
            var total = Matrix<Double>(rows: inputs.count, columns: classes.count)
            for classifier in classifiers {
                let probabilities = try classifier.probabilities(inputs)
                for row in 0..<inputs.count {
                    for column in classes.indices { total[row, column] += probabilities[row, column] }
                }
            }
            return Softmax.mostProbable(total, of: classes)
        }
        var total = [Double](repeating: 0, count: inputs.count)
        for member in members {
            for (place, value) in try member.predict(inputs).enumerated() { total[place] += value }
        }
        return total.map { $0 / Double(members.count) }
    }
}

extension EnsembleModel.Fitted: StorableModel {
    /// The members, as parts.
    ///
    /// - Throws: `LearningError.parameter` where one cannot be stored.
    public var stored: StoredModel {
        get throws(LearningError) { try ModelsTogether.stored(members) }
    }
}
