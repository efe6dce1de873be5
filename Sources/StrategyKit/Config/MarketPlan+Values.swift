import MarketSimulator

extension MarketParameterValue {
    /// The value that stands in a config; `nil`, after saying why, where it is no value of the domain's type.
    init?(
        _ value: ConfigValue, of domain: MarketParameterDomain, _ shown: String, _ validator: inout ConfigValidator
    ) {
        let found: MarketParameterValue?
        switch domain {
        case .integer: found = MarketParameterValue.integer(value.content)
        case .number, .boolean, .choice: found = MarketParameterValue.plain(value.content)
        case .distribution:
            let before = validator.problems.count
            found = Distribution(value, shown, &validator).map { .distribution($0) }
            if validator.problems.count > before { return nil }
        }
        guard let found else {
            validator.report(value.place, "'\(shown)' must be \(domain.allowed); found \(value.found)")
            return nil
        }
        self = found
    }

    private static func integer(_ content: ConfigValue.Content) -> MarketParameterValue? {
        switch content {
        case .whole(let whole): return .integer(whole)
        case .number(let number):
            guard let whole = Int(exactly: number) else { return nil }
            return .integer(whole)
        default: return nil
        }
    }

    private static func plain(_ content: ConfigValue.Content) -> MarketParameterValue? {
        switch content {
        case .whole(let whole): .integer(whole)
        case .number(let number): .number(number)
        case .flag(let flag): .boolean(flag)
        case .text(let scalar): .choice(scalar.text)
        default: nil
        }
    }
}

extension MarketParameterDomain {
    /// What is allowed, for messages.
    var allowed: String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(range.lowerBound.shortestText) to \(range.upperBound.shortestText)"
        case .boolean: "true or false"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .distribution(let range):
            "a number from \(range.lowerBound.shortestText) to \(range.upperBound.shortestText), or a distribution such as "
                + "{ uniform: [1, 5] }"
        }
    }
}

extension Distribution {
    private static let names = ["uniform", "exponential", "normal", "log_normal", "pareto", "mixture"]

    /// A number, or a section with the name of a distribution; `nil` for anything else.
    init?(_ value: ConfigValue, _ shown: String, _ validator: inout ConfigValidator) {
        let entries: [ConfigValue.Entry]
        switch value.content {
        case .number(let number):
            self = .fixed(number)
            return
        case .whole(let whole):
            self = .fixed(Double(whole))
            return
        case .section(let own): entries = own
        default: return nil
        }
        let given = entries.filter { Distribution.names.contains($0.key.text) || $0.key.text == "fixed" }
        guard given.count == 1 else {
            validator.report(
                value.place, "'\(shown)' takes one of \(Distribution.names.joined(separator: ", "))")
            return nil
        }
        guard let found = Distribution(named: given[0], shown, &validator) else { return nil }
        self = found
    }

    private init?(named entry: ConfigValue.Entry, _ shown: String, _ validator: inout ConfigValidator) {
        func two() -> (Double, Double)? {
            let numbers = entry.value.numbers
            guard numbers.count == 2 else {
                validator.report(
                    entry.value.place, "'\(shown).\(entry.key.text)' holds two numbers; found \(numbers.count)")
                return nil
            }
            return (numbers[0], numbers[1])
        }
        switch entry.key.text {
        case "fixed": self = .fixed(entry.value.number ?? 0)
        case "exponential": self = .exponential(mean: entry.value.number ?? 0)
        case "mixture":
            var components: [Component] = []
            for (place, element) in entry.value.elements.enumerated() {
                let name = "\(shown).mixture[\(place)]"
                guard let own = Distribution(element, name, &validator) else { return nil }
                components.append(Component(element["weight"]?.number ?? 0, own))
            }
            self = .mixture(components)
        default:
            guard let (first, second) = two() else { return nil }
            switch entry.key.text {
            case "uniform": self = .uniform(lower: first, upper: second)
            case "normal": self = .normal(mean: first, standardDeviation: second)
            case "log_normal": self = .logNormal(mean: first, standardDeviation: second)
            default: self = .pareto(minimum: first, exponent: second)
            }
        }
    }
}
