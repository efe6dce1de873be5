import Simulation

/// When a parameter of a model is read at all: for some values of another one alone.
///
/// A config that sets a parameter which nothing reads is refused, and says for what it would be.
///
/// - Verified by: `IdleParameterTests`.
public struct ParameterUse: Sendable {
    /// The parameter.
    public let name: String
    /// The one that it hangs on.
    public let other: String
    /// For which values of that one it is read, as text: `adamw`, or `1 or more`.
    public let values: String
    private let allows: @Sendable (ParameterValue) -> Bool

    /// A parameter that is read for some words of another one.
    public init(_ name: String, for other: String, _ words: String...) {
        self.init(name, for: other, shown: words.joined(separator: " or ")) { words.contains($0.description) }
    }

    /// A parameter that is read where another one, a whole number, is above zero.
    public static func positive(_ name: String, for other: String) -> ParameterUse {
        ParameterUse(name, for: other, shown: "1 or more") { $0 != .integer(0) }
    }

    /// A parameter that is read where another one, a list, has elements.
    public static func notEmpty(_ name: String, for other: String) -> ParameterUse {
        ParameterUse(name, for: other, shown: "[one or more]") { $0 != .numbers([]) }
    }

    private init(
        _ name: String, for other: String, shown values: String, allows: @escaping @Sendable (ParameterValue) -> Bool
    ) {
        self.name = name
        self.other = other
        self.values = values
        self.allows = allows
    }

    /// Whether the parameter is read beside these values; the last of a name counts.
    func isRead(in parameters: [(name: String, value: ParameterValue)]) -> Bool {
        parameters.last { $0.name == other }.map { allows($0.value) } ?? true
    }
}
