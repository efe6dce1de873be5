import Core
public import Simulation

extension ParameterDomain {
    /// What is allowed, for messages: `a whole number from 2 to 500`.
    public var allowed: String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(range.lowerBound.shortestText) to \(range.upperBound.shortestText)"
        case .boolean: "true or false"
        case .choice(let words): words.joined(separator: " or ")
        case .numbers(let range, let count):
            "a list of \(counted(count)) numbers from \(range.lowerBound.shortestText) to "
                + range.upperBound.shortestText
        case .integers(let range, let count):
            "a list of \(counted(count)) whole numbers from \(range.lowerBound) to \(range.upperBound)"
        case .text: "a text"
        }
    }

    private func counted(_ count: ClosedRange<Int>) -> String {
        count.lowerBound == count.upperBound ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
    }

    /// A value of a config as this domain takes it; `nil` where it does not fit.
    func value(of content: ConfigValue.Content) -> ParameterValue? {
        switch (self, content) {
        case (.integer(let range), .number(let number)):
            Int(exactly: number).flatMap { range.contains($0) ? .integer($0) : nil }
        case (.number(let range), .number(let number)): range.contains(number) ? .number(number) : nil
        case (.boolean, .flag(let flag)): .boolean(flag)
        case (.choice(let words), .text(let text)): words.contains(text.text) ? .choice(text.text) : nil
        case (.text, .text(let text)): .text(text.text)
        case (.numbers(_, let count), .list(let values)), (.integers(_, let count), .list(let values)):
            count.contains(values.count) && values.allSatisfy { element($0.content) != nil }
                ? .numbers(values.compactMap { element($0.content) }) : nil
        case (.numbers(_, let count), _), (.integers(_, let count), _):
            count.contains(1) ? element(content).map { .numbers([$0]) } : nil
        default: nil
        }
    }

    /// Where a value of a config does not fit, and what was found there: in a list the first element that is at fault.
    func fault(in value: ConfigValue) -> (place: SourcePlace, found: String) {
        guard case .list(let values) = value.content else { return (value.place, value.found) }
        switch self {
        case .numbers, .integers:
            if let wrong = values.first(where: { element($0.content) == nil }) { return (wrong.place, wrong.found) }
            return (value.place, "a list of \(values.count)")
        default: return (value.place, value.found)
        }
    }

    /// A number that an element of a list may be.
    private func element(_ content: ConfigValue.Content) -> Double? {
        guard case .number(let number) = content else { return nil }
        switch self {
        case .numbers(let range, _): return range.contains(number) ? number : nil
        case .integers(let range, _):
            return Int(exactly: number).flatMap { range.contains($0) ? number : nil }
        default: return nil
        }
    }
}

extension [StrategyDeclaration.Parameter] {
    /// The value of each parameter: as set, or else as a config says, or else its default.
    ///
    /// - Parameters:
    ///   - name: Whose parameters they are, for messages.
    ///   - entries: What a config says of some.
    ///   - values: What holds instead, by name; the last of a name counts.
    ///   - problems: Gets what is wrong with the config's entries, each at its place.
    func values(
        of name: String, in entries: [ConfigValue.Entry], setting values: [(name: String, value: ParameterValue)],
        problems: inout [ConfigError.Problem]
    ) -> [(name: String, value: ParameterValue)] {
        let names = map(\.name)
        for entry in entries where !names.contains(entry.key.text) {
            problems.append(
                .init(
                    entry.key.place,
                    "'\(name)' has no parameter '\(entry.key.text)'\(separator(for: entry.key.text, among: names)) "
                        + "parameters: \(names.isEmpty ? "none" : names.joined(separator: ", "))"))
        }
        var chosen: [(name: String, value: ParameterValue)] = []
        for parameter in self {
            var value = parameter.defaultValue
            if let given = values.last(where: { $0.name == parameter.name })?.value {
                value = given
            } else if let entry = entries.first(where: { $0.key.text == parameter.name }) {
                if let fitting = parameter.domain.value(of: entry.value.content) {
                    value = fitting
                } else {
                    let (place, found) = parameter.domain.fault(in: entry.value)
                    problems.append(
                        .init(place, "'\(parameter.name)' must be \(parameter.domain.allowed); found \(found)"))
                }
            }
            chosen.append((parameter.name, value))
        }
        return chosen
    }
}
