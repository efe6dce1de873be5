public import Indicators
public import Simulation

/// What decides in a config, to be planned for many values of its parameters: its texts are read once.
public struct StrategyTemplate: Sendable {
    private let configuration: StrategyConfiguration
    /// The rules, where it is rules.
    private let rules: PreparedRules?
    private let registry: StrategyRegistry
    private let models: ModelRegistry
    private let indicators: [IndicatorDeclaration]

    /// What decides in a config.
    ///
    /// - Parameters:
    ///   - registry: The strategies in Swift.
    ///   - models: The models.
    ///   - indicators: The indicators that rules may use.
    public init(
        _ configuration: StrategyConfiguration, registry: StrategyRegistry, models: ModelRegistry = ModelRegistry(),
        indicators: [IndicatorDeclaration] = IndicatorCatalogue.all
    ) {
        self.configuration = configuration
        self.registry = registry
        self.models = models
        self.indicators = indicators
        if case .rules(let rules) = configuration {
            self.rules = PreparedRules(rules, indicators: indicators)
        } else {
            rules = nil
        }
    }

    /// Checks the strategy against what there is, with other values for some parameters.
    ///
    /// - Parameter values: Values instead of those of the config, by the parameter's name, as a sweep sets them.
    /// - Throws: All that is wrong, each at its line and column.
    public func plan(setting values: [(name: String, value: ParameterValue)] = []) throws(ConfigError) -> StrategyPlan {
        guard let rules else {
            return try configuration.plan(registry: registry, models: models, indicators: indicators, setting: values)
        }
        var numbers: [(name: String, value: Double)] = []
        for (name, value) in values {
            switch value {
            case .number(let number): numbers.append((name, number))
            case .integer(let number): numbers.append((name, Double(number)))
            case .boolean, .choice, .numbers, .text:
                throw .invalid([.init(SourcePlace(source: name), "a parameter of rules is a number; found \(value)")])
            }
        }
        let program = try RuleProgram(rules, setting: numbers)
        let parameters = rules.rules.parameters.map { parameter in
            let given = numbers.last { $0.name == parameter.name }?.value
            return (name: parameter.name, value: ParameterValue.number(given ?? parameter.value))
        }
        return StrategyPlan(name: "rules", parameters: parameters, content: .rules(program))
    }
}
