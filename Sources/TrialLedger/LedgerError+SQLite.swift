internal import GRDB

extension LedgerError {
    /// What an error of SQLite means for a ledger.
    init(_ error: any Error, path: String, writing: Bool, patienceSeconds: Int) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = writing ? .notWritten(path: path, reason: "\(error)") : .unreadable(path: path, reason: "\(error)")
            return
        }
        let words = error.message ?? "SQLite's error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notALedger(path: path, reason: "no SQLite database")
        case .SQLITE_CORRUPT: self = .damaged(path: path, what: words)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, seconds: patienceSeconds)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = writing ? .notWritable(path: path, reason: words) : .unreadable(path: path, reason: words)
        // A page that is read beyond the end of a file that was cut short.
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ:
            self = .damaged(path: path, what: words)
        default: self = writing ? .notWritten(path: path, reason: words) : .unreadable(path: path, reason: words)
        }
    }
}
