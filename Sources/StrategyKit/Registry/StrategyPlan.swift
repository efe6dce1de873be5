public import Indicators
import Portfolios
public import Simulation

/// What decides in a study, checked and ready to be made for any universe: rules compiled, a strategy in Swift with its
/// parameters, or a portfolio.
public struct StrategyPlan: Sendable {
    /// What is made.
    enum Content: Sendable {
        case rules(RuleProgram)
        case type(StrategyDeclaration)
        case portfolio(PortfolioPlan)
        case model(ModelPlan)
        case several([PlannedMember])
        case relay([StrategyPlan.Stage])
    }

    /// The strategy's name: `rules`, that of its type, `… portfolio` with the allocation, or the names of several.
    public let name: String
    /// Its parameters with their values, in order.
    public let parameters: [(name: String, value: ParameterValue)]
    let content: Content

    init(name: String, parameters: [(name: String, value: ParameterValue)], content: Content) {
        self.name = name
        self.parameters = parameters
        self.content = content
    }

    /// The model, where it is one.
    public var model: ModelPlan? {
        if case .model(let plan) = content { plan } else { nil }
    }

    /// The models of all its strategies.
    public var models: [ModelPlan] {
        switch content {
        case .model(let plan): [plan]
        case .several(let members): members.flatMap(\.plan.models)
        case .relay(let stages): stages.flatMap { $0.plan?.models ?? [] }
        case .rules, .type, .portfolio: []
        }
    }

    /// Whether code decides, a strategy in Swift or a model, which may trap or never end; rules cannot.
    public var isCode: Bool {
        switch content {
        case .type, .model: true
        case .several(let members): members.contains { $0.plan.isCode }
        case .relay(let stages): stages.contains { $0.plan?.isCode ?? false }
        case .rules, .portfolio: false
        }
    }

    /// The parameters that say what it is: of models, which have many, those alone that are not left to their defaults.
    public var shownParameters: [(name: String, value: ParameterValue)] {
        switch content {
        case .model(let plan): plan.statedParameters
        case .several(let members):
            members.flatMap { member in
                member.plan.shownParameters.map { (name: "\(member.name).\($0.name)", value: $0.value) }
            }
        case .rules, .type, .portfolio, .relay: parameters
        }
    }

    /// The compiled rules, where it is rules.
    public var program: RuleProgram? {
        if case .rules(let program) = content { program } else { nil }
    }

    /// The symbols that rules trade; `nil` for all, and where it is no rules.
    public var tradedSymbols: [String]? {
        switch content {
        case .rules(let program): program.symbols
        case .relay(let stages): stages.lazy.compactMap { $0.plan }.first?.tradedSymbols
        case .type, .portfolio, .model, .several: nil
        }
    }

    /// A new strategy in its starting state.
    ///
    /// - Throws: `StrategyError` where the universe or the combination of parameters cannot be traded.
    public func make(for universe: Universe) throws(StrategyError) -> any Strategy {
        switch content {
        case .rules(let program): return try RulesStrategy(program, for: universe)
        case .type(let declaration): return try declaration.make(parameters, universe)
        case .portfolio(let plan): return try PortfolioStrategy(plan, for: universe)
        case .model(let plan): return try ModelStrategy(plan, for: universe)
        case .several(let members):
            var made: [(part: AccountPart, strategy: any Strategy)] = []
            for member in members { made.append(try member.make(for: universe)) }
            return StrategyGroup(made)
        case .relay(let stages): return try StrategyPlan.relay(stages, for: universe)
        }
    }
}

extension StrategyPlan {
    /// A validated config with the values of all parameters of a strategy in Swift, or of a model, filled in.
    func filling(_ root: ConfigValue) -> ConfigValue {
        let path: [String]
        var idle: [String] = []
        switch content {
        case .several(let members): return StrategyMember.filling(root, with: members.map(\.plan))
        case .type: path = ["strategy", "parameters"]
        case .model(let plan): (path, idle) = (["strategy", "model", "parameters"], plan.idleParameters)
        case .rules, .portfolio, .relay: return root
        }
        guard !parameters.isEmpty else { return root }
        let source = ConfigSource(override: "default of \(path.joined(separator: "."))")
        func scalar(_ text: String) -> ConfigScalar {
            ConfigScalar(text: text, style: .plain, line: 1, column: 1, source: source)
        }
        // What nothing reads is left out: set, it would be refused.
        let entries = parameters.filter { !idle.contains($0.name) }.map { parameter in
            let content = ConfigValue.Content(parameter.value, source: source, place: root.place)
            return ConfigValue.Entry(
                key: scalar(parameter.name), value: ConfigValue(content: content, place: root.place))
        }
        return root.setting(ConfigValue(content: .section(entries), place: root.place), at: path[...], scalar)
    }
}

