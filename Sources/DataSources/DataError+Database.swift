public import Core
public import InfluxDB

extension DataError {
    /// Why a database gives no bars.
    public enum DatabaseProblem: Hashable, Sendable {
        /// What became of the connection, the question or the answer.
        case failed(InfluxError)
        /// The measurement has no row with the field and the tags that the mapping names.
        case empty
        /// There is none in the period.
        case noRows(first: Timestamp, last: Timestamp)
        /// An instrument that was asked for has none; those that have.
        case noSymbol(String, found: [String])
        /// A field of the mapping that no row has; those that the measurement has, where the server says so.
        case noField(String, found: [String])
        /// The tag of the instruments, which no point has; those that there are, where the server says so.
        case noTag(String, found: [String])
    }
}

extension DataError.DatabaseProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence; no text shows a secret.
    public var description: String {
        switch self {
        case .failed(let error): error.description
        case .empty:
            "found no point with the fields and tags of the mapping; expected some: are database, measurement, fields "
                + "and tags spelt as the server has them?"
        case .noRows(let first, let last): "found no rows from \(first) to \(last); expected some"
        case .noSymbol(let symbol, let found):
            "found no rows of \(symbol); expected one of \(ShownText.list(found))"
        case .noField(let field, let found):
            "field '\(field)' has no value in any row"
                + (found.isEmpty ? "" : "; the fields are \(ShownText.list(found))")
        case .noTag(let tag, let found):
            "no point has the tag '\(tag)' that names its instrument; "
                + (found.isEmpty ? "the points have no tags" : "the tags are \(ShownText.list(found))")
        }
    }
}
