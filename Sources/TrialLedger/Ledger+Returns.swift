public import Core
import Foundation
internal import GRDB

extension Ledger {
    /// The daily returns of a family's finished trials over one period, every trial once.
    ///
    /// - Parameters:
    ///   - key: The family's key.
    ///   - period: The period that the trials have, exactly; `nil` for the one that most of them have, of several the
    ///     latest.
    /// - Returns: Rows of one length: the number of sessions that most trials have, of several the longest.
    /// - Throws: `noFamily` where the ledger has no trial of it.
    public func returnsMatrix(family key: String, period: Range<Timestamp>? = nil) throws(LedgerError) -> ReturnsMatrix
    {
        try reading { database in
            let family = try familyRow(database, key)
            let studies = try StudyTable(database, of: self, family: family)
            let lengths = try kept(database, family: family)
            var trials: [TrialIdentity: (period: Range<Timestamp>, attempt: Int64?)] = [:]
            var order: [TrialIdentity] = []
            try visitAttempts(database, studies, family: family, overlapping: nil) { attempt in
                guard attempt.trial.state == .finished else { return }
                let number = lengths[attempt.trial.attempt] == nil ? nil : attempt.trial.attempt
                if let known = trials[attempt.identity] {
                    if known.attempt == nil { trials[attempt.identity]?.attempt = number }
                } else {
                    order.append(attempt.identity)
                    trials[attempt.identity] = (attempt.entry.study.period, number)
                }
            }
            let periods = trials.values.reduce(into: [:]) { $0[$1.period, default: 0] += 1 }
            let common = periods.max { lhs, rhs in
                (lhs.value, lhs.key.upperBound, lhs.key.lowerBound) < (
                    rhs.value, rhs.key.upperBound, rhs.key.lowerBound
                )
            }
            guard let asked = period ?? common?.key else { throw LedgerError.noFamily(path: path, key: key) }
            let here = order.filter { trials[$0]?.period == asked }
            let attempts = here.compactMap { trials[$0]?.attempt }
            let counts = attempts.reduce(into: [:]) { $0[lengths[$1] ?? 0, default: 0] += 1 }
            let sessions = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
            let rows = attempts.filter { lengths[$0] == sessions }
            var matrix = ReturnsMatrix(
                attempts: rows, sessions: sessions, values: [], period: asked, omitted: here.count - rows.count,
                elsewhere: order.count - here.count)
            matrix.values.reserveCapacity(rows.count * sessions)
            let daily = try database.cachedStatement(sql: "SELECT daily FROM returns WHERE attempt = ?")
            for attempt in rows {
                matrix.values += try Data.fetchOne(daily, arguments: [attempt])?.floats ?? []
            }
            return matrix
        }
    }

    /// The number of sessions of every attempt whose returns are kept.
    private func kept(_ database: Database, family: Int64) throws -> [Int64: Int] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT r.attempt, length(r.daily) / 4 FROM attempt a JOIN returns r ON r.attempt = a.id
                WHERE a.study IN (SELECT id FROM study WHERE family = ?)
                """, arguments: [family])
        var kept: [Int64: Int] = [:]
        while let row = try rows.next() { kept[row[0]] = row[1] }
        return kept
    }
}
