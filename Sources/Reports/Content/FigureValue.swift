import Core

/// A figure, or why there is none: what cannot be known is said, never drawn as zero.
public enum FigureValue: Hashable, Sendable {
    /// A figure in the unit of its metric. A value that is not finite is shown as unavailable.
    case value(Double)
    /// No figure, and the reason: `n=3, at least 30 are needed`.
    case unavailable(reason: String)

    /// The figure; `nil` where there is none or it is not finite.
    public var number: Double? {
        guard case .value(let number) = self, number.isFinite else { return nil }
        return number
    }

    /// Why there is no figure; `nil` where there is one.
    public var reason: String? {
        switch self {
        case .value(let number): number.isFinite ? nil : "not finite: \(number.shortestText)"
        case .unavailable(let reason): reason
        }
    }

    /// As members of a JSON object: the figure, or `null` with its reason beside it.
    var members: [JSONValue.Member] {
        guard let number else { return [.init("value", .null), .init("reason", .string(reason ?? ""))] }
        return [.init("value", .number(number))]
    }
}
