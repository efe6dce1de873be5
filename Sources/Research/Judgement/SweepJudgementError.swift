public import Statistics
public import TrialLedger

/// Why sweeps could not be judged.
public enum SweepJudgementError: Error, CustomStringConvertible {
    /// A folder is no finished sweep, or a file of it is not what was written: which, and why.
    case unreadable(path: String, reason: String)
    /// The plan of a sweep cannot be used.
    case plan(SweepError)
    /// Sweeps cannot be counted together: how they differ.
    case different(String)
    /// What was asked for cannot be, in a whole sentence.
    case unsuitable(String)
    /// The trials do not bear a judgement.
    case trials(path: String, JudgementError)
    /// The trials cannot be counted.
    case ledger(LedgerError)
    /// It was interrupted.
    case interrupted

    /// What is wrong, where, and the remedy.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): error: \(reason)"
        case .plan(let error): error.description
        case .different(let text), .unsuitable(let text): "error: \(text)"
        case .trials(let path, let error): "\(path): error: \(error.description)"
        case .ledger(let error): error.description
        case .interrupted: "interrupted: nothing was written"
        }
    }
}
