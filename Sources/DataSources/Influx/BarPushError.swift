import HTTPClient
public import InfluxDB
public import LineProtocol

/// Why bars were not pushed.
public enum BarPushError: Error, Hashable, Sendable {
    /// Bars that line protocol cannot hold.
    case bars(symbol: String, LineEncodingError)
    /// The database does not answer, refuses, or was not asked to the end because of a cancellation.
    case database(InfluxError)
    /// A line of the file of what was acknowledged that cannot be read.
    case state(path: String, line: Int, found: String, expected: String)
    /// The file of what was acknowledged belongs to another target.
    case otherTarget(path: String)
    /// The file of what was acknowledged cannot be read or written.
    case file(DataError)

    /// Whether it was cancelled.
    public var isCancellation: Bool {
        if case .database(.http(.cancelled(_))) = self { true } else { false }
    }
}

extension BarPushError: CustomStringConvertible {
    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .bars(let symbol, let error): "\(symbol): error: \(error.text)"
        case .database(let error): "error: \(error.description)"
        case .state(let path, let line, let found, let expected):
            "\(path):\(line): error: found \(found), expected \(expected); delete the file to push everything again"
        case .otherTarget(let path):
            "\(path): error: found what another database or measurement acknowledged, expected that of this one; name "
                + "another file with --resume"
        case .file(let error): error.description
        }
    }
}
