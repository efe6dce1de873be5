public import ParameterSearch
public import StrategyKit
public import TrialLedger

/// Why a sweep could not be planned, run or gathered.
public enum SweepError: Error, CustomStringConvertible {
    /// The config cannot be used.
    case config(ConfigError)
    /// The space cannot be searched; where the config says so, if that is known.
    case space(SearchError, at: SourcePlace?)
    /// The sweep asks for something that cannot be, in a whole sentence.
    case unsuitable(String, at: SourcePlace?)
    /// Its study cannot be run.
    case study(StudyError)
    /// A file cannot be written.
    case folder(FolderError)
    /// A trial cannot be counted.
    case ledger(LedgerError)
    /// A file or folder is no sweep, or not this one: which, and why.
    case notThisSweep(path: String, reason: String)
    /// The processes that run trials cannot start, or do not work: a whole message.
    case worker(String)
    /// It was interrupted: how many trials are done of how many.
    case interrupted(done: Int, of: Int)

    /// What is wrong, with its place and the remedy.
    public var description: String {
        switch self {
        case .config(let error): error.description
        case .space(let error, let place): SweepError.placed("sweep: \(error.description)", place)
        case .unsuitable(let text, let place): SweepError.placed(text, place)
        case .study(.unsuitable(let text, let place)): SweepError.placed(text, place)
        case .study(let error): error.description
        case .folder(let error): error.description
        case .ledger(let error): error.description
        case .notThisSweep(let path, let reason): "\(path): error: \(reason)"
        case .worker(let message): message
        case .interrupted(let done, let all): "interrupted: \(done) of \(all) trials are done and kept"
        }
    }

    private static func placed(_ text: String, _ place: SourcePlace?) -> String {
        (place.map { "\($0): " } ?? "") + "error: \(text)"
    }
}
