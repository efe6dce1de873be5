import Indicators
import Synchronization

/// What compiling did with the parameters of rules.
struct ParameterPlaces: Sendable {
    /// A number of an indicator that is a parameter as it stands.
    struct Binding: Sendable {
        var name: String
        var stage: Int
        /// The first slot of the indicator.
        var firstOutput: Int32
        /// The place among the indicator's numbers.
        var place: Int
    }

    var bindings: [Binding] = []
    /// The numbers of indicators that are no such parameters.
    var literals: Set<UInt64> = []
    /// The parameters whose value the rules look at otherwise: in sums, offsets, comparisons.
    var shaping: Set<String> = []

    /// Notes the numbers of an indicator, and the parameters that they are.
    mutating func note(_ names: [String?], _ numbers: [Double], stage: Int, firstOutput: Int32) {
        for (place, name) in names.enumerated() {
            if let name {
                bindings.append(Binding(name: name, stage: stage, firstOutput: firstOutput, place: place))
            } else {
                literals.insert(numbers[place].bitPattern)
            }
        }
    }
}

/// A compiled program that serves for other values of its parameters, too, where they change nothing but numbers of
/// indicators.
struct CompiledRules: Sendable {
    private let program: RuleProgram
    private let parameters: [String: Double]
    private let places: ParameterPlaces
    /// The parameters that are numbers of indicators, each once.
    private let names: [String]

    /// A program, the values that it was compiled with, and what became of them.
    init(_ program: RuleProgram, parameters: [String: Double], places: ParameterPlaces) {
        self.program = program
        self.parameters = parameters
        self.places = places
        names = Set(places.bindings.map(\.name)).sorted()
    }

    /// What compiling with other values would give; `nil` where it must be compiled.
    func program(setting values: [String: Double]) -> RuleProgram? {
        guard isOfOneShape(with: values) else { return nil }
        var program = program
        for binding in places.bindings {
            guard let value = values[binding.name],
                program.stages[binding.stage].set(binding.place, ofIndicatorAt: binding.firstOutput, to: value)
            else { return nil }
        }
        for stage in program.stages.indices { program.stages[stage].refreshWarmUps() }
        return program
    }

    /// Whether values are looked at nowhere else, and numbers that are equal here are equal there and no others: what is
    /// equal is computed once.
    private func isOfOneShape(with values: [String: Double]) -> Bool {
        guard values.count == parameters.count else { return false }
        for name in places.shaping where values[name]?.bitPattern != parameters[name]?.bitPattern { return false }
        for (place, name) in names.enumerated() {
            guard let here = parameters[name]?.bitPattern, let there = values[name]?.bitPattern,
                here == there || !places.literals.contains(here) && !places.literals.contains(there)
            else { return false }
            for other in names[..<place] {
                guard let first = parameters[other]?.bitPattern, let second = values[other]?.bitPattern,
                    (first == here) == (second == there)
                else { return false }
            }
        }
        return true
    }
}

/// The rules that were compiled last: threads share them.
final class LastCompiledRules: Sendable {
    private let rules = Mutex<CompiledRules?>(nil)

    /// What compiling with these values would give; `nil` where it must be compiled.
    func program(setting values: [String: Double]) -> RuleProgram? {
        rules.withLock { $0 }?.program(setting: values)
    }

    /// Keeps rules.
    func keep(_ compiled: CompiledRules) { rules.withLock { $0 = compiled } }
}

extension IndicatorDeclaration.Parameter {
    /// Whether it can have a value.
    func allows(_ value: Double) -> Bool {
        range.contains(value) && (!isInteger || value == value.rounded())
    }
}
