import Core
public import Simulation

/// A strategy in Swift under a name that configs can use.
public struct StrategyDeclaration: Sendable {
    /// A parameter as users know it.
    public struct Parameter: Hashable, Sendable {
        /// Its name in configs.
        public let name: String
        /// What values it can take.
        public let domain: ParameterDomain
        /// Its value where none is given.
        public let defaultValue: ParameterValue
        /// What it means, in a line.
        public let summary: String
    }

    /// The name in configs: `moving-average-crossover`.
    public let name: String
    /// What it does, in a line.
    public let summary: String
    /// Its parameters, in the order of help.
    public let parameters: [Parameter]
    /// A new strategy with values for some of its parameters, by name; the rest keep their defaults.
    let make: @Sendable ([(name: String, value: ParameterValue)], Universe) throws(StrategyError) -> any Strategy

    /// Declares a strategy.
    ///
    /// - Parameters:
    ///   - type: The strategy's type.
    ///   - name: The name in configs: lower case, words joined by `-`.
    ///   - summary: What it does, in a line.
    public static func strategy<S: Strategy & SendableMetatype>(_ type: S.Type, name: String, _ summary: String)
        -> StrategyDeclaration
    {
        StrategyDeclaration(name: name, summary: summary, parameters: S.Parameters.shown) {
            values, universe throws(StrategyError) in
            try S(try S.Parameters(setting: values), for: universe)
        }
    }
}
