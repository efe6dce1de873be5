public import InfluxDB

/// A text that a request carries: keys stand in the environment or a file, never in a config.
public enum RequestText: Hashable, Sendable {
    /// The text itself, which is no secret.
    case text(String)
    /// What is found elsewhere and must not be shown.
    case secret(CredentialSource)

    /// Finds the text.
    ///
    /// - Throws: `CollectError.secret` where it is not there, is empty, or has characters that no header may carry.
    public func value() throws(CollectError) -> String {
        switch self {
        case .text(let text): return text
        case .secret(let source):
            do throws(InfluxError) { return try source.token() } catch { throw .secret(error) }
        }
    }

    /// Whether the text must not be shown.
    var isSecret: Bool {
        if case .text = self { false } else { true }
    }
}
