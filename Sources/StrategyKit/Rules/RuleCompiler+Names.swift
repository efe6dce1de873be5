extension RuleCompiler {
    /// The value of a name alone: a price, the account, a flag.
    mutating func name(_ name: String, at offset: Int, on clock: RuleClock) throws(RuleError) -> Value {
        if let price = RuleNames.prices.first(where: { $0.name == name }) {
            return apply(price.code, [], gives: .number, on: clock)
        }
        if let account = RuleNames.account.first(where: { $0.name == name }) {
            guard clock == .own else {
                throw RuleError("'\(name)' is known of the traded instrument's own bars only", at: offset)
            }
            return apply(account.code, [], gives: .number, on: clock)
        }
        if name == "true" || name == "false" {
            return Value(type: .condition, origin: .constant(name == "true" ? 1 : 0))
        }
        if catalogue[name] != nil || RuleNames.all.contains(where: { $0.name == name }) {
            throw RuleError("'\(name)' is a function: write \(usage(of: name))", at: offset)
        }
        if parameters[name] != nil {
            throw RuleError("a parameter is written with '$': $\(name)", at: offset)
        }
        let names = (RuleNames.prices + RuleNames.account).map(\.name)
        let nearest = separator(for: name, among: names + RuleNames.all.map(\.name) + functionNames)
        throw RuleError(
            "unknown name '\(name)'\(nearest) the price of another instrument is written "
                + "\(name).close",
            at: offset)
    }

    /// `SPY.close`, `SPY.sma(close, 50)`, `macd(close).signal`.
    mutating func member(
        _ base: RuleSyntax, _ name: String, _ nameOffset: Int, _ arguments: [RuleSyntax.Argument]?, on clock: RuleClock
    ) throws(RuleError) -> Value {
        switch base.kind {
        case .name(let symbol) where !isKnown(symbol), .text(let symbol):
            let inner = try self.clock(of: symbol, at: base.offset, on: clock)
            let value =
                if let arguments {
                    try call(name, arguments, at: nameOffset, output: nil, on: inner)
                } else {
                    try self.name(name, at: nameOffset, on: inner)
                }
            return linked(value, from: inner, to: clock)
        case .call(let function, let inputs) where arguments == nil:
            return try call(function, inputs, at: base.offset, output: (name, nameOffset), on: clock)
        case .member(let symbolSyntax, let function, let functionOffset, let inputs?) where arguments == nil:
            let symbol: String
            switch symbolSyntax.kind {
            case .name(let name), .text(let name): symbol = name
            default: throw RuleError("'.' follows an instrument or an indicator", at: nameOffset)
            }
            let inner = try self.clock(of: symbol, at: symbolSyntax.offset, on: clock)
            let value = try call(function, inputs, at: functionOffset, output: (name, nameOffset), on: inner)
            return linked(value, from: inner, to: clock)
        default:
            throw RuleError("'.' follows an instrument or an indicator: SPY.close, macd(close).signal", at: nameOffset)
        }
    }

    /// Whether a name is one of the language or of the catalogue, so that it is no instrument.
    private func isKnown(_ name: String) -> Bool {
        (RuleNames.prices + RuleNames.account).contains { $0.name == name } || catalogue[name] != nil
            || RuleNames.all.contains { $0.name == name }
    }

    private func clock(of symbol: String, at offset: Int, on clock: RuleClock) throws(RuleError) -> RuleClock {
        if clock.timeframe != nil {
            throw RuleError(
                "another instrument inside a timeframe is written the other way round: \(symbol).weekly(close)",
                at: offset)
        }
        if clock.symbol != nil {
            throw RuleError("an instrument inside another's expression has no meaning; found '\(symbol)'", at: offset)
        }
        return RuleClock(symbol: symbol)
    }

    /// All functions and indicators, for suggestions.
    var functionNames: [String] {
        RuleNames.all.map(\.name) + catalogue.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// How a function is written.
    func usage(of name: String) -> String {
        if let declaration = catalogue[name] { return declaration.usage }
        return RuleNames.all.first { $0.name == name }?.usage ?? name
    }
}
