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
        let defaults = S.Parameters()
        let parameters = S.Parameters.declarations.map {
            Parameter(name: $0.name, domain: $0.domain, defaultValue: $0.read(defaults), summary: $0.summary)
        }
        return StrategyDeclaration(name: name, summary: summary, parameters: parameters) {
            values, universe throws(StrategyError) in
            var parameters = S.Parameters()
            let declarations = S.Parameters.declarations
            for (name, value) in values {
                guard let declaration = declarations.first(where: { $0.name == name }) else {
                    throw StrategyError("there is no parameter '\(name)'")
                }
                guard declaration.write(&parameters, value) else {
                    throw StrategyError("'\(name)' must be \(declaration.domain.allowed); found \(value)")
                }
            }
            return try S(parameters, for: universe)
        }
    }
}

extension ParameterDomain {
    /// What is allowed, for messages: `a whole number from 2 to 500`.
    public var allowed: String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(range.lowerBound.shortestText) to \(range.upperBound.shortestText)"
        case .boolean: "true or false"
        case .choice(let words): words.joined(separator: " or ")
        }
    }

    /// A value of a config as this domain takes it; `nil` where it does not fit.
    func value(of content: ConfigValue.Content) -> ParameterValue? {
        switch (self, content) {
        case (.integer(let range), .number(let number)):
            Int(exactly: number).flatMap { range.contains($0) ? .integer($0) : nil }
        case (.number(let range), .number(let number)): range.contains(number) ? .number(number) : nil
        case (.boolean, .flag(let flag)): .boolean(flag)
        case (.choice(let words), .text(let text)): words.contains(text.text) ? .choice(text.text) : nil
        default: nil
        }
    }
}
