import Core
public import Indicators

extension RuleProgram {
    /// Compiles the rules of a config.
    ///
    /// - Parameters:
    ///   - rules: The rules as texts.
    ///   - values: Values for parameters instead of those of the config, by name.
    ///   - indicators: The indicators that rules may use.
    /// - Throws: All that is wrong, each at its line and column.
    public init(
        _ rules: RulesConfiguration, setting values: [(name: String, value: Double)] = [],
        indicators: [IndicatorDeclaration] = IndicatorCatalogue.all
    ) throws(ConfigError) {
        try self.init(PreparedRules(rules, indicators: indicators), setting: values)
    }

    /// Compiles rules whose texts have been read.
    ///
    /// - Parameter values: Values for parameters instead of those of the config, by name.
    /// - Throws: All that is wrong, each at its line and column.
    public init(
        _ prepared: PreparedRules, setting values: [(name: String, value: Double)] = []
    ) throws(ConfigError) {
        self.init()
        let rules = prepared.rules
        var parameters: [String: Double] = [:]
        for parameter in rules.parameters { parameters[parameter.name] = parameter.value }
        for (name, value) in values { parameters[name] = value }
        if let program = prepared.last.program(setting: parameters) {
            self = program
            return
        }
        var build = Build(compiler: RuleCompiler(prepared, parameters: parameters))
        long = build.side(rules.long)
        short = build.side(rules.short)
        size =
            switch rules.size {
            case .units(let text): .units(build.number(text, above: 0))
            case .percentOfEquity(let text): .percentOfEquity(build.number(text, above: 0))
            case .percentOfCash(let text): .percentOfCash(build.number(text, above: 0))
            case .cash(let text): .cash(build.number(text, above: 0))
            }
        stopLoss = build.exit(rules.stopLoss)
        takeProfit = build.exit(rules.takeProfit)
        trailingStop = rules.trailingStop.map { build.distance($0) }
        entryValidity = rules.entryValidity
        exitAfter = rules.exitAfter
        symbols = rules.symbols
        stages = build.compiler.stages
        guard build.problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(build.problems)) }
        for place in stages.indices { stages[place].seal() }
        prepared.last.keep(CompiledRules(self, parameters: parameters, places: build.compiler.places))
    }

    /// Compiles texts one by one and keeps what is wrong with each.
    private struct Build {
        var compiler: RuleCompiler
        var problems: [ConfigError.Problem] = []

        /// The slot of a rule; 0, and a problem, where it cannot be compiled.
        mutating func slot(_ text: ConfigScalar, as type: RuleCompiler.ValueType) -> Int32 {
            do {
                return try compiler.compile(text.text, as: type)
            } catch {
                problems.append(.init(text.place(at: error.offset), error.message))
                return 0
            }
        }

        /// The slot of a number that, where it never changes, must lie above a bound.
        mutating func number(_ text: ConfigScalar, above bound: Double) -> Int32 {
            let count = problems.count
            let slot = slot(text, as: .number)
            if problems.count == count,
                let constant = compiler.stages[0].constants.first(where: { $0.slot == slot })?.value,
                !(constant > bound)
            {
                problems.append(
                    .init(text.place, "the number must be above \(Int(bound)); found \(constant.shortestText)"))
            }
            return slot
        }

        mutating func side(_ side: RulesConfiguration.Side?) -> Side? {
            guard let side else { return nil }
            return Side(
                enter: slot(side.enter, as: .condition), exit: side.exit.map { slot($0, as: .condition) },
                limit: side.limit.map { number($0, above: 0) }, stop: side.stop.map { number($0, above: 0) })
        }

        mutating func exit(_ exit: RulesConfiguration.Exit?) -> Exit? {
            exit.map { Exit(distance: distance($0.distance), reference: $0.reference) }
        }

        mutating func distance(_ distance: RulesConfiguration.Distance) -> Distance {
            switch distance {
            case .percent(let text): .percent(number(text, above: 0))
            case .amount(let text): .amount(number(text, above: 0))
            case .price(let text): .price(number(text, above: 0))
            }
        }
    }
}
