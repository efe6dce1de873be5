public import Portfolios

/// What decides in a study.
public enum StrategyConfiguration: Sendable {
    /// Rules over prices and indicators.
    case rules(RulesConfiguration)
    /// A strategy in Swift, by name.
    case type(TypedStrategyConfiguration)
    /// A model that is fitted as time goes on.
    case model(ModelConfiguration)
    /// Target weights, met on a schedule.
    case portfolio(PortfolioPlan)
    /// Several that share the account.
    case several([StrategyMember])

    init(_ reader: ConfigReader) {
        if let members = reader.root["strategies"] {
            self = .several(members.elements.map { StrategyMember($0, of: reader.root) })
        } else if reader.root["portfolio"] != nil {
            self = .portfolio(PortfolioPlan(reader))
        } else if let rules = reader.root["strategy.rules"] {
            self = .rules(RulesConfiguration(rules))
        } else if let model = reader.root["strategy.model"] {
            self = .model(ModelConfiguration(model, seed: UInt64(reader.whole("seed"))))
        } else {
            let parameters = reader.root["strategy.parameters"]?.entries ?? []
            let place = reader.root["strategy.type"]?.place ?? reader.root.place
            self = .type(
                TypedStrategyConfiguration(name: reader.text("strategy.type"), place: place, parameters: parameters))
        }
    }
}

/// A strategy in Swift with values for its parameters, not yet held against its declaration.
public struct TypedStrategyConfiguration: Sendable {
    /// The name under which it is registered.
    public let name: String
    /// Where the name stands.
    public let place: SourcePlace
    /// The given parameters.
    let parameters: [ConfigValue.Entry]
}
