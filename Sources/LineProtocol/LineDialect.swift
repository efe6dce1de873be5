/// Whose line protocol is meant: they differ in what a backslash in a name means.
///
/// | | InfluxDB 1.x and 2.x | InfluxDB 3 |
/// |---|---|---|
/// | backslash before a backslash in a name | both stay | one backslash |
/// | backslash that a name holds before a space, `,`, `=` or `"` | is not written | two backslashes |
/// | `\"` in a measurement or field key | a quote | both stay |
/// | name that ends with a backslash | cannot be written | cannot be written |
/// | `=` in a tag value | must be escaped | may be escaped |
/// | tab or NUL in a name | stays | refused |
///
/// In both, any other character after a backslash in a name leaves the backslash, and in a string `\"` and `\\` are a quote
/// and a backslash. A line break may stand in a string, nowhere else.
///
/// - Source: `models/points.go` of InfluxDB 1.6 and 2.7; `influxdb_line_protocol/src/lib.rs` of InfluxDB 3;
///   `line-protocol.ebnf` of github.com/influxdata/line-protocol.
public enum LineDialect: String, CaseIterable, Sendable {
    /// InfluxDB 1.x, 2.x and Telegraf.
    case version1And2
    /// InfluxDB 3.
    case version3
}
