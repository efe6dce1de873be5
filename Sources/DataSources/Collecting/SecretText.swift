import Foundation

/// A text that a request carries, or where it is found: keys stand in the environment or a file, never in a config.
public enum SecretText: Hashable, Sendable {
    /// The text itself, which is no secret.
    case text(String)
    /// The variable of the environment that holds it.
    case environment(String)
    /// The file that holds it, blanks and line breaks around it left out.
    case file(String)

    /// Finds the text.
    ///
    /// - Throws: `CollectError.secret` where it is not there, is empty, or has characters that no header may carry.
    public func value() throws(CollectError) -> String {
        let found: String
        let place: String
        switch self {
        case .text(let text): return text
        case .environment(let name):
            place = "the environment variable \(name)"
            guard let value = ProcessInfo.processInfo.environment[name] else {
                throw .secret(place: place, problem: "is not set")
            }
            found = value
        case .file(let path):
            place = "the file \(path)"
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .secret(place: place, problem: "cannot be read")
            }
            guard let text = String(data: data, encoding: .utf8) else {
                throw .secret(place: place, problem: "is no UTF-8 text")
            }
            found = text
        }
        let value = found.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty else { throw .secret(place: place, problem: "is empty") }
        guard value.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw .secret(place: place, problem: "holds blanks, control characters or letters beyond ASCII")
        }
        return value
    }

    /// Whether the text must not be shown.
    var isSecret: Bool {
        if case .text = self { false } else { true }
    }
}
