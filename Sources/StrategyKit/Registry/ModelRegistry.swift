/// The models that configs can name: those built in, and those of a user's own package.
public struct ModelRegistry: Sendable {
    /// The models, by name in byte order.
    public let models: [ModelDeclaration]

    /// The built-in models and some own ones; an own one goes before a built-in one of its name, and the last before
    /// others.
    public init(_ own: [ModelDeclaration] = []) {
        var kept: [ModelDeclaration] = []
        for model in ModelDeclaration.builtIn + own {
            kept.removeAll { $0.name == model.name }
            kept.append(model)
        }
        models = kept.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The model of a name, if there is one.
    public func named(_ name: String) -> ModelDeclaration? {
        models.first { $0.name == name }
    }
}
