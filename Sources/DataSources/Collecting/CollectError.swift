internal import Core
public import HTTPClient
public import InfluxDB

/// Why the bars of a symbol could not be collected.
///
/// No text of it shows a key.
public enum CollectError: Error, Hashable, Sendable {
    /// The request failed; what the endpoint says of it, where it says anything.
    case request(HTTPError, said: String?)
    /// The answer is not what the mapping says.
    case answer(url: String, AnswerProblem)
    /// Rows that cannot be read, or that break the rules that bars keep.
    case data(DataError)
    /// A key that is not where it should be.
    case secret(InfluxError)
    /// An address that cannot be asked for, before it was.
    case address(found: String, expected: String)
    /// A file that does not continue what is to be collected: it is left as it is.
    case foreignFile(path: String, line: String, expected: String)
    /// A bar that was complete when it was collected now has prices of another scale, as after a split.
    case rescaled(path: String, stamp: String, before: Double, now: Double, remedy: String)
    /// The InfluxDB that bars go to does not answer, or refuses.
    case database(InfluxError)
    /// A time that lies ahead of the machine's clock: of what is kept, or of a quote that came.
    case ahead(place: String, stamp: String, now: String)
    /// It was told to stop.
    case cancelled

    /// What is wrong with an answer.
    public enum AnswerProblem: Hashable, Sendable {
        /// It is no JSON; how it begins.
        case notJSON(type: String, begins: String)
        /// It is no CSV with the columns; how it begins.
        case notCSV(type: String, begins: String, problem: String)
        /// It is a message.
        case message(String)
        /// There are no rows where the mapping says.
        case noRows(path: String, found: String)
        /// A row lacks a field.
        case noField(row: Int, field: String, path: String, found: String)
        /// A field holds something else.
        case wrongValue(row: Int, field: String, found: String, expected: String)
        /// A list of one field is longer or shorter than that of the times.
        case lengths(field: String, found: Int, expected: Int)
        /// The pages do not end.
        case endlessPages(count: Int)
        /// Rows are of shorter bars than were asked for.
        case closerThanBars(step: String, length: String)
    }
}

extension CollectError: CustomStringConvertible {
    /// One line for people.
    public var description: String {
        switch self {
        case .request(.status(let url, let status, let body), let said):
            "\(url): error: the server answers \(status)"
                + CollectError.words(said ?? String(decoding: body, as: UTF8.self))
        case .request(let error, _): "\(error)".replacing(": ", with: ": error: ", maxReplacements: 1)
        case .answer(let url, let problem): "\(url): error: \(problem)"
        case .data(let error): error.description
        case .secret(let error): "error: a key of the endpoint: \(error)"
        case .address(let found, let expected): "error: the address \(found) cannot be used; expected \(expected)"
        case .foreignFile(let path, let line, let expected):
            "\(path): error: found the line \"\(line.prefix(80))\"; expected \(expected), as this config writes them; it is "
                + "left as it is: name another folder with `to: { csv: … }`, or move the file away"
        case .rescaled(let path, let stamp, let before, let now, let remedy):
            "\(path): error: the close of \(stamp) was collected as \(before.shortestText) and is now "
                + "\(now.shortestText), as after a split; \(remedy) to collect the whole history anew"
        case .database(let error): "error: \(error)"
        case .ahead(let place, let stamp, let now):
            "\(place): error: found \(stamp), which lies ahead of this machine's clock at \(now); set the clock, or say by "
                + "'time' and 'zone' how times are written"
        case .cancelled: "interrupted"
        }
    }

    private static func words(_ text: String) -> String {
        let line = text.split { $0.isNewline }.joined(separator: " ").prefix(200)
        return line.isEmpty ? "" : ": \(line)"
    }
}

extension CollectError.AnswerProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence.
    public var description: String {
        switch self {
        case .notJSON(let type, let begins):
            "found an answer\(type.isEmpty ? "" : " of type \(type)") that begins with \"\(begins)\"; expected JSON"
        case .notCSV(let type, let begins, let problem):
            "found an answer\(type.isEmpty ? "" : " of type \(type)") that begins with \"\(begins)\"; expected CSV: "
                + problem
        case .message(let text): "the server says: \(text.prefix(200))"
        case .noRows(let path, let found):
            "found no rows at '\(path)'; the answer is \(found)"
        case .noField(let row, let field, let path, let found):
            "row \(row + 1) has no \(field) at '\(path)'; it is \(found)"
        case .wrongValue(let row, let field, let found, let expected):
            "found \(found) as \(field) of row \(row + 1); expected \(expected)"
        case .lengths(let field, let found, let expected):
            "found \(found) values of \(field) for \(expected) times; expected as many of each"
        case .endlessPages(let count):
            "gave \(count) page\(count == 1 ? "" : "s") and a token for another; expected an end"
        case .closerThanBars(let step, let length):
            "most rows lie \(step) apart; expected bars of \(length), as 'every' says"
        }
    }
}
