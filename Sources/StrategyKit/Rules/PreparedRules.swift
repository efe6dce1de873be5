import Core
public import Indicators

/// The rules of a config with their texts read, to be compiled for many values of their parameters.
public struct PreparedRules: Sendable {
    /// The rules as texts.
    let rules: RulesConfiguration
    /// The indicators that rules may use, by name.
    let catalogue: [String: IndicatorDeclaration]
    /// What each text says; a text that cannot be read is not among them.
    let syntax: [String: RuleSyntax]
    /// What was compiled last.
    let last = LastCompiledRules()

    /// Reads the rules of a config.
    ///
    /// - Parameters:
    ///   - rules: The rules as texts.
    ///   - indicators: The indicators that rules may use.
    public init(_ rules: RulesConfiguration, indicators: [IndicatorDeclaration] = IndicatorCatalogue.all) {
        self.rules = rules
        catalogue = Dictionary(indicators.map { ($0.name, $0) }) { first, _ in first }
        var syntax: [String: RuleSyntax] = [:]
        for text in rules.texts {
            // What is wrong with a text is said where it is compiled, with its place.
            if let read = try? RuleParser.parse(text) { syntax[text] = read }
        }
        self.syntax = syntax
    }
}

extension RulesConfiguration {
    /// The texts of all expressions.
    fileprivate var texts: [String] {
        let sides = [long, short].compactMap { $0 }.flatMap { [$0.enter, $0.exit, $0.limit, $0.stop] }
        let distances = [stopLoss?.distance, takeProfit?.distance, trailingStop].map { $0?.text }
        return (sides + distances + [size.text]).compactMap { $0?.text }
    }
}

extension RulesConfiguration.Distance {
    fileprivate var text: ConfigScalar {
        switch self {
        case .percent(let text), .amount(let text), .price(let text): text
        }
    }
}

extension RulesConfiguration.Size {
    fileprivate var text: ConfigScalar {
        switch self {
        case .units(let text), .percentOfEquity(let text), .percentOfCash(let text), .cash(let text): text
        }
    }
}
