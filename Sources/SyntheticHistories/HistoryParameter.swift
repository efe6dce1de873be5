public import Simulation

/// A parameter of a generator, for help and for the validation of configs.
public struct HistoryParameter: Sendable, Hashable {
    /// The name in configs.
    public let name: String
    /// What values it can take.
    public let domain: ParameterDomain
    /// What it is unless it is set or fitted.
    public let defaultValue: ParameterValue
    /// What it means, in a line.
    public let summary: String

    /// The parameters that a type declares.
    static func all<Parameters: StrategyParameters>(of type: Parameters.Type) -> [HistoryParameter] {
        let defaults = Parameters()
        return Parameters.declarations.map { declaration in
            HistoryParameter(
                name: declaration.name, domain: declaration.domain, defaultValue: declaration.read(defaults),
                summary: declaration.summary)
        }
    }
}

extension StrategyParameters {
    /// Sets parameters by name.
    ///
    /// - Throws: `HistoryError.parameter` for the first, by name, that is unknown or out of range; none is set then.
    mutating func set(_ values: [String: ParameterValue]) throws(HistoryError) {
        var changed = self
        let declarations = Self.declarations
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let declaration = declarations.first(where: { $0.name == name }) else {
                throw .parameter(
                    name: name,
                    problem: "is unknown; there are \(declarations.map(\.name).joined(separator: ", "))")
            }
            guard declaration.write(&changed, value) else {
                throw .parameter(name: name, problem: "is \(value), and takes \(declaration.domain.text)")
            }
        }
        self = changed
    }

    /// All values by name, in the order of declaration.
    var values: [(name: String, value: ParameterValue)] { Self.declarations.map { ($0.name, $0.read(self)) } }
}

extension ParameterDomain {
    /// The values in words.
    var text: String {
        switch self {
        case .integer(let range): "whole numbers from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "numbers from \(ParameterValue.number(range.lowerBound)) to "
                + "\(ParameterValue.number(range.upperBound))"
        case .boolean: "true or false"
        case .choice(let words): words.joined(separator: " or ")
        case .numbers(let range, let count):
            "\(count.lowerBound) to \(count.upperBound) numbers from \(ParameterValue.number(range.lowerBound)) to "
                + "\(ParameterValue.number(range.upperBound))"
        case .integers(let range, let count):
            "\(count.lowerBound) to \(count.upperBound) whole numbers from \(range.lowerBound) to \(range.upperBound)"
        case .text: "any text"
        }
    }
}
