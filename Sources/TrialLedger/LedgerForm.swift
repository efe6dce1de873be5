/// How attempts are exported.
public enum LedgerForm: String, Sendable, CaseIterable {
    /// Comma-separated values (RFC 4180, lines end with a line feed): a line of names, then a line an attempt. Metrics
    /// are the last columns, named `metric.` and their name; a value that does not exist is empty.
    case csv
    /// JSON lines: an object an attempt. A value that does not exist or is not finite is `null`.
    case jsonLines
}
