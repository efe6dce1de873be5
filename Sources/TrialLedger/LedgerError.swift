/// Why a ledger cannot be read or written.
public enum LedgerError: Error, Hashable, Sendable {
    /// There is no ledger to read.
    case absent(path: String)
    /// A file or folder that is no ledger of trials; nothing in it was changed.
    case notALedger(path: String, reason: String)
    /// A ledger of a newer version of the program; nothing in it was changed.
    case newer(path: String, found: Int, known: Int)
    /// A ledger with damaged bytes; nothing in it was overwritten.
    case damaged(path: String, what: String)
    /// A file, folder or disk that may not be written; reading may still work.
    case notWritable(path: String, reason: String)
    /// Something was not written, because the disk is full, above all; what was recorded before stands.
    case notWritten(path: String, reason: String)
    /// A file that the system refuses to read.
    case unreadable(path: String, reason: String)
    /// Others have been writing for so many seconds; nothing of this batch was kept.
    case busy(path: String, seconds: Int)
    /// A value that no trial can have; nothing of its batch was kept.
    case badRecord(field: String, found: String, expected: String)
    /// An attempt that was never begun in this ledger.
    case noAttempt(path: String, attempt: Int64)
    /// An attempt that ended before, in another way; the first ending stands.
    case alreadyEnded(path: String, attempt: Int64, state: TrialState)
    /// A family of which the ledger has no trial.
    case noFamily(path: String, key: String)
}

extension LedgerError: CustomStringConvertible {
    /// What is wrong, where, and what can be done.
    public var description: String {
        switch self {
        case .absent(let path):
            "\(path): error: there is no ledger; the first run or sweep begins one, or set BACKTEST_LEDGER to another file"
        case .notALedger(let path, let reason):
            "\(path): error: found no ledger of trials (\(reason)); nothing was changed; "
                + "set BACKTEST_LEDGER to another file or move this one away"
        case .newer(let path, let found, let known):
            "\(path): error: found a ledger of version \(found), expected at most \(known); nothing was changed; "
                + "use the newer backtest that wrote it, or set BACKTEST_LEDGER to another file"
        case .damaged(let path, let what):
            "\(path): error: the ledger is damaged: \(what); nothing was overwritten; copy the file with its -wal and "
                + "rescue what can be read by: sqlite3 COPY .recover | sqlite3 NEW"
        case .notWritable(let path, let reason):
            "\(path): error: the ledger cannot be written: \(reason); no trial may go uncounted, so nothing was run; "
                + "set BACKTEST_LEDGER to a file that can be"
        case .notWritten(let path, let reason):
            "\(path): error: not written: \(reason); nothing of this batch was kept, and what was recorded before stands"
        case .unreadable(let path, let reason): "\(path): error: the ledger cannot be read: \(reason)"
        case .busy(let path, let seconds):
            "\(path): error: others have been writing for \(seconds) seconds; nothing of this batch was kept"
        case .badRecord(let field, let found, let expected):
            "trial: error: \(field): found \(found), expected \(expected); nothing of its batch was kept"
        case .noAttempt(let path, let attempt): "\(path): error: found no attempt \(attempt) that was begun"
        case .alreadyEnded(let path, let attempt, let state):
            "\(path): error: attempt \(attempt) has ended before (\(state.rawValue)); the first ending stands"
        case .noFamily(let path, let key):
            "\(path): error: found no trial of the family \(key); `backtest ledger list` shows the families there are"
        }
    }
}
