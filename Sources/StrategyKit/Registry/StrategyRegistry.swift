/// The strategies in Swift that configs can name: those shipped, and those of a user's own package.
public struct StrategyRegistry: Sendable {
    /// The strategies, by name in byte order.
    public let strategies: [StrategyDeclaration]

    /// A registry of some strategies; of several of one name the last is kept, so that a user's own goes before ours.
    public init(_ strategies: [StrategyDeclaration] = []) {
        var kept: [StrategyDeclaration] = []
        for strategy in strategies {
            kept.removeAll { $0.name == strategy.name }
            kept.append(strategy)
        }
        self.strategies = kept.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The strategy of a name, if there is one.
    public func named(_ name: String) -> StrategyDeclaration? {
        strategies.first { $0.name == name }
    }
}
