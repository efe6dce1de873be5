/// What a model sees: a feature and how it is computed.
public struct TrainingFeature: Hashable, Sendable {
    /// Its name: `momentum20`.
    public var name: String
    /// Its expression, with window and transform: `change(close, 20), standardised in the fold`.
    public var expression: String

    /// A feature.
    public init(name: String, expression: String) {
        self.name = name
        self.expression = expression
    }
}
