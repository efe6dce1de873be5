internal import Core

/// A value that a query names by `$name`, so that no quoting stands between it and the server.
public enum QueryParameter: Hashable, Sendable {
    /// A text.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A finite number.
    case double(Double)
    /// A truth value.
    case boolean(Bool)

    /// Names and values as a JSON object, in the order of the names.
    static func json(_ parameters: [String: QueryParameter]) -> String {
        let members = parameters.sorted { $0.key < $1.key }.map { name, value in
            let text =
                switch value {
                case .string(let text): JSONText.quoted(text)
                case .integer(let value): String(value)
                case .double(let value): value.isFinite ? String(value) : "null"
                case .boolean(let value): value ? "true" : "false"
                }
            return JSONText.quoted(name) + ":" + text
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}
