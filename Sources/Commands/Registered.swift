import StrategyKit
import Strategies
import Synchronization

/// The strategies and models that configs can name in this process.
enum Registered {
    private static let added = Mutex<[StrategyDeclaration]>([])
    private static let addedModels = Mutex<[ModelDeclaration]>([])

    /// The models that a user's program adds.
    static var ownModels: [ModelDeclaration] {
        get { addedModels.withLock { $0 } }
        set { addedModels.withLock { $0 = newValue } }
    }

    /// Those built in and those added.
    static var models: ModelRegistry { ModelRegistry(ownModels) }

    /// Those that a user's program adds.
    static var strategies: [StrategyDeclaration] {
        get { added.withLock { $0 } }
        set { added.withLock { $0 = newValue } }
    }

    /// What reads the fitted models of files back: those built in and those that a user's program adds.
    static var restorers: ModelRestorers {
        var restorers = ModelRestorers.builtIn
        for model in ownModels { model.addRestorer(to: &restorers) }
        return restorers
    }

    /// Those shipped and those added.
    static var registry: StrategyRegistry { StrategyRegistry(ShippedStrategies.all + strategies) }
}
