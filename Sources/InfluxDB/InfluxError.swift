public import HTTPClient

/// Why a database did not answer as it should.
///
/// No text shows a secret: credentials are neither in addresses nor in messages.
public enum InfluxError: Error, Hashable, Sendable {
    /// The request did not come through or was not answered to its end.
    case http(HTTPError)
    /// The server refuses: its status, its code where it has one, and its words.
    case refused(url: String, status: Int, code: String?, message: String)
    /// A statement failed, though the status may be 200.
    case statement(Int, message: String)
    /// The answer ended in order, but says itself that rows are missing.
    case truncated(statement: Int, rows: Int)
    /// The answer is not of the form that was asked for.
    case malformed(format: InfluxFormat, offset: Int, found: String, expected: String)
    /// A column holds values that no one type can hold without loss.
    case columnType(series: String, column: String, holds: String, found: String)
    /// There is no such column in the answer.
    case noColumn(String, columns: [String])
    /// Credentials that cannot be had.
    case credentials(CredentialProblem)
    /// What answers at the address is no InfluxDB that is known.
    case unknownServer(url: String, found: String)
    /// What the kind of server does not offer.
    case unsupported(InfluxKind, String)
    /// A setting that is missing or does not fit.
    case option(name: String, found: String, expected: String)
    /// Lines that the server does not take; the others of their batches are stored.
    case rejected([RejectedLine])

    /// Why credentials cannot be had.
    public enum CredentialProblem: Hashable, Sendable {
        /// The environment has no such variable.
        case noVariable(String)
        /// What should name a variable is no such name, and maybe the secret itself: it is not kept, only its length.
        case noName(Int)
        /// The variable or file is empty.
        case empty(String)
        /// A file that cannot be read, and the system's words.
        case unreadable(path: String, reason: String)
        /// The variable or file holds what no header may carry.
        case unfit(String)
    }
}

/// The forms in which answers come.
public enum InfluxFormat: String, Hashable, Sendable {
    /// InfluxQL as MessagePack.
    case messagePack = "MessagePack"
    /// InfluxQL as JSON.
    case json = "JSON"
    /// Flux as annotated CSV.
    case annotatedCSV = "annotated CSV"
    /// One JSON object a row.
    case jsonLines = "JSON lines"
    /// CSV with one header.
    case csv = "CSV"
}

extension InfluxError {
    /// The same error with the words of the server as `form` makes them.
    func shown(_ form: (String) -> String) -> InfluxError {
        switch self {
        case .refused(let url, let status, let code, let message):
            .refused(url: url, status: status, code: code.map(form), message: form(message))
        case .statement(let number, let message): .statement(number, message: form(message))
        case .malformed(let format, let offset, let found, let expected):
            .malformed(format: format, offset: offset, found: form(found), expected: form(expected))
        case .columnType(let series, let column, let holds, let found):
            .columnType(series: form(series), column: form(column), holds: form(holds), found: form(found))
        case .noColumn(let name, let columns): .noColumn(name, columns: columns.map(form))
        case .unknownServer(let url, let found): .unknownServer(url: url, found: form(found))
        case .rejected(let lines):
            .rejected(lines.map { RejectedLine(number: $0.number, text: $0.text, reason: form($0.reason)) })
        case .http, .truncated, .credentials, .unsupported, .option: self
        }
    }
}

extension InfluxError: CustomStringConvertible {
    /// One line for people.
    public var description: String {
        switch self {
        case .http(let error): error.description
        case .refused(let url, let status, let code, let message):
            "\(url): the server refuses with \(status)" + (code.map { " (\($0))" } ?? "") + ": \(message)"
        case .statement(let number, let message): "statement \(number + 1) failed: \(message)"
        case .truncated(let statement, let rows):
            "the answer to statement \(statement + 1) is cut short after \(rows) rows: "
                + "the server reached a limit of its own or stopped"
        case .malformed(let format, let offset, let found, let expected):
            "the answer cannot be read as \(format.rawValue): byte \(offset): found \(found), expected \(expected)"
        case .columnType(let series, let column, let holds, let found):
            "column '\(column)' of '\(series)' holds \(holds), found \(found): no one type holds both without loss"
        case .noColumn(let name, let columns):
            "the answer has no column '\(name)'; it has \(columns.joined(separator: ", "))"
        case .credentials(.noVariable(let name)):
            "the environment variable \(name) is not set; credentials come from it"
        case .credentials(.noName(let count)):
            "found \(count) characters that name no environment variable, expected its name (letters, digits, _): is the "
                + "secret itself in its place? It is not shown here; change it if others saw it"
        case .credentials(.empty(let name)): "\(name) is empty; credentials come from it"
        case .credentials(.unreadable(let path, let reason)): "\(path): \(reason); credentials come from it"
        case .credentials(.unfit(let name)):
            "\(name) holds blanks, control characters or letters beyond ASCII; a key has none of them"
        case .unknownServer(let url, let found): "\(url): found \(found), expected InfluxDB 1.x, 2.x or 3"
        case .unsupported(let kind, let what): "\(kind.rawValue) has no \(what)"
        case .option(let name, let found, let expected): "\(name): found \(found), expected \(expected)"
        case .rejected(let lines):
            lines.prefix(5).map(\.description).joined(separator: "\n")
                + (lines.count > 5 ? "\nand \(lines.count - 5) more lines" : "")
        }
    }
}
