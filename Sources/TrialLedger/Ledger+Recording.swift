import Core
internal import GRDB

extension Ledger {
    /// Records trials that have ended, in one transaction.
    ///
    /// - Parameter records: The trials; taken one by one, so that a lazy sequence need not be in memory as a whole.
    /// - Returns: The numbers of their attempts, in their order: consecutive.
    /// - Throws: Nothing of the batch is kept then; `badRecord` names what no trial can have.
    /// - Complexity: O(n log N) for N attempts in the file.
    @discardableResult
    public func record(_ records: some Sequence<TrialRecord>) throws(LedgerError) -> Range<Int64> {
        try writing { database in
            var rows = try LedgerRows(database)
            let first = rows.nextAttempt
            for record in records {
                let attempt = try rows.add(record.start)
                try rows.add(record.outcome, of: attempt)
            }
            return first..<rows.nextAttempt
        }
    }

    /// Records that trials begin, in one transaction; they do not count until they end or their process is gone.
    ///
    /// - Returns: The numbers of their attempts, in their order, by which `end` names them.
    public func begin(_ starts: some Sequence<TrialStart>) throws(LedgerError) -> Range<Int64> {
        try writing { database in
            var rows = try LedgerRows(database)
            let first = rows.nextAttempt
            for start in starts { _ = try rows.add(start) }
            return first..<rows.nextAttempt
        }
    }

    /// Records how attempts ended, in one transaction.
    ///
    /// An end that is there already in the same state is taken as the same one, recorded by a writer that did not hear
    /// that it was.
    ///
    /// - Parameter endings: Numbers of attempts that `begin` gave, with what they came to.
    /// - Throws: `noAttempt`, `alreadyEnded` in another state, `badRecord`; nothing of the batch is kept then.
    public func end(_ endings: some Sequence<TrialEnding>) throws(LedgerError) {
        try writing { database in
            var rows = try LedgerRows(database)
            let begun = try database.cachedStatement(sql: "SELECT 1 FROM attempt WHERE id = ?")
            let ended = try database.cachedStatement(sql: "SELECT state FROM ending WHERE attempt = ?")
            for ending in endings {
                guard try Int.fetchOne(begun, arguments: [ending.attempt]) != nil else {
                    throw LedgerError.noAttempt(path: path, attempt: ending.attempt)
                }
                if let text = try String.fetchOne(ended, arguments: [ending.attempt]) {
                    guard text == ending.outcome.state.rawValue else {
                        throw LedgerError.alreadyEnded(
                            path: path, attempt: ending.attempt, state: TrialState(rawValue: text) ?? .finished)
                    }
                    continue
                }
                try rows.add(ending.outcome, of: ending.attempt)
            }
        }
    }
}
