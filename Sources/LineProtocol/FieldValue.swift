/// The value of a field.
public enum FieldValue: Hashable, Sendable {
    /// A double; NaN and infinities cannot be written.
    case float(Double)
    /// A signed integer, written with `i` after it.
    case integer(Int64)
    /// An unsigned integer, written with `u` after it; InfluxDB 1.x refuses it unless it was built to take it.
    case unsigned(UInt64)
    /// Text, written in quotes.
    case string(String)
    /// `true` or `false`.
    case boolean(Bool)
}
