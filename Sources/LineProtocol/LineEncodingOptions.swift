/// How line protocol is written.
public struct LineEncodingOptions: Hashable, Sendable {
    /// What happens to NaN and infinities, for which line protocol has no text.
    public enum NonFinite: String, CaseIterable, Sendable {
        /// They are errors.
        case refuse
        /// Their fields are left out; a row that has no other field is left out too.
        case skip
    }

    /// Who reads it.
    public var dialect: LineDialect
    /// The unit of the times.
    public var precision: TimePrecision
    /// What happens to NaN and infinities.
    public var nonFinite: NonFinite

    /// Options; by default for InfluxDB 1.x and 2.x with times in nanoseconds, and NaN is an error.
    public init(
        dialect: LineDialect = .version1And2, precision: TimePrecision = .nanoseconds, nonFinite: NonFinite = .refuse
    ) {
        self.dialect = dialect
        self.precision = precision
        self.nonFinite = nonFinite
    }
}
