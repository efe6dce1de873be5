/// What is forecast, which decides how forecasts are drawn.
public struct ForecastTarget: Hashable, Sendable {
    /// What a forecast is.
    public enum Kind: String, Hashable, Sendable {
        /// A simple return as a fraction.
        case returns = "return"
        /// A number in a unit of its own.
        case value
        /// The probability of an outcome whose truth is 0 or 1.
        case probability
    }

    /// Which instant of a forecast it is drawn at.
    public enum Instant: String, Hashable, Sendable {
        /// When it was made.
        case decision
        /// When what it speaks of was over.
        case labelEnd = "label_end"

        /// How an axis says it.
        var phrase: String {
            switch self {
            case .decision: "at the time of the decision"
            case .labelEnd: "at the time the label ended"
            }
        }
    }

    /// What a forecast is.
    public var kind: Kind
    /// The label in words: `return from the next open to the open five sessions later`.
    public var name: String
    /// Which instant the times of the forecasts are.
    public var instant: Instant

    /// A target.
    public init(kind: Kind, name: String, instant: Instant) {
        self.kind = kind
        self.name = name
        self.instant = instant
    }
}
