public import Indicators

/// Where the configs of trials come from: one text, with what is laid over it, and what it may name.
public struct StudySource: Sendable {
    /// The YAML.
    public var text: String
    /// The file's name for messages.
    public var file: String
    /// Values laid over those of the text.
    public var overrides: [ConfigOverride]
    private let registry: StrategyRegistry
    private let models: ModelRegistry
    private let indicators: [IndicatorDeclaration]

    /// A source.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The file's name for messages and, without folder and extension, for a study that gives no name.
    ///   - overrides: Values laid over those of the text, in order, before anything is validated.
    ///   - registry: The strategies in Swift that the config may name.
    ///   - models: The models that the config may name.
    ///   - indicators: The indicators that rules may use.
    public init(
        text: String, file: String, overrides: [ConfigOverride] = [], registry: StrategyRegistry = StrategyRegistry(),
        models: ModelRegistry = ModelRegistry(), indicators: [IndicatorDeclaration] = IndicatorCatalogue.all
    ) {
        self.text = text
        self.file = file
        self.overrides = overrides
        self.registry = registry
        self.models = models
        self.indicators = indicators
    }

    /// The config with further values laid over it.
    ///
    /// - Throws: All that is wrong, each with its place.
    public func configuration(setting more: [ConfigOverride] = []) throws(ConfigError) -> StudyConfiguration {
        try StudyConfiguration(
            yaml: text, file: file, overrides: overrides + more, registry: registry, models: models,
            indicators: indicators)
    }

    /// What decides in a config, to be planned for many values of its parameters.
    public func template(of configuration: StudyConfiguration) -> StrategyTemplate {
        StrategyTemplate(configuration.strategy, registry: registry, models: models, indicators: indicators)
    }

    /// The parameters of rules or of a strategy in Swift, which a search may change without reading the config again, with
    /// their domains; those of all else are changed as keys of the config.
    public func parameters(
        of configuration: StudyConfiguration
    ) -> [(name: String, domain: ParameterDomain, value: ParameterValue)] {
        let declared: [StrategyDeclaration.Parameter]
        switch configuration.strategy {
        case .rules(let rules):
            return rules.parameters.map { parameter in
                let range = parameter.range ?? -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
                return (parameter.name, .number(range), .number(parameter.value))
            }
        case .type(let typed): declared = registry.named(typed.name)?.parameters ?? []
        case .model, .portfolio, .several: declared = []
        }
        return declared.map { parameter in
            let value = configuration.plan.parameters.first { $0.name == parameter.name }?.value
            return (parameter.name, parameter.domain, value ?? parameter.defaultValue)
        }
    }
}
