import StrategyKit
import Strategies
import Synchronization

/// The strategies that configs can name in this process.
enum Registered {
    private static let added = Mutex<[StrategyDeclaration]>([])

    /// Those that a user's program adds.
    static var strategies: [StrategyDeclaration] {
        get { added.withLock { $0 } }
        set { added.withLock { $0 = newValue } }
    }

    /// Those shipped and those added.
    static var registry: StrategyRegistry { StrategyRegistry(ShippedStrategies.all + strategies) }
}
