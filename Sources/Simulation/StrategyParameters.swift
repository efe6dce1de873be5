import Core

/// The parameters of a strategy: a struct whose fields carry their defaults, and one declaration of each.
///
///     struct Parameters: StrategyParameters {
///         var fast = 50
///         var slow = 200
///         static var declarations: [ParameterDeclaration<Self>] {
///             [
///                 .integer("fast", \.fast, in: 2...500, "Bars of the fast average"),
///                 .integer("slow", \.slow, in: 2...1000, "Bars of the slow average"),
///             ]
///         }
///     }
///
/// Validation of configs, sweeps, `backtest list strategies` and help come from it.
public protocol StrategyParameters: Sendable {
    /// The parameters at their defaults.
    init()
    /// One declaration per field, in the order of help.
    static var declarations: [ParameterDeclaration<Self>] { get }
}

/// For strategies without parameters.
public struct NoParameters: StrategyParameters {
    /// Nothing to set.
    public init() {}
    /// None.
    public static var declarations: [ParameterDeclaration<NoParameters>] { [] }
}

/// A value of a parameter as it stands in a config.
public enum ParameterValue: Hashable, Sendable, CustomStringConvertible {
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// True or false.
    case boolean(Bool)
    /// One word of several.
    case choice(String)
    /// Some numbers in order.
    case numbers([Double])
    /// A text.
    case text(String)

    /// As it is written in a config.
    public var description: String {
        switch self {
        case .integer(let value): String(value)
        case .number(let value): value.shortestText
        case .boolean(let value): String(value)
        case .choice(let value), .text(let value): value
        case .numbers(let values): "[\(values.map(\.shortestText).joined(separator: ", "))]"
        }
    }
}

/// What values a parameter can take.
public enum ParameterDomain: Hashable, Sendable {
    /// Whole numbers of a range.
    case integer(ClosedRange<Int>)
    /// Numbers of a range.
    case number(ClosedRange<Double>)
    /// True or false.
    case boolean
    /// One of several words.
    case choice([String])
    /// So many numbers of a range; in a config a list, or a number alone for a list of one.
    case numbers(ClosedRange<Double>, count: ClosedRange<Int>)
    /// So many whole numbers of a range, likewise.
    case integers(ClosedRange<Int>, count: ClosedRange<Int>)
    /// Any text, as a name; it may be empty.
    case text
}

/// One parameter: its name, what it can be, what it means, and the field that holds it.
public struct ParameterDeclaration<Root> {
    /// The name in configs.
    public let name: String
    /// What values it can take.
    public let domain: ParameterDomain
    /// What it means, in a line.
    public let summary: String
    /// Reads the field.
    public let read: (Root) -> ParameterValue
    /// Writes the field; `false` where the value is of another type or outside the domain.
    public let write: (inout Root, ParameterValue) -> Bool

    /// A whole number.
    public static func integer(
        _ name: String, _ field: WritableKeyPath<Root, Int>, in range: ClosedRange<Int>, _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .integer(range), summary: summary, read: { .integer($0[keyPath: field]) },
            write: { root, value in
                guard case .integer(let number) = value, range.contains(number) else { return false }
                root[keyPath: field] = number
                return true
            })
    }

    /// A number.
    public static func number(
        _ name: String, _ field: WritableKeyPath<Root, Double>, in range: ClosedRange<Double>, _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .number(range), summary: summary, read: { .number($0[keyPath: field]) },
            write: { root, value in
                let number: Double
                switch value {
                case .integer(let whole): number = Double(whole)
                case .number(let real): number = real
                default: return false
                }
                guard range.contains(number) else { return false }
                root[keyPath: field] = number
                return true
            })
    }

    /// True or false.
    public static func boolean(
        _ name: String, _ field: WritableKeyPath<Root, Bool>, _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .boolean, summary: summary, read: { .boolean($0[keyPath: field]) },
            write: { root, value in
                guard case .boolean(let flag) = value else { return false }
                root[keyPath: field] = flag
                return true
            })
    }

    /// One of several words.
    public static func choice(
        _ name: String, _ field: WritableKeyPath<Root, String>, of words: [String], _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .choice(words), summary: summary, read: { .choice($0[keyPath: field]) },
            write: { root, value in
                guard case .choice(let word) = value, words.contains(word) else { return false }
                root[keyPath: field] = word
                return true
            })
    }
}
