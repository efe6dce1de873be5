/// What a column of an answer without types holds.
public enum InfluxColumnKind: String, Hashable, Sendable {
    /// Instants.
    case time = "dateTime"
    /// Whole numbers.
    case integer = "long"
    /// Whole numbers without a sign.
    case unsigned = "unsignedLong"
    /// Numbers.
    case double = "double"
    /// Texts.
    case string = "string"
    /// Truth values.
    case boolean = "boolean"
}
