internal import Core

/// What reads stored models and transforms back, by their kind: all that are here, and those that a user adds.
///
///     var restorers = ModelRestorers()
///     restorers.add(Momentum.Fitted.self)
///     let model = try restorers.model(stored)
///
/// What is added last under a kind is taken.
///
/// - Verified by: `StoredModelTests`, `ModelRestorersTests`.
public struct ModelRestorers: Sendable {
    /// Reads a model back; the restorers it is given read what is inside it.
    public typealias Restore = @Sendable (StoredModel, ModelRestorers) throws(LearningError) -> any StorableModel

    private var models: [String: Restore] = [:]
    private var transforms: [String: any StorableTransform.Type] = [:]
    /// How many models the next one is inside of.
    private var level = 0

    /// Those of all models and transforms here.
    public init() {
        add(FittedMatrixModel<LinearPrediction>.self)
        add(FittedMatrixModel<MultinomialFit>.self)
        add(Baseline.Fitted.self)
        add(NetworkModel.Fitted.self)
        add(AutoregressiveModel.Fitted.self)
        add(kind: ModelBehindTransform.storedKind) { (stored, restorers) throws(LearningError) in
            try ModelBehindTransform(stored, restoring: restorers)
        }
        add(kind: ModelsTogether.storedKind) { (stored, restorers) throws(LearningError) in
            try ModelsTogether(stored, restoring: restorers)
        }
        addTransform(Standardisation.Fitted.self)
        addTransform(Winsorisation.Fitted.self)
        addTransform(QuantileTransform.Fitted.self)
        addTransform(PrincipalComponentTransform.Fitted.self)
        addTransform(CorrelationSelection.Fitted.self)
    }

    /// The kinds of models that are known, ascending.
    public var kinds: [String] { models.keys.sorted() }

    /// The kinds of transforms that are known, ascending.
    public var transformKinds: [String] { transforms.keys.sorted() }

    /// Adds a type of models.
    public mutating func add<Fitted: RestorableModel>(_ type: Fitted.Type) {
        add(kind: Fitted.storedKind) { (stored, _) throws(LearningError) in try Fitted(stored) }
    }

    /// Adds a kind of models with others inside it, which `restore` reads by the restorers that it is given.
    public mutating func add(kind: String, _ restore: @escaping Restore) { models[kind] = restore }

    /// Adds a type of transforms.
    public mutating func addTransform<Fitted: StorableTransform>(_ type: Fitted.Type) {
        transforms[Fitted.storedKind] = type
    }

    /// The model that was stored: it predicts the same bits.
    ///
    /// - Throws: `LearningError.unknownKind` for one that is not known; `.parameter` or `.shape` for anything that no
    ///   such model can be made of, more than `StoredModel.mostLevels` inside each other among it.
    public func model(_ stored: StoredModel) throws(LearningError) -> any StorableModel {
        guard let restore = models[stored.kind] else { throw .unknownKind(found: stored.kind, known: kinds) }
        guard level < StoredModel.mostLevels else {
            throw .parameter(
                name: "the levels of a stored model", found: "more than \(StoredModel.mostLevels)",
                allowed: "1 to \(StoredModel.mostLevels)")
        }
        var below = self
        below.level += 1
        return try restore(stored, below)
    }

    /// The transform that was stored.
    ///
    /// - Throws: As `model(_:)`.
    public func transform(_ stored: StoredModel) throws(LearningError) -> any StorableTransform {
        guard let type = transforms[stored.kind] else {
            throw .unknownKind(found: stored.kind, known: transformKinds)
        }
        return try type.init(stored)
    }
}
