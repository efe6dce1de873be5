/// How a text of line protocol is read.
public struct LineOptions: Hashable, Sendable {
    /// Whose line protocol it is.
    public var dialect: LineDialect
    /// The unit of the times; `nil` tells it from the size of each, as InfluxDB 3 does for `precision=auto`.
    public var precision: TimePrecision?
    /// Whether a string may hold line breaks, as the servers accept.
    ///
    /// Where it may not, an unbalanced quote is an error at the end of its own line: what a live stream should have.
    public var allowsBreaksInStrings: Bool
    /// Whether unsigned integers (`1u`) are accepted.
    public var acceptsUnsigned: Bool
    /// The longest line in bytes; a longer one is an error, and no more than it is kept in memory.
    public var longestLine: Int

    /// Options; by default those of InfluxDB 1.x and 2.x with times in nanoseconds and lines of at most 1 MiB.
    public init(
        dialect: LineDialect = .version1And2, precision: TimePrecision? = .nanoseconds,
        allowsBreaksInStrings: Bool = true, acceptsUnsigned: Bool = true, longestLine: Int = 1 << 20
    ) {
        self.dialect = dialect
        self.precision = precision
        self.allowsBreaksInStrings = allowsBreaksInStrings
        self.acceptsUnsigned = acceptsUnsigned
        self.longestLine = max(longestLine, LineError.longestText)
    }
}
