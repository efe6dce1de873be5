public import StrategyKit

/// Why the robustness of a study could not be looked at.
public enum RobustnessError: Error, CustomStringConvertible {
    /// The study cannot be run.
    case study(StudyError)
    /// Nothing that was asked for applies, in a whole sentence; where the config says so, if that is known.
    case unsuitable(String, at: SourcePlace?)
    /// A folder cannot be written.
    case folder(FolderError)
    /// It was interrupted: how many runs were done of how many.
    case interrupted(done: Int, of: Int)

    /// What is wrong, with its place and the remedy.
    public var description: String {
        switch self {
        case .study(let error): error.description
        case .unsuitable(let text, let place): (place.map { "\($0): " } ?? "") + "error: \(text)"
        case .folder(let error): error.description
        case .interrupted(_, of: 0): "interrupted: nothing was written"
        case .interrupted(let done, let all): "interrupted: \(done) of \(all) runs were done; nothing was written"
        }
    }
}

/// Why a robustness run has no figures.
enum RobustnessFault: Error {
    /// In words.
    case refused(String)
    /// It was stopped from outside.
    case stopped
}
