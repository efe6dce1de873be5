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
        case several([PlannedMember])
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

    /// The compiled rules, where it is rules.
    public var program: RuleProgram? {
        if case .rules(let program) = content { program } else { nil }
    }

    /// A new strategy in its starting state.
    ///
    /// - Throws: `StrategyError` where the universe or the combination of parameters cannot be traded.
    public func make(for universe: Universe) throws(StrategyError) -> any Strategy {
        switch content {
        case .rules(let program): return try RulesStrategy(program, for: universe)
        case .type(let declaration): return try declaration.make(parameters, universe)
        case .portfolio(let plan): return try PortfolioStrategy(plan, for: universe)
        case .several(let members):
            var made: [(part: AccountPart, strategy: any Strategy)] = []
            for member in members { made.append(try member.make(for: universe)) }
            return StrategyGroup(made)
        }
    }
}

extension StrategyPlan {
    /// A validated config with the values of all parameters of a strategy in Swift filled in.
    func filling(_ root: ConfigValue) -> ConfigValue {
        if case .several(let members) = content { return StrategyMember.filling(root, with: members.map(\.plan)) }
        guard case .type = content, !parameters.isEmpty else { return root }
        let source = ConfigSource(override: "default of strategy.parameters")
        func scalar(_ text: String) -> ConfigScalar {
            ConfigScalar(text: text, style: .plain, line: 1, column: 1, source: source)
        }
        let entries = parameters.map { parameter in
            let content: ConfigValue.Content =
                switch parameter.value {
                case .integer(let whole): .whole(whole)
                case .number(let number): .number(number)
                case .boolean(let flag): .flag(flag)
                case .choice(let word): .text(scalar(word))
                }
            return ConfigValue.Entry(
                key: scalar(parameter.name), value: ConfigValue(content: content, place: root.place))
        }
        var filled = root
        guard case .section(var sections) = root.content,
            let place = sections.firstIndex(where: { $0.key.text == "strategy" }),
            case .section(var keys) = sections[place].value.content
        else { return root }
        keys.removeAll { $0.key.text == "parameters" }
        keys.append(.init(key: scalar("parameters"), value: ConfigValue(content: .section(entries), place: root.place)))
        sections[place].value.content = .section(keys)
        filled.content = .section(sections)
        return filled
    }
}

extension StrategyConfiguration {
    /// Checks the strategy against what there is, with other values for some parameters.
    ///
    /// - Parameters:
    ///   - registry: The strategies in Swift.
    ///   - indicators: The indicators that rules may use.
    ///   - values: Values instead of those of the config, by the parameter's name, as a sweep sets them.
    /// - Throws: All that is wrong, each at its line and column.
    public func plan(
        registry: StrategyRegistry, indicators: [IndicatorDeclaration] = IndicatorCatalogue.all,
        setting values: [(name: String, value: ParameterValue)] = []
    ) throws(ConfigError) -> StrategyPlan {
        switch self {
        case .rules(let rules):
            var numbers: [(name: String, value: Double)] = []
            for (name, value) in values {
                switch value {
                case .number(let number): numbers.append((name, number))
                case .integer(let number): numbers.append((name, Double(number)))
                case .boolean, .choice:
                    throw .invalid([
                        .init(SourcePlace(source: name), "a parameter of rules is a number; found \(value)")
                    ])
                }
            }
            let program = try RuleProgram(rules, setting: numbers, indicators: indicators)
            let parameters = rules.parameters.map { parameter in
                let given = numbers.last { $0.name == parameter.name }?.value
                return (name: parameter.name, value: ParameterValue.number(given ?? parameter.value))
            }
            return StrategyPlan(name: "rules", parameters: parameters, content: .rules(program))
        case .type(let typed):
            return try typed.plan(registry: registry, setting: values)
        case .portfolio(let stated):
            let plan = try stated.setting(values)
            return StrategyPlan(
                name: "\(plan.policy.rawValue) portfolio", parameters: plan.shownParameters, content: .portfolio(plan))
        case .several(let members):
            return try StrategyPlan(members, registry: registry, indicators: indicators, setting: values)
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
        for entry in parameters where !declaration.parameters.contains(where: { $0.name == entry.key.text }) {
            let names = declaration.parameters.map(\.name)
            problems.append(
                .init(
                    entry.key.place,
                    "'\(name)' has no parameter '\(entry.key.text)'\(separator(for: entry.key.text, among: names)) "
                        + "parameters: \(names.isEmpty ? "none" : names.joined(separator: ", "))"))
        }
        var chosen: [(name: String, value: ParameterValue)] = []
        for parameter in declaration.parameters {
            var value = parameter.defaultValue
            if let given = values.last(where: { $0.name == parameter.name })?.value {
                value = given
            } else if let entry = parameters.first(where: { $0.key.text == parameter.name }) {
                if let fitting = parameter.domain.value(of: entry.value.content) {
                    value = fitting
                } else {
                    problems.append(
                        .init(
                            entry.value.place,
                            "'\(parameter.name)' must be \(parameter.domain.allowed); found \(entry.value.found)"))
                }
            }
            chosen.append((parameter.name, value))
        }
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
