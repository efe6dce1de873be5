/// A range that holds the true figure with a stated probability, in the unit of its metric.
public struct ConfidenceInterval: Hashable, Sendable {
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double
    /// The probability, as a fraction: 0.95.
    public var level: Double
    /// How it was found: `stationary bootstrap, 1000 draws, mean block 21`.
    public var method: String

    /// An interval with its level and method.
    public init(lower: Double, upper: Double, level: Double = 0.95, method: String) {
        self.lower = lower
        self.upper = upper
        self.level = level
        self.method = method
    }

    /// As a JSON object.
    var json: JSONValue {
        ["lower": .number(lower), "upper": .number(upper), "level": .number(level), "method": .string(method)]
    }
}
