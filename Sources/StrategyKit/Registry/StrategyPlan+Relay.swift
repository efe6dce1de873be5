public import Core
import Simulation

/// What decides in turn: one after the other, each for a stretch of time.
extension StrategyPlan {
    /// What decides for a stretch of time.
    public struct Stage: Sendable {
        /// What decides; `nil` for nothing, so that the account stays flat.
        public var plan: StrategyPlan?
        /// Its last decision instant.
        public var through: Timestamp

        /// A stage.
        public init(_ plan: StrategyPlan?, through: Timestamp) {
            self.plan = plan
            self.through = through
        }
    }

    /// The plan of strategies that hand one account over to each other, as `StrategyRelay` says.
    ///
    /// - Parameters:
    ///   - stages: In order of time.
    ///   - name: What it is called as a whole.
    public init(relay stages: [Stage], name: String) {
        self.init(name: name, parameters: [], content: .relay(stages))
    }

    /// The relay in its starting state.
    static func relay(_ stages: [Stage], for universe: Universe) throws(StrategyError) -> StrategyRelay {
        // Rules of all stages look at the same bars, and mostly at the same indicators.
        let store = ColumnStore()
        var made: [StrategyRelay.Stage] = []
        for stage in stages {
            var strategy = try stage.plan?.make(for: universe)
            if let rules = strategy as? RulesStrategy { strategy = rules.sharing(store) }
            made.append(StrategyRelay.Stage(strategy, through: stage.through))
        }
        return try StrategyRelay(made)
    }
}
