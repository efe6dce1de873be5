/// A rule as it is written, before names have a meaning.
struct RuleSyntax: Sendable {
    /// An argument of a call.
    struct Argument: Sendable {
        /// The name before `=`, where one is given.
        var name: String?
        var value: RuleSyntax
    }

    /// An operator between two operands.
    enum Operator: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case notEqual = "!="
        case and
        case or

        /// Whether it takes and gives conditions.
        var isLogical: Bool { self == .and || self == .or }

        /// Whether it compares two numbers.
        var isComparison: Bool {
            switch self {
            case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
            default: false
            }
        }
    }

    /// What is written.
    indirect enum Kind: Sendable {
        case number(Double)
        case text(String)
        case parameter(String)
        case name(String)
        case call(String, [Argument])
        /// `macd(close).signal`, `SPY.close`; with arguments `SPY.sma(close, 50)`.
        case member(RuleSyntax, name: String, nameOffset: Int, arguments: [Argument]?)
        case offset(RuleSyntax, by: RuleSyntax)
        case negate(RuleSyntax)
        case not(RuleSyntax)
        case binary(Operator, RuleSyntax, RuleSyntax)
    }

    var kind: Kind
    /// Its first character; for a binary operator, the operator's.
    var offset: Int
    /// How deep it nests.
    var depth: Int
}