extension ConfigValue {
    /// The same tree with another value at a path whose sections are there; what it holds there comes last in its section.
    fileprivate func setting(
        _ value: ConfigValue, at path: ArraySlice<String>, _ scalar: (String) -> ConfigScalar
    ) -> ConfigValue {
        guard let name = path.first else { return value }
        guard case .section(var keys) = content else { return self }
        var filled = self
        if path.count == 1 {
            keys.removeAll { $0.key.text == name }
            keys.append(.init(key: scalar(name), value: value))
        } else if let place = keys.firstIndex(where: { $0.key.text == name }) {
            keys[place].value = keys[place].value.setting(value, at: path.dropFirst(), scalar)
        }
        filled.content = .section(keys)
        return filled
    }
}

extension StrategyConfiguration {
    /// Checks the strategy against what there is, with other values for some parameters.
    ///
    /// - Parameters:
    ///   - registry: The strategies in Swift.
    ///   - models: The models.
    ///   - indicators: The indicators that rules may use.
    ///   - values: Values instead of those of the config, by the parameter's name, as a sweep sets them.
    /// - Throws: All that is wrong, each at its line and column.
    public func plan(
        registry: StrategyRegistry, models: ModelRegistry = ModelRegistry(),
        indicators: [IndicatorDeclaration] = IndicatorCatalogue.all,
        setting values: [(name: String, value: ParameterValue)] = []
    ) throws(ConfigError) -> StrategyPlan {
        switch self {
        case .rules:
            let template = StrategyTemplate(self, registry: registry, models: models, indicators: indicators)
            return try template.plan(setting: values)
        case .model(let stated):
            let plan = try stated.plan(models: models, indicators: indicators, setting: values)
            return StrategyPlan(name: "\(plan.kind) model", parameters: plan.parameters, content: .model(plan))
        case .type(let typed):
            return try typed.plan(registry: registry, setting: values)
        case .portfolio(let stated):
            let plan = try stated.setting(values)
            return StrategyPlan(
                name: "\(plan.policy.rawValue) portfolio", parameters: plan.shownParameters, content: .portfolio(plan))
        case .several(let members):
            return try StrategyPlan(
                members, registry: registry, models: models, indicators: indicators, setting: values)
        }
    }
}

extension TypedStrategyConfiguration {
    fileprivate func plan(
        registry: StrategyRegistry, setting values: [(name: String, value: ParameterValue)]
    ) throws(ConfigError) -> StrategyPlan {
        guard let declaration = registry.named(name) else {
            let names = registry.strategies.map(\.name)
            throw .invalid([
                .init(
                    place,
                    "unknown strategy '\(name)'\(separator(for: name, among: names)) strategies: "
                        + (names.isEmpty ? "none" : names.joined(separator: ", ")))
            ])
        }
        var problems: [ConfigError.Problem] = []
        let chosen = declaration.parameters.values(
            of: name, in: parameters, setting: values, problems: &problems)
        guard problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(problems)) }
        return StrategyPlan(name: name, parameters: chosen, content: .type(declaration))
    }
}

extension PortfolioPlan {
    /// The plan with other values for some of its numbers.
    ///
    /// - Throws: What is wrong with a name or a value.
    fileprivate func setting(_ values: [(name: String, value: ParameterValue)]) throws(ConfigError) -> PortfolioPlan {
        var plan = self
        for (name, value) in values {
            let known = PortfolioPlan.declarations.filter { reads($0.name) }
            guard let declaration = known.first(where: { $0.name == name }) else {
                throw .invalid([
                    .init(
                        SourcePlace(source: name),
                        "a portfolio with this allocation has no parameter '\(name)'; parameters: "
                            + known.map(\.name).joined(separator: ", "))
                ])
            }
            guard declaration.write(&plan, value) else {
                throw .invalid([
                    .init(
                        SourcePlace(source: name), "'\(name)' must be \(declaration.domain.allowed); found \(value)")
                ])
            }
        }
        return plan
    }
}
